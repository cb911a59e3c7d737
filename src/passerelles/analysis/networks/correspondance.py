"""Correspondances in a network: a node for each, edges from all that is needed to it, and from it to all it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from passerelles.analysis.catalogue.scanning import scan
from passerelles.analysis.networks.edge import NO_DOCUMENT, Documents, Edge
from passerelles.analysis.networks.node import Node, label_of, short
from passerelles.analysis.networks.relation import Relation
from passerelles.answers.question import local_name
from passerelles.store import Dataset

RANKS = {"Officielle": "officielle", "Conventionnelle": "conventionnelle", "Calculee": "calculée"}
_ENDS = """
SELECT ?c ?p ?o WHERE { ?c pas:rang ?rang ; ?p ?o FILTER(?p IN (pas:depuis, pas:vers, pas:rang, pas:portee)) }
"""
_DOCUMENTS = """
SELECT ?c ?f ?n WHERE { ?c pas:rang ?rang ; prov:wasDerivedFrom ?f OPTIONAL { ?f pas:fichier ?n } }
"""
_LIST = "SELECT ?s ?f ?n WHERE { ?f dcterms:subject ?s ; pas:fichier ?n }"


@dataclass(frozen=True, slots=True)
class Correspondance:
    """One correspondance: who holds all of `depuis` is given all of `vers`; `scope` is None when it is not stated."""

    iri: str
    rank: str
    scope: str | None
    depuis: tuple[str, ...]
    vers: tuple[str, ...]
    documents: Documents = NO_DOCUMENT

    def node(self) -> Node:
        """The node that stands for it."""
        needed = "tout est nécessaire" if len(self.depuis) > 1 else None
        label = label_of(f"correspondance {self.rank}", needed)
        return Node(short(self.iri), {"label": label, "type": "correspondance", "iri": self.iri})

    def edges(self) -> Iterator[Edge]:
        """From each thing that is needed to the node, and from it to each thing given."""
        ends = [(iri, self.iri, "depuis") for iri in self.depuis] + [
            (self.iri, iri, "vers") for iri in self.vers
        ]
        for start, end, label in ends:
            yield Edge(
                start,
                end,
                Relation.CORRESPONDANCES,
                label,
                rank=self.rank,
                scope=self.scope,
                documents=self.documents,
            )


def read_correspondances(dataset: Dataset) -> tuple[Correspondance, ...]:
    """The correspondances of a graph in the order of their IRIs, with the documents that declare them."""
    said: dict[str, dict[str, set[str]]] = {}
    for iri, property_, value in scan(dataset, _ENDS):
        said.setdefault(iri, {}).setdefault(local_name(property_), set()).add(value)
    documents = _documents((iri, fiche, file) for iri, fiche, file in scan(dataset, _DOCUMENTS))
    return tuple(
        Correspondance(
            iri=iri,
            rank=_word(values, "rang") or "",
            scope=_word(values, "portee"),
            depuis=tuple(sorted(values.get("depuis", ()))),
            vers=tuple(sorted(values.get("vers", ()))),
            documents=documents.get(iri, NO_DOCUMENT),
        )
        for iri, values in sorted(said.items())
    )


def list_documents(dataset: Dataset) -> dict[str, Documents]:
    """The documents that each code list comes from, by the IRI of the list."""
    return _documents((scheme, fiche, file) for scheme, fiche, file in scan(dataset, _LIST))


def _documents(rows: Iterator[tuple[str, str, str]]) -> dict[str, Documents]:
    found: dict[str, Documents] = {}
    for iri, fiche, file in sorted(rows):
        found[iri] = found.get(iri, NO_DOCUMENT) | Documents(short(fiche), file)
    return found


def _word(values: dict[str, set[str]], name: str) -> str | None:
    """The value in French; where sources differ, all of them."""
    words = sorted(RANKS.get(local_name(iri), local_name(iri).lower()) for iri in values.get(name, ()))
    return " / ".join(words) or None
