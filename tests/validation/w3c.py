"""The W3C test suite of SHACL core: its manifests, and each test run through the compiler."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import BNode, Graph, Literal, Namespace
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node, URIRef

from passerelles.store.engine_dataset import EngineDataset
from passerelles.validation.compiled_findings import Found, compiled, findings_of, node
from passerelles.validation.compiled_rules import rules_of
from passerelles.validation.compiled_store import merged_scope
from passerelles.validation.shacl import path_text

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
Row = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One test: its name by folder and file, and the graph that says what is expected."""

    name: str
    path: Path
    entry: Node
    graph: Graph

    def part(self, predicate: URIRef) -> Graph:
        """The graph of data or of shapes that the test names."""
        action = self.graph.value(self.entry, MF.action)
        named = str(self.graph.value(action, predicate))
        path = Path(named.removeprefix("file://"))
        return self.graph if path == self.path else Graph().parse(path, format="turtle")

    def expected(self) -> Counter[Row]:
        """The results that the suite gives."""
        result = self.graph.value(self.entry, MF.result)
        return Counter(_row(self.graph, one) for one in self.graph.objects(result, SH.result))


def cases(folder: Path) -> Iterator[Case]:
    """Every test of the manifests below a folder."""
    yield from _of_manifest(folder / "manifest.ttl", folder)


def _of_manifest(path: Path, root: Path) -> Iterator[Case]:
    graph = Graph().parse(path, format="turtle", publicID=path.as_uri())
    for manifest in sorted(graph.subjects(RDF.type, MF.Manifest), key=str):
        for included in sorted(graph.objects(manifest, MF.include), key=str):
            yield from _of_manifest(Path(str(included).removeprefix("file://")), root)
        for entries in graph.objects(manifest, MF.entries):
            for entry in Collection(graph, entries):
                yield Case(str(path.relative_to(root).with_suffix("")), path, entry, graph)


def found(case: Case) -> Counter[Row]:
    """The results of the compiled rules; raises `NotCompiled`."""
    shapes, data = case.part(SHT.shapesGraph), case.part(SHT.dataGraph)
    rules = rules_of(shapes)
    store = ox.Store()
    store.load(input=data.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES)
    dataset = EngineDataset(store)
    scope = merged_scope(dataset, rules)
    rows: Counter[Row] = Counter()
    for rule in rules:
        severity = shapes.value(rule.shape, SH.resultSeverity) or shapes.value(rule.shape, SH.severity)
        for query in compiled(rule, scope):
            for one in findings_of(dataset, query):
                rows[_found_row(one, severity or SH.Violation)] += 1
    return rows


def pyshacl_rows(case: Case) -> Counter[Row]:
    """The results of pySHACL itself, for tests about which it thinks otherwise than the suite."""
    data, shapes = case.part(SHT.dataGraph), case.part(SHT.shapesGraph)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False)
    assert isinstance(report, Graph)
    return Counter(_row(report, one) for one in report.subjects(RDF.type, SH.ValidationResult))


def _found_row(one: Found, severity: Node) -> Row:
    shape = one.shape if ":" in one.shape else ""
    return (
        _text(node(one.focus)),
        one.path or "",
        _text(node(one.value)),
        one.component,
        str(severity),
        shape,
    )


def _row(graph: Graph, result: Node) -> Row:
    path = graph.value(result, SH.resultPath)
    shape = graph.value(result, SH.sourceShape)
    return (
        _text(graph.value(result, SH.focusNode)),
        path_text(graph, path) if path is not None else "",
        _text(graph.value(result, SH.value)),
        str(graph.value(result, SH.sourceConstraintComponent)),
        str(graph.value(result, SH.resultSeverity)),
        "" if shape is None or isinstance(shape, BNode) else str(shape),
    )


def _text(term: Node | None) -> str:
    if term is None:
        return ""
    if isinstance(term, BNode):
        return "_:"  # blank nodes have other names in the store
    if isinstance(term, Literal) and isinstance(term.value, Decimal):
        return f'"{term.value.normalize():f}"^^xsd:decimal'  # the store writes numbers in its own way
    return term.n3()
