"""The fields of ISCED-F 2013 that a group of the NSF lies in, read from `isced-f.ttl` once per process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from passerelles.ontology import ID, turtle_files

#: The controlled list of the European Union that the fields belong to.
SCHEME = "http://data.europa.eu/snb/isced-f/25831c2"
_RELATIONS = {"close": SKOS.closeMatch, "broad": SKOS.broadMatch, "related": SKOS.relatedMatch}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of ISCED-F 2013: its IRI, its code, its labels by language."""

    iri: str
    notation: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a group of the NSF lies in ISCED-F.

    `relation` is "close" (the same extent), "broad" (the one field is wider than the group) or "related": no field
    contains the group, `fields` are those that it touches, and to choose one would be to guess.
    """

    nsf: str
    relation: str
    fields: tuple[Field, ...]
    note: str | None


def placement(nsf: str) -> Placement | None:
    """The entry of a group; a lettered code ("200u") has that of its group, a code of one digit has none."""
    found = table().get(nsf)
    if found is None and len(nsf) == 4 and nsf[3].isalpha():
        found = table().get(nsf[:3])
    return found


def field(nsf: str) -> Field | None:
    """The one field that contains the whole of the group, or None when there is none."""
    found = placement(nsf)
    return None if found is None or found.relation == "related" else found.fields[0]


@lru_cache(maxsize=1)
def table() -> Mapping[str, Placement]:
    """The whole table by code of the NSF, in the order of codes."""
    graph = Graph(bind_namespaces="none").parse(data=turtle_files()["isced-f.ttl"], format="turtle")
    fields = {node: _field(graph, node) for node in graph.subjects(RDF.type, SKOS.Concept)}
    found = {}
    for relation, predicate in _RELATIONS.items():
        for node in set(graph.subjects(predicate)):
            nsf = str(node).removeprefix(f"{ID}nsf/")
            targets = sorted((fields[item] for item in graph.objects(node, predicate)), key=_notation)
            note = graph.value(node, SKOS.editorialNote)
            found[nsf] = Placement(nsf, relation, tuple(targets), None if note is None else str(note))
    return MappingProxyType(dict(sorted(found.items())))


def _field(graph: Graph, node: object) -> Field:
    assert isinstance(node, URIRef)
    labels = {
        text.language: str(text)
        for text in graph.objects(node, SKOS.prefLabel)
        if isinstance(text, Literal) and text.language
    }
    return Field(str(node), str(graph.value(node, SKOS.notation)), MappingProxyType(labels))


def _notation(item: Field) -> str:
    return item.notation
