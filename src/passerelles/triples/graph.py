"""Statements on their way to N-Quads: terms written as canonical N-Triples, kept once, given back sorted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from rdflib import URIRef
from rdflib.namespace import RDF, XSD

_TYPE = RDF.type
_INTEGER, _BOOLEAN, _DATE, _YEAR = (
    f'"^^<{kind}>' for kind in (XSD.integer, XSD.boolean, XSD.date, XSD.gYear)
)


def iri(value: str) -> str:
    """The N-Triples form of an absolute IRI."""
    return f"<{value}>"


def literal(value: str, language: str | None = None, datatype: str | None = None) -> str:
    """The N-Triples form of a literal: plain, in a language, or of a datatype."""
    quoted = f'"{_escaped(value)}"'
    if language:
        return f"{quoted}@{language}"
    return f"{quoted}^^<{datatype}>" if datatype else quoted


def french(value: str) -> str:
    """A literal in French."""
    return f'"{_escaped(value)}"@fr'


def _escaped(value: str) -> str:
    # Four searches of what is rarely there are ten times faster than a translation of each character.
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


def integer(value: int) -> str:
    """An `xsd:integer`."""
    return f'"{value}{_INTEGER}'


def boolean(value: bool) -> str:
    """An `xsd:boolean`, written true or false."""
    return f'"{"true" if value else "false"}{_BOOLEAN}'


def figure(value: int | Decimal) -> str:
    """An `xsd:integer` or `xsd:decimal`, as the document counts."""
    return integer(value) if isinstance(value, int) else literal(str(value), datatype=str(XSD.decimal))


def day(value: date) -> str:
    """An `xsd:date`."""
    return f'"{value.isoformat()}{_DATE}'


def year(value: int) -> str:
    """An `xsd:gYear`."""
    return f'"{value:04d}{_YEAR}'


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
        self._lines.add(f"<{subject}> <{predicate}> <{target}>")

    def is_a(self, subject: str, *classes: URIRef) -> None:
        """State the classes of a thing."""
        for one in classes:
            self._lines.add(f"<{subject}> <{_TYPE}> <{one}>")

    def lines(self) -> list[str]:
        """The statements as N-Triples lines without final dot and line end, sorted."""
        return sorted(self._lines)

    def nquads(self) -> list[str]:
        """The statements as N-Quads lines without line ends, sorted."""
        return nquads(self._lines, self.graph)


def nquads(triples: Iterable[str], graph: str) -> list[str]:
    """Sorted N-Quads lines from triples written `<s> <p> term`."""
    return sorted(f"{line} <{graph}> ." for line in triples)
