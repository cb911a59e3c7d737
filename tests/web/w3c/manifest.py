"""The tests of the W3C for SPARQL 1.1, read from their manifests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from rdflib import RDF, RDFS, Graph, Namespace
from rdflib.term import Node, URIRef

BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")


@dataclass(frozen=True)
class Case:
    """One test: what is asked over which graphs (IRIs of files), and the file of what is expected.

    `node` is the test in its manifest, `graph`.
    """

    suite: str
    name: str
    kind: str
    node: Node
    graph: Graph
    query: Path | None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    expected: Path | None = None

    @property
    def address(self) -> str:
        """The IRI of the query's file: what its relative IRIs are relative to."""
        assert self.query is not None
        return f"{BASE}{self.suite}/{self.query.name}"

    def text(self) -> str:
        """The query as it is written in its file."""
        assert self.query is not None
        return self.query.read_text(encoding="utf-8")


def suites(folder: Path) -> list[str]:
    """The names of the folders that have a manifest."""
    return sorted(path.parent.name for path in folder.glob("*/manifest.ttl"))


def manifest(folder: Path, suite: str) -> Graph:
    """The manifest of one folder as a graph."""
    return Graph().parse(folder / suite / "manifest.ttl", publicID=f"{BASE}{suite}/manifest.ttl")


def cases(folder: Path, suite: str) -> Iterator[Case]:
    """The tests of one folder, in the order of its manifest."""
    graph = manifest(folder, suite)
    for entries in graph.objects(None, MF.entries):
        for node in graph.items(entries):
            yield _case(folder, suite, graph, node)


def _case(folder: Path, suite: str, graph: Graph, node: Node) -> Case:
    name = str(node).partition("#")[2]
    kind = str(graph.value(node, RDF.type)).partition("#")[2]
    action = graph.value(node, MF.action)
    if action is None:
        return Case(suite, name, kind, node, graph, None)
    query = action if isinstance(action, URIRef) else graph.value(action, QT.query)
    query = query or graph.value(action, UT.request)
    default = [str(data) for data in graph.objects(action, QT.data)]
    named = [str(_graph_name(graph, data)) for data in graph.objects(action, QT.graphData)]
    result = graph.value(node, MF.result)
    return Case(
        suite,
        name,
        kind,
        node,
        graph,
        _path(folder, suite, query),
        tuple(default),
        tuple(named),
        _path(folder, suite, result),
    )


def _graph_name(graph: Graph, data: Node) -> Node:
    """A named graph is a file, or says in a label what it is called: only the first is found here."""
    assert (data, RDFS.label, None) not in graph
    return data


def _path(folder: Path, suite: str, node: Node | None) -> Path | None:
    if not isinstance(node, URIRef):
        return None
    here = urljoin(BASE, f"{suite}/")
    assert node.startswith(here), node
    return folder / suite / str(node).removeprefix(here)
