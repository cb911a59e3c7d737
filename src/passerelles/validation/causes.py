"""The catalogue of causes: each named rule with its severity, label and message in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rdflib import Graph, Literal
from rdflib.namespace import RDFS, SH
from rdflib.term import Node, URIRef

from passerelles import shapes
from passerelles.records import Severity

#: The component of results that come from a loader and not from a rule.
READING_COMPONENT = str(shapes.SHAPES.ProblemeDeLecture)

SEVERITY_OF: Mapping[Node, Severity] = MappingProxyType(
    {SH.Violation: Severity.ERROR, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}
)
IRI_OF: Mapping[Severity, URIRef] = MappingProxyType(
    {Severity.ERROR: SH.Violation, Severity.WARNING: SH.Warning, Severity.INFO: SH.Info}
)


@dataclass(frozen=True, slots=True)
class Cause:
    """One rule: its stable slug, its severity, a short label and a message that explains it."""

    slug: str
    severity: Severity
    label_fr: str
    label_en: str
    message_fr: str
    message_en: str

    def label(self, language: str = "fr") -> str:
        """The label in French, or in English for any other language."""
        return self.label_fr if language == "fr" else self.label_en


@cache
def causes() -> Mapping[str, Cause]:
    """Every rule by its slug, in alphabetical order."""
    graph = shapes.graph()
    found = (_cause(graph, node) for node in graph.subjects(SH.severity, None))
    return MappingProxyType({cause.slug: cause for cause in sorted(found, key=lambda cause: cause.slug)})


def slug_of(shape: Node) -> str:
    """The slug of the rule whose IRI is `shape`."""
    return str(shape).removeprefix(str(shapes.SHAPES))


def _cause(graph: Graph, node: Node) -> Cause:
    return Cause(
        slug_of(node),
        SEVERITY_OF[next(graph.objects(node, SH.severity))],
        _text(graph, node, RDFS.label, "fr"),
        _text(graph, node, RDFS.label, "en"),
        _text(graph, node, SH.message, "fr"),
        _text(graph, node, SH.message, "en"),
    )


def _text(graph: Graph, node: Node, predicate: URIRef, language: str) -> str:
    return next(
        str(text)
        for text in graph.objects(node, predicate)
        if isinstance(text, Literal) and text.language == language
    )
