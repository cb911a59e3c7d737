"""The latency of the named queries over values taken from a store: `python -m benchmarks.mesure.questions STORE …`.

One JSON line a query, printed as soon as it is measured: a query that does not end can be stopped from outside.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from benchmarks.registre.chance import Chance
from passerelles.answers.question import terms
from passerelles.queries import Query, query
from passerelles.store import Dataset, open_store

#: Where the values of a parameter are taken from, by its name.
_VALUES = {
    "certification": "?x a pas:Certification ; prov:wasDerivedFrom ?fiche",
    "identifiant": "?c a pas:Certification ; prov:wasDerivedFrom ?fiche ; dcterms:identifier ?x",
    "rome": "?c pas:rome ?x",
    "metier": "?c pas:rome ?x",
    "niveau": "?c pas:niveau ?x",
    "certificateur": "?c pas:certificateur ?x",
    "certificateur_2": "?c pas:certificateur ?x",
    "bloc": "?c pas:bloc ?x",
    "nsf": "?c pas:nsf ?x",
    "nature": "?c a pas:Certification ; dcterms:type ?x",
    "fiche": "?x a pas:Fiche",
    "jour": "?c pas:enregistrement/pas:fin ?x",
}
_PREFIXES = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
#: A query without parameters is put so many times; all answers of one query take this long together, or one does.
_TIMES_ALONE = 5
_PATIENCE = 20.0


def samples(dataset: Dataset, names: Sequence[str], count: int, seed: int) -> dict[str, list[dict[str, str]]]:
    """For each query the parameters of its runs: values drawn from the store, else those of its example."""
    known: dict[str, list[str]] = {}
    found: dict[str, list[dict[str, str]]] = {}
    for name in names:
        question = query(name)
        given: dict[str, list[str]] = {}
        for parameter in question.parameters:
            if parameter.name in _VALUES:
                if parameter.name not in known:
                    asked = f"{_PREFIXES} SELECT DISTINCT ?x WHERE {{ {_VALUES[parameter.name]} }}"
                    known[parameter.name] = sorted(
                        row[0].value for row in dataset.select(asked).rows if row[0]
                    )
                chance = Chance(seed, name, parameter.name)
                given[parameter.name] = chance.shuffled(known[parameter.name])[:count]
            elif parameter.default is None:
                given[parameter.name] = [parameter.example]
        runs = max((len(values) for values in given.values()), default=0)
        found[name] = [
            {key: values[run % len(values)] for key, values in given.items() if values} for run in range(runs)
        ] or [{}] * _TIMES_ALONE
    return found


def latencies(dataset: Dataset, name: str, runs: Sequence[dict[str, str]]) -> dict[str, object]:
    """Milliseconds of one query from the text to the last byte of its answer, and how long its answers are."""
    question = query(name)
    ask(dataset, question, runs[0])  # what is read from disk once is not what a second reader waits for
    times, sizes = [], []
    begun = time.perf_counter()
    for given in runs:
        start = time.perf_counter()
        sizes.append(ask(dataset, question, given))
        times.append((time.perf_counter() - start) * 1000)
        if time.perf_counter() - begun > _PATIENCE:
            break
    times.sort()
    p95 = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return {
        "requete": name,
        "mediane_ms": round(median(times), 3),
        "p95_ms": round(p95, 3),
        "fois": len(times),
        "octets": round(median(sizes)),
    }


def ask(dataset: Dataset, question: Query, given: dict[str, str]) -> int:
    """Put a query and read its whole answer; how many bytes it has."""
    graph = "CONSTRUCT" in question.text.partition("WHERE")[0]
    media = "application/n-triples" if graph else "text/csv"
    bound = terms(question.bind_values(given))
    return sum(len(piece) for piece in dataset.serialise(question.text, media, bound))


def main(store: str, names: list[str], count: int, seed: int) -> None:
    with open_store(Path(store)) as dataset:
        runs = samples(dataset, names, count, seed)
        for name in names:
            print(json.dumps(latencies(dataset, name, runs[name])), flush=True)


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
