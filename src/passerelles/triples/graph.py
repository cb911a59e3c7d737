"""Statements on their way to N-Quads: terms written as canonical N-Triples, kept once, given back sorted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rdflib import URIRef
from rdflib.namespace import RDF, XSD

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def iri(value: str) -> str:
    """The N-Triples form of an absolute IRI."""
    return f"<{value}>"


def literal(value: str, language: str | None = None, datatype: str | None = None) -> str:
    """The N-Triples form of a literal: plain, in a language, or of a datatype."""
    quoted = f'"{value.translate(_ESCAPES)}"'
    if language:
        return f"{quoted}@{language}"
    return f"{quoted}^^<{datatype}>" if datatype else quoted


def french(value: str) -> str:
    """A literal in French."""
    return literal(value, language="fr")


def integer(value: int) -> str:
    """An `xsd:integer`."""
    return literal(str(value), datatype=str(XSD.integer))


def boolean(value: bool) -> str:
    """An `xsd:boolean`, written true or false."""
    return literal("true" if value else "false", datatype=str(XSD.boolean))


def day(value: date) -> str:
    """An `xsd:date`."""
    return literal(value.isoformat(), datatype=str(XSD.date))


def year(value: int) -> str:
    """An `xsd:gYear`."""
    return literal(f"{value:04d}", datatype=str(XSD.gYear))


class Triples:
    """A set of triples that all belong to one named graph."""

    def __init__(self, graph: str) -> None:
        self.graph = graph
        self._lines: set[str] = set()

    def add(self, subject: str, predicate: URIRef, term: str) -> None:
        """Add one triple; `subject` is an IRI, `term` an N-Triples term."""
        self._lines.add(f"<{subject}> <{predicate}> {term}")

    def link(self, subject: str, predicate: URIRef, target: str) -> None:
        """Add a triple whose object is an IRI."""
        self.add(subject, predicate, iri(target))

    def is_a(self, subject: str, *classes: URIRef) -> None:
        """State the classes of a thing."""
        for one in classes:
            self.link(subject, RDF.type, one)

    def nquads(self) -> list[str]:
        """The statements as N-Quads lines without line ends, sorted."""
        return nquads(self._lines, self.graph)


def nquads(triples: Iterable[str], graph: str) -> list[str]:
    """Sorted N-Quads lines from triples written `<s> <p> term`."""
    return sorted(f"{line} <{graph}> ." for line in triples)
