"""How long a fiche takes from its text to a validated, queryable graph; beside it rdflib and pySHACL alone.

Run `python -m benchmarks.construction [--fiches N]`: N fiches are made from the shipped example by changing its
number, so that nothing outside the repository is needed.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyshacl
from rdflib import Dataset, Graph

from passerelles import shapes
from passerelles.build import build
from passerelles.examples import folder
from passerelles.loaders.fiche_texte import read_fiche
from passerelles.loaders.opening import document_of
from passerelles.store import open_store
from passerelles.triples import reading_nquads
from passerelles.validation import validate_source

ASKED = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
SELECT ?certification (COUNT(DISTINCT ?capacite) AS ?n) WHERE {
  ?certification pas:bloc/pas:capacite ?capacite
} GROUP BY ?certification ORDER BY ?certification
"""


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds of processor time and the result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def fiches(count: int) -> list[bytes]:
    text = (folder() / "RNCP28243.txt").read_text(encoding="utf-8")
    return [text.replace("28243", str(40_000 + number)).encode() for number in range(count)]


def plain_shacl(lines: list[str]) -> None:
    """What a user would do without our validator: rdflib and pySHACL on the fiche alone, codes unknown."""
    data = Graph()
    for graph in Dataset().parse(data="\n".join(lines) + "\n", format="nquads").graphs():
        data += graph
    pyshacl.validate(data, shacl_graph=shapes.graph(), advanced=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fiches", type=int, default=60)
    count = parser.parse_args().fiches
    documents = fiches(count)
    print(f"{platform.machine()}, {os.cpu_count()} cœurs, Python {platform.python_version()}, {count} fiches")
    read, readings = timed(lambda: [read_fiche(document_of(each, "fiche"), "fiche") for each in documents])
    assert isinstance(readings, list)
    state, statements = timed(lambda: [reading_nquads(each) for each in readings])
    assert isinstance(statements, list)
    validate_source(statements[0])  # the rules are prepared once per process
    check, _ = timed(lambda: [validate_source(each) for each in statements])
    few = statements[: max(1, min(5, count))]
    plain, _ = timed(lambda: [plain_shacl(each) for each in few])
    rows = [
        ("lire une fiche", read / count),
        ("énoncer une fiche", state / count),
        ("valider une fiche", check / count),
        ("valider une fiche, pySHACL seul", plain / len(few)),
    ]
    with tempfile.TemporaryDirectory() as place:
        source, store = Path(place) / "fiches", Path(place) / "graphe"
        source.mkdir()
        for number, document in enumerate(documents):
            (source / f"{number:05}.txt").write_bytes(document)
        whole, _ = timed(lambda: build([source], store, now=datetime(2026, 1, 1, tzinfo=UTC)))
        rows.append(("construire, par fiche", whole / count))
        with open_store(store) as dataset:
            ours, found = timed(lambda: dataset.select(ASKED))
            quads = b"".join(dataset.nquads())
        rows.append(("une question sur tout le graphe", ours))
    graph = Dataset(default_union=True)
    load, _ = timed(lambda: graph.parse(data=quads, format="nquads"))
    rows.append(("charger le graphe, rdflib seul", load))
    theirs, other = timed(lambda: list(graph.query(ASKED)))
    rows.append(("la même question, rdflib seul", theirs))
    assert len(found.rows) == len(other) == count  # type: ignore[attr-defined,arg-type]
    for name, seconds in rows:
        print(f"{name:<36}{seconds * 1000:>12.1f} ms")
    print(f"validation : {plain / len(few) / (check / count):.1f} fois plus vite que pySHACL seul")
    print(f"question : {theirs / ours:.1f} fois plus vite que rdflib seul")
    print(f"mémoire au plus : {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} Mo")


if __name__ == "__main__":
    main()
