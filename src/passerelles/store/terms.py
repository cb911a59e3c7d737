"""The values that queries take and give back, free of any RDF library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING = XSD + "string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """An absolute IRI."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class Blank:
    """A blank node; its label means something only inside one result."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A literal: lexical form, datatype IRI and language tag (lower case, None without one)."""

    value: str
    datatype: str = XSD_STRING
    language: str | None = None

    def __post_init__(self) -> None:
        if self.language is not None:
            object.__setattr__(self, "language", self.language.lower())
            object.__setattr__(self, "datatype", LANG_STRING)


Term: TypeAlias = Iri | Blank | Literal
#: Subject, predicate, object.
Triple: TypeAlias = tuple[Term, Iri, Term]


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a SELECT: its variables without `?`, and one tuple of terms per row (None = unbound)."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def records(self) -> list[dict[str, str]]:
        """Each row as a dictionary of plain values; unbound variables are left out."""
        return [
            {name: term.value for name, term in zip(self.variables, row, strict=True) if term is not None}
            for row in self.rows
        ]
