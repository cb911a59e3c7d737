"""How long the rules take over a whole store, rule by rule; beside it pySHACL on some of the same sources.

Run `python -m benchmarks.validation SOURCE… [--peers N] [--processes N]`: the sources are read and stated into a store
without validation, and the store is then validated as a build does. Durations are those of the processors.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from passerelles.build.batches import Batch, batches
from passerelles.build.stating import state
from passerelles.loaders import LOADERS
from passerelles.records import Reading
from passerelles.store import Dataset, draft
from passerelles.triples import ontology_nquads, reading_nquads
from passerelles.validation import Report, validate_source, validate_sources
from passerelles.validation.compiled_findings import compiled, findings_of, shipped_rules
from passerelles.validation.compiled_results import results_of
from passerelles.validation.compiled_store import source_scope

_DAY = date(2026, 1, 1)
_SLOWEST = 10
#: Results whose places are looked for together, as a build does.
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Duration:
    """The seconds of processor time of one query of a rule, and the results it gave."""

    seconds: float
    rule: str
    component: str
    results: int


def readings(sources: list[Path]) -> Iterator[tuple[int, Reading]]:
    """What the sources say, each reading with the place of its loader."""
    seen = set()
    for batch in batches(sources, LOADERS):
        if isinstance(batch, Batch):
            for item in batch.loader.read(batch.entries):
                if isinstance(item, Reading) and item.source.sha256 not in seen:
                    seen.add(item.source.sha256)
                    yield batch.position, item


def durations(dataset: Dataset) -> tuple[float, list[Duration], float, int]:
    """Seconds of preparation, of each query and of naming and placing its results, and their number."""
    start = time.process_time()
    scope = source_scope(dataset, shipped_rules())
    prepared = time.process_time() - start
    taken, everything = [], []
    for rule in shipped_rules():
        for query in compiled(rule, scope):
            start = time.process_time()
            found = list(findings_of(dataset, query))
            seconds = time.process_time() - start
            taken.append(Duration(seconds, rule.name, str(query.component).rpartition("#")[2], len(found)))
            everything += found
    start = time.process_time()
    everything.sort(key=lambda one: one.graph)
    for at in range(0, len(everything), _BATCH):
        for _ in results_of(dataset, everything[at : at + _BATCH]):
            pass
    placed = time.process_time() - start
    return prepared, taken, placed, len(everything)


def peers(sample: list[Reading]) -> float:
    """Seconds of pySHACL for the sources one by one, prepared once as in `validate_source`."""
    stated = [reading_nquads(reading) for reading in sample]
    validate_source(stated[0])
    start = time.process_time()
    for lines in stated:
        validate_source(lines)
    return time.process_time() - start


def print_rules(quads: int, open_dataset: Callable[[], Dataset]) -> float:
    """Print the table by rule; the seconds of the whole validation in one process."""
    prepared, taken, placed, count = durations(open_dataset())
    asked = sum(one.seconds for one in taken)
    print("\n| règle | contrainte | secondes | résultats |\n|---|---|---:|---:|")
    for one in sorted(taken, key=lambda one: -one.seconds)[:_SLOWEST]:
        print(f"| {one.rule} | {one.component} | {one.seconds:.2f} | {one.results} |")
    print("\n| un processus | secondes | par million de quads |\n|---|---:|---:|")
    whole = prepared + asked + placed
    for name, seconds in (
        ("préparer", prepared),
        ("chercher", asked),
        ("situer", placed),
        ("en tout", whole),
    ):
        print(f"| {name} | {seconds:.1f} | {seconds / quads * 1e6:.1f} |")
    print(f"\n{count} résultats, {placed / max(count, 1) * 1000:.2f} ms chacun pour les situer")
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--peers", type=int, default=50, help="sources validées aussi par pySHACL")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    chance, sample, hashes, quads = random.Random(1), [], [], 0
    with tempfile.TemporaryDirectory() as place, draft(Path(place)) as version:
        for position, reading in readings(options.sources):
            stated = state(reading, position)
            version.add_source(stated.graph, _DAY)
            quads += stated.graph.source.statements
            hashes.append(reading.source.sha256)
            sample.append(reading)
            if len(sample) > options.peers:  # a sample of all sources in bounded memory
                at = chance.randrange(len(hashes))
                last = sample.pop()
                if at < options.peers:
                    sample[at] = last
        version.add(ontology_nquads())
        reader = version.reader()
        print(f"{platform.machine()}, {os.cpu_count()} cœurs, Python {platform.python_version()}")
        print(f"{len(hashes)} sources, {quads} quads")
        ours = print_rules(quads, reader)
        few = chance.sample(hashes, min(100, len(hashes)))
        for name, chosen, processes in (
            (f"toutes les sources, {options.processes} processus", None, options.processes),
            (f"{len(few)} sources", few, 1),
        ):
            start = time.perf_counter()
            report: Report = validate_sources(reader, chosen, processes=processes)
            print(
                f"{name} : {time.perf_counter() - start:.1f} s à l’horloge, {len(report.results)} résultats"
            )
        theirs = peers(sample) / len(sample)
        print(
            f"pySHACL : {theirs * 1000:.0f} ms par source, {theirs * len(hashes) / ours:.1f} fois notre temps"
        )
    print(f"mémoire au plus : {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} Mo")


if __name__ == "__main__":
    main()
