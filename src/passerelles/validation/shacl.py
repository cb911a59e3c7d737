"""The rules run by pySHACL over one graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node, URIRef

from passerelles import shapes


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of SHACL as rdflib nodes; `path` is the IRI or the head of a longer path in `report`."""

    shape: Node
    component: Node
    focus: Node
    path: Node | None
    value: Node | None


def report_graph(data: Graph) -> Graph:
    """The `sh:ValidationReport` of the graph, as pySHACL makes it; `data` is not changed."""
    options = {"inplace": True, "inference": "none", "advanced": False}
    validator = Validator(DataGraph.from_rdflib(data), shacl_graph=_rules().graph, options=options)
    # The rules are harvested once, not once a source.
    validator.shacl_graph = _rules()
    report: Graph = validator.run()[1]  # type: ignore[no-untyped-call]
    return report


def findings(report: Graph) -> Iterator[Finding]:
    """The results of a report of pySHACL, in no promised order."""
    for node in report.subjects(RDF.type, SH.ValidationResult):
        yield Finding(
            next(report.objects(node, SH.sourceShape)),
            next(report.objects(node, SH.sourceConstraintComponent)),
            next(report.objects(node, SH.focusNode)),
            report.value(node, SH.resultPath),
            report.value(node, SH.value),
        )


def path_text(graph: Graph, path: Node) -> str:
    """The IRI of a simple path, or the SPARQL form of an inverse path, a choice or a sequence."""
    return str(path) if isinstance(path, URIRef) else _step(graph, path)


def _step(graph: Graph, path: Node) -> str:
    if isinstance(path, URIRef):
        return f"<{path}>"
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{_step(graph, inverse)}"
    choices = graph.value(path, SH.alternativePath)
    if choices is not None:
        return f"({'|'.join(_step(graph, item) for item in Collection(graph, choices))})"
    return "/".join(_step(graph, item) for item in Collection(graph, path))


@lru_cache(maxsize=1)
def _rules() -> ShapesGraph:
    own = Graph()  # pySHACL adds triples of its own to the graph of shapes
    for triple in shapes.graph():
        own.add(triple)
    return ShapesGraph(own)
