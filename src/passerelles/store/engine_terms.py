"""Terms of the engine as terms of ours."""

from __future__ import annotations

import pyoxigraph as ox

from passerelles.errors import UsageError
from passerelles.store.terms import Blank, Iri, Literal, Term, Triple


def from_engine(term: object) -> Term:
    """Our term for one of Oxigraph's; raises `UsageError` for a triple used as a term."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language)
    if isinstance(term, ox.BlankNode):
        return Blank(term.value)
    raise UsageError("Les triplets cités comme termes (RDF 1.2) ne sont pas pris en charge.")


def triple_from_engine(triple: ox.Triple) -> Triple:
    """Our triple for one of Oxigraph's."""
    return from_engine(triple.subject), Iri(triple.predicate.value), from_engine(triple.object)
