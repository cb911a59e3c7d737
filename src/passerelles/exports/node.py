"""The merged graph as a sequence of nodes: a subject, and all that is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from passerelles.exports.prefixes import PREFIXES
from passerelles.store import Blank, Dataset, Iri, Literal, Term, Triple

RDF_TYPE = Iri(f"{PREFIXES['rdf']}type")
#: Integers that need no quotes; readers would not give others ("05", "-0") back as they were.
PLAIN_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Node:
    """A subject, the IRIs of its types, and its other properties with their values; all in a stable order."""

    subject: Term
    types: tuple[Term, ...]
    properties: tuple[tuple[Iri, tuple[Term, ...]], ...]


def nodes(triples: Iterable[Triple]) -> Iterator[Node]:
    """The nodes of sorted triples, in their order."""
    for subject, statements in groupby(triples, key=lambda triple: triple[0]):
        types: tuple[Term, ...] = ()
        properties = []
        for predicate, same in groupby(statements, key=lambda triple: triple[1]):
            values = tuple(value for _, _, value in same)
            if predicate == RDF_TYPE:
                types = values
            else:
                properties.append((predicate, values))
        yield Node(subject, types, tuple(properties))


def remote_triples(dataset: Dataset) -> list[Triple]:
    """The merged graph of an endpoint, sorted; all in memory."""
    return sorted(dataset.construct(_ALL), key=lambda triple: tuple(map(_key, triple)))


def _key(term: Term) -> tuple[int, str, str, str]:
    match term:
        case Literal():
            return (0, term.value, term.datatype, term.language or "")
        case Iri():
            return (1, term.value, "", "")
        case Blank():
            return (2, term.value, "", "")
