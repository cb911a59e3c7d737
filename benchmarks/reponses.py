"""How long answers take at the size of a whole register: search, completion, similar, compare, gains and paths.

Run `python -m benchmarks.reponses --store DIR [--count 200]` on a store of a whole register; its files are prepared
first, and that is timed too. Questions are drawn with a seed from what the store holds. Wall time is what a person
waits on this machine as it is; processor time is what the answer takes where nothing else runs.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from benchmarks.mesure.machine import facts
from passerelles.analysis.explorer import Explorer, open_explorer
from passerelles.errors import NotFoundError

#: What the issue asks for at the 95th percentile, in milliseconds.
TARGETS = {
    "recherche": 20,
    "complétion": 20,
    "similaires": 50,
    "comparer": 100,
    "acquis": 500,
    "parcours": 500,
    "métier": 500,
}


def questions(explorer: Explorer, count: int, seed: int) -> dict[str, list[Callable[[], object]]]:
    """For each kind of answer, as many questions as asked for."""
    chance = random.Random(seed)
    every = [each for each in explorer.catalogue.certifications() if each.described and each.title]
    drawn = chance.choices(every, k=count)
    others = chance.choices(every, k=count)
    jobs = [
        str(row[0])
        for row in explorer.catalogue.rows("SELECT DISTINCT notation FROM code WHERE scheme = 'rome'")
    ]
    day = date(2020, 11, 23)
    titles = [str(each.title) for each in drawn]
    starts = [title[: chance.randint(2, 8)] for title in titles]
    return {
        "recherche": [lambda text=title: explorer.search(text) for title in titles],  # type: ignore[misc]
        "complétion": [lambda text=start: explorer.finding.complete(text) for start in starts],  # type: ignore[misc]
        "similaires": [lambda iri=each.iri: explorer.similar(iri, 20) for each in drawn],  # type: ignore[misc]
        "comparer": [
            lambda one=one.iri, two=two.iri: explorer.compare(one, two)  # type: ignore[misc]
            for one, two in zip(drawn, others, strict=True)
        ],
        "acquis": [lambda iri=each.iri: explorer.gains([iri], day) for each in drawn],  # type: ignore[misc]
        "parcours": [
            lambda one=one.iri, two=two.iri: explorer.paths([one], two, day)  # type: ignore[misc]
            for one, two in zip(drawn, others, strict=True)
        ],
        "métier": [
            lambda one=one.iri, job=job: explorer.paths([one], job, day)  # type: ignore[misc]
            for one, job in zip(drawn, chance.choices(jobs, k=count), strict=True)
        ],
    }


def timed(asked: Sequence[Callable[[], object]]) -> Iterator[tuple[float, float]]:
    """Wall and processor milliseconds of each answer; a target that is not there is an answer, too."""
    for ask in asked:
        wall, processor = time.perf_counter(), time.process_time()
        with suppress(NotFoundError):
            ask()
        yield (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def percentiles(values: Sequence[float]) -> tuple[float, float]:
    return statistics.median(values), statistics.quantiles(values, n=20)[-1]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--store", type=Path, required=True)
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    print(", ".join(f"{name} : {value}" for name, value in facts().items()))
    with open_explorer(given.store) as explorer:
        start = time.perf_counter()
        explorer.prepare()
        print(f"\npréparation (ou ouverture de ce qui était prêt) : {time.perf_counter() - start:.1f} s")
        print(f"{explorer.catalogue.count()} certifications\n")
        print("| réponse | médiane (ms) | 95e centile (ms) | processeur, médiane | processeur, 95e | visé |")
        print("|---|---:|---:|---:|---:|---:|")
        for name, asked in questions(explorer, given.count, given.seed).items():
            list(timed(asked[:5]))
            walls, processors = zip(*timed(asked[5:]), strict=True)
            cells = [f"{value:.1f}" for value in (*percentiles(walls), *percentiles(processors))]
            print(f"| {name} | {' | '.join(cells)} | {TARGETS[name]} |", flush=True)
        start = time.perf_counter()
        lines = sum(1 for _ in explorer.overlap.all(20))
        print(
            f"\ntoutes les listes des 20 plus proches : {lines} lignes en {time.perf_counter() - start:.1f} s"
        )


if __name__ == "__main__":
    main()
