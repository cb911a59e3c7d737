"""What a user would do without us: the same statements in rdflib, checked by pySHACL on the same rules.

`python -m benchmarks.mesure.rdflib_alone JSON`; the last line printed is a JSON object of seconds and milliseconds.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

import pyshacl
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Identifier

from passerelles import shapes
from passerelles.queries import query


def main(file: str, questions: list[tuple[str, dict[str, str]]]) -> dict[str, Any]:
    """Load N-Quads, merge their graphs, validate the whole, and put some named queries."""
    start = time.perf_counter()
    dataset = Dataset()
    dataset.parse(Path(file), format="nquads")
    loaded = time.perf_counter()
    merged = Graph()
    for graph in dataset.graphs():
        merged += graph
    joined = time.perf_counter()
    _, report, _ = pyshacl.validate(merged, shacl_graph=shapes.graph(), advanced=False)
    validated = time.perf_counter()
    asked = {name: _latency(merged, name, given) for name, given in questions}
    return {
        "charger_s": loaded - start,
        "fondre_s": joined - loaded,
        "valider_s": validated - joined,
        "triplets": len(merged),
        "resultats": sum(1 for _ in report.subjects(shapes_result(), None)),
        "requetes_ms": asked,
    }


def shapes_result() -> URIRef:
    """The property that every result of a report has once."""
    return URIRef("http://www.w3.org/ns/shacl#resultSeverity")


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
    print(json.dumps(main(**json.loads(sys.argv[1]))))
