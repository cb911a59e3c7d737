"""What a user would do without us: the same statements in rdflib, checked by pySHACL on the same rules.

`python -m benchmarks.mesure.rdflib_alone JSON` prints a JSON object after each step, each with all the figures so far:
when the last step does not end, the others are known.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pyshacl
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import SH, XSD
from rdflib.term import Identifier

from passerelles import shapes
from passerelles.queries import query

#: pySHACL is given fiches one by one for so many seconds.
_PATIENCE = 120.0


def steps(file: str, questions: list[tuple[str, dict[str, str]]]) -> Iterator[dict[str, Any]]:
    """Load N-Quads, merge their graphs, put some named queries, validate fiche by fiche, then the whole at once.

    A fiche alone is the easier task: pySHACL then sees neither the code lists nor the other fiches.
    """
    found: dict[str, Any] = {}
    start = time.perf_counter()
    dataset = Dataset()
    dataset.parse(Path(file), format="nquads")
    loaded = time.perf_counter()
    merged = Graph()
    for graph in dataset.graphs():
        merged += graph
    found |= {"charger_s": loaded - start, "fondre_s": time.perf_counter() - loaded, "triplets": len(merged)}
    yield found
    found["requetes_ms"] = {name: _latency(merged, name, given) for name, given in questions}
    yield found
    rules = shapes.graph()
    found["valider_fiche_s"] = _each_alone(dataset, rules)
    yield found
    start = time.perf_counter()
    _, report, _ = pyshacl.validate(merged, shacl_graph=rules, advanced=False)
    found["valider_s"] = time.perf_counter() - start
    found["resultats"] = sum(1 for _ in report.subject_objects(SH.resultSeverity))
    yield found


def _each_alone(dataset: Dataset, rules: Graph) -> float:
    """Mean seconds to validate the graph of one fiche."""
    start = time.perf_counter()
    count = 0
    for graph in dataset.graphs():
        if "/id/fiche/" in str(graph.identifier):
            alone = Graph()
            alone += graph
            pyshacl.validate(alone, shacl_graph=rules, advanced=False)
            count += 1
            if time.perf_counter() - start > _PATIENCE:
                break
    return (time.perf_counter() - start) / max(count, 1)


def _latency(graph: Graph, name: str, given: dict[str, str]) -> float | None:
    """The median of three answers of a named query, in milliseconds, every row read; None when rdflib fails on it."""
    question = query(name)
    bound: dict[str, Identifier] = {
        key: URIRef(value) if kind == "iri" else Literal(value, datatype=XSD[kind])
        for key, (kind, value) in question.bind_values(given).items()
    }
    times = []
    for _ in range(3):
        start = time.perf_counter()
        try:
            for _row in graph.query(question.text, initBindings=bound):
                pass
        except TypeError:  # rdflib 7.6 cannot sort rows of which several have no value
            return None
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


if __name__ == "__main__":
    for step in steps(**json.loads(sys.argv[1])):
        print(json.dumps(step), flush=True)
