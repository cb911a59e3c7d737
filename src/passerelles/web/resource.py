"""What the graph says of one resource: the query of its description, and its rows for a page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

from passerelles.answers.french import yes_no
from passerelles.answers.terms import term_words
from passerelles.ontology import ID
from passerelles.store import Dataset, Iri, Literal
from passerelles.store.binding import bind

_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_SEGMENTS = "/-._~()'!*,;=@"

_PREFIXES = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
#: What belongs to a resource and is described with it.
_PARTS = (
    "pas:bloc|pas:capacite|pas:activite|pas:connaissance|pas:critere|pas:emploi|pas:acces|pas:enregistrement"
    "|pas:retenu"
)
_LABELS = "rdf:type, dcterms:title, dcterms:identifier, skos:prefLabel, skos:notation, rdfs:label"
#: Evidence is found from its source and its subject by a query; here it would drown the rest.
_INCOMING = """SELECT ?from ?link WHERE {
      ?from ?link ?resource .
      FILTER(?link NOT IN (rdf:subject, rdf:object))
      FILTER NOT EXISTS { ?from a pas:Preuve }
    } ORDER BY ?link ?from LIMIT 300"""

_DESCRIPTION = f"""{_PREFIXES}
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ ?resource ?p ?o BIND(?resource AS ?s) }}
  UNION {{ ?resource {_PARTS} ?s . ?s ?p ?o }}
  UNION {{ ?resource ?any ?s . ?s ?p ?o FILTER(?p IN ({_LABELS})) }}
  UNION {{ ?resource {_PARTS} ?part . ?part ?any ?s . ?s ?p ?o FILTER(?p IN ({_LABELS})) }}
  UNION {{ {{ {_INCOMING} }} BIND(?from AS ?s) BIND(?link AS ?p) BIND(?resource AS ?o) }}
  UNION {{ {{ {_INCOMING} }} BIND(?from AS ?s) ?s ?p ?o FILTER(?p IN ({_LABELS})) }}
}}
"""
_KNOWN = "ASK { { ?resource ?p ?o } UNION { ?s ?q ?resource } }"

_OUTGOING = f"""{_PREFIXES}
SELECT ?property ?value (MIN(?title) AS ?label) WHERE {{
  ?resource ?property ?value .
  OPTIONAL {{ ?value dcterms:title|skos:prefLabel ?title FILTER(LANG(?title) IN ("fr", "")) }}
}} GROUP BY ?property ?value ORDER BY ?property ?value
"""
_FROM = f"""{_PREFIXES}
SELECT ?property ?value (MIN(?title) AS ?label) WHERE {{
  {{ {_INCOMING.replace("?from ?link WHERE", "(?from AS ?value) (?link AS ?property) WHERE")} }}
  OPTIONAL {{ ?value dcterms:title|skos:prefLabel ?title FILTER(LANG(?title) IN ("fr", "")) }}
}} GROUP BY ?property ?value ORDER BY ?property ?value
"""


@dataclass(frozen=True)
class Statement:
    """One line of a page about a resource: a property, and a value with its title when it has one."""

    predicate: str
    value: str
    is_iri: bool
    language: str | None
    label: str | None
    datatype: str | None = None

    @property
    def text(self) -> str:
        """The value as a page writes it: a title, an IRI of ours by what follows the base, « Oui »."""
        if self.is_iri:
            return self.label or term_words(self.value) or self.value.removeprefix(ID)
        return yes_no(self.value) if self.datatype == _BOOLEAN else self.value


def spellings(path: str) -> tuple[str, ...]:
    """The IRIs that a path below `/id/` may mean: as written, percent-encoded as usual, and decoded."""
    decoded = unquote(path)
    return tuple(dict.fromkeys(ID + each for each in (path, quote(decoded, safe=_SEGMENTS), decoded)))


def known(dataset: Dataset, path: str) -> str | None:
    """The IRI of which the graph says something, among the spellings of the path."""
    for iri in spellings(path):
        if _writable(iri) and dataset.ask(_KNOWN, {"resource": Iri(iri)}):
            return iri
    return None


def _writable(iri: str) -> bool:
    return not any(char in '<>"{}|^`\\' or char <= " " for char in iri)


def description(iri: str) -> str:
    """The query for its triples, those of its parts, the labels of what they name, and 300 links to it."""
    return bind(_DESCRIPTION, {"resource": Iri(iri)})


def outgoing(dataset: Dataset, iri: str) -> tuple[Statement, ...]:
    """What the graph says of the resource."""
    return _statements(dataset, _OUTGOING, iri)


def incoming(dataset: Dataset, iri: str) -> tuple[Statement, ...]:
    """The first 300 resources that name this one, evidence left out."""
    return _statements(dataset, _FROM, iri)


def _statements(dataset: Dataset, query: str, iri: str) -> tuple[Statement, ...]:
    found = []
    for property_, value, label in dataset.select(query, {"resource": Iri(iri)}).rows:
        if property_ is None or value is None:
            continue
        language = value.language if isinstance(value, Literal) else None
        datatype = value.datatype if isinstance(value, Literal) else None
        shown = label.value if label is not None else None
        found.append(
            Statement(property_.value, value.value, isinstance(value, Iri), language, shown, datatype)
        )
    return tuple(found)
