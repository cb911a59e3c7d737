"""A store that holds every data file of the W3C's tests as a named graph, called by the file's address."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox

from tests.web.w3c.manifest import BASE, suites

_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML}
#: What the protocol's tests call their three files.
_PROTOCOL = "http://kasei.us/2009/09/sparql/data/"


def make(folder: Path, location: Path) -> None:
    """Write a published version as a build lays it out; a build itself takes no blank nodes, these files have some."""
    version = location / "versions" / "1"
    (version / "data").mkdir(parents=True)
    store = ox.Store(str(version / "data"))
    for path in data_files(folder):
        _load(store, path, f"{BASE}{path.parent.name}/{path.name}")
    for number in (1, 2, 3):
        _load(store, folder / "protocol" / f"data{number}.nt", f"{_PROTOCOL}data{number}.rdf")
    store.flush()
    del store
    (version / "lock").touch()
    (version / "manifest.json").write_text(json.dumps({"format": 2}))
    (location / "current").write_text("1\n")


def data_files(folder: Path) -> list[Path]:
    """The files that may be data: expected graphs are among them and do no harm."""
    return sorted(
        path
        for suite in suites(folder)
        for path in (folder / suite).iterdir()
        if path.suffix in _FORMATS and path.name != "manifest.ttl"
    )


def _load(store: ox.Store, path: Path, address: str) -> None:
    graph = ox.NamedNode(address)
    quads = ox.parse(path=str(path), format=_FORMATS[path.suffix], base_iri=address, rename_blank_nodes=True)
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)
