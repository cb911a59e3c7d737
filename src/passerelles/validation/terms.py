"""Terms of a report, free of any RDF library, so that a report can be kept as plain data and read back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rdflib import BNode, Literal, URIRef
from rdflib.term import Identifier, Node


class Kind(StrEnum):
    """The three kinds of RDF terms."""

    IRI = "iri"
    BLANK = "blank"
    LITERAL = "literal"


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """An RDF term; `datatype` and `language` only for literals (no datatype: a plain string)."""

    kind: Kind
    value: str
    datatype: str | None = None
    language: str | None = None


def numbered(terms: Iterable[Term]) -> dict[Term, Term]:
    """A short stable name for each blank node, by order of first appearance: "b1", "b2"…"""
    names: dict[Term, Term] = {}
    for term in terms:
        if term.kind is Kind.BLANK:
            names.setdefault(term, Term(Kind.BLANK, f"b{len(names) + 1}"))
    return names


def term_of(node: Node) -> Term:
    """The term that an rdflib node stands for."""
    if isinstance(node, Literal):
        datatype = str(node.datatype) if node.datatype is not None else None
        return Term(Kind.LITERAL, str(node), datatype, node.language)
    return Term(Kind.BLANK if isinstance(node, BNode) else Kind.IRI, str(node))


def node_of(term: Term) -> Identifier:
    """The rdflib node of a term; the lexical form of a literal is kept as it is."""
    if term.kind is Kind.IRI:
        return URIRef(term.value)
    if term.kind is Kind.BLANK:
        return BNode(term.value)
    datatype = URIRef(term.datatype) if term.datatype else None
    return Literal(term.value, datatype=datatype, lang=term.language, normalize=False)
