"""Who declares each correspondance, in which words and document."""

from __future__ import annotations

from dataclasses import dataclass, field

from passerelles.analysis.catalogue.scanning import scan
from passerelles.answers.question import local_name
from passerelles.store import Dataset

_FACTS = """
SELECT ?c ?p ?o WHERE {
  ?c pas:rang ?rang ; ?p ?o
  FILTER(?p IN (pas:depuis, pas:vers, pas:rang, pas:declarePar, pas:citation, prov:wasDerivedFrom))
}
"""
_RANKS = {"Officielle": "officielle", "Conventionnelle": "conventionnelle", "Calculee": "calculée"}


@dataclass
class Declaration:
    """One correspondance: IRIs of what it asks and gives, of who declares it and of its documents; its sentences."""

    depuis: set[str] = field(default_factory=set)
    vers: set[str] = field(default_factory=set)
    rank: set[str] = field(default_factory=set)
    declared_by: set[str] = field(default_factory=set)
    quotes: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


def read_declarations(dataset: Dataset) -> dict[str, Declaration]:
    """Every correspondance of a graph by its IRI, read at once."""
    found: dict[str, Declaration] = {}
    for iri, property_, value in scan(dataset, _FACTS):
        one = found.setdefault(iri, Declaration())
        match local_name(property_):
            case "depuis":
                one.depuis.add(value)
            case "vers":
                one.vers.add(value)
            case "rang":
                one.rank.add(_RANKS.get(local_name(value), local_name(value)))
            case "declarePar":
                one.declared_by.add(value)
            case "citation":
                one.quotes.add(value)
            case _:
                one.documents.add(value)
    return found
