"""What the graph says of one resource: the query of its description, and its rows for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, unquote

from passerelles.answers import terms
from passerelles.answers.french import yes_no
from passerelles.ontology import ID
from passerelles.store import Dataset, Iri, Literal
from passerelles.store.binding import bind
from passerelles.web import english
from passerelles.web.english import terms as english_terms
from passerelles.web.language import ENGLISH, FRENCH

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
#: Evidence is found from its source and its subject by a query; here it would drown the rest. Any 300 will do: what
#: names a voie d’accès are tens of thousands, and putting them in order would take longer than a reader waits.
_INCOMING = """SELECT ?from ?link WHERE {
      ?from ?link ?resource .
      FILTER(?link NOT IN (rdf:subject, rdf:object))
      FILTER NOT EXISTS { ?from a pas:Preuve }
    } LIMIT 300"""

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
#: Few things have an English name: those of the code lists that we write, and the terms themselves.
_NAMED = f"""{_PREFIXES}
SELECT DISTINCT ?value ?label WHERE {{
  {{ ?resource ?property ?value }} UNION {{ {_INCOMING.replace("?from ?link WHERE", "(?from AS ?value) WHERE")} }}
  ?value skos:prefLabel ?label FILTER(LANG(?label) = "en")
}}
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as a page writes it, and the language of these words where they have one."""

    text: str
    language: str | None


@dataclass(frozen=True)
class Statement:
    """One line of a page about a resource: a property, and a value with its titles when it has some."""

    predicate: str
    value: str
    is_iri: bool
    language: str | None
    label: str | None
    datatype: str | None = None

    english: str | None = None

    def shown(self, lang: str = FRENCH) -> Shown:
        """The value on a page in that language: a title, an IRI of ours by what follows the base, « Oui »."""
        if self.datatype == _BOOLEAN:
            words = yes_no(self.value)
            return Shown(english.gettext(words) if lang == ENGLISH else words, lang)
        if not self.is_iri:
            return Shown(self.value, self.language)
        if lang == ENGLISH and self.english:
            return Shown(self.english, ENGLISH)
        if self.label:
            return Shown(self.label, FRENCH)
        said = (english_terms if lang == ENGLISH else terms).term_words(self.value)
        return Shown(said, lang) if said else Shown(self.value.removeprefix(ID), None)


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


def english_names(dataset: Dataset, iri: str) -> dict[str, str]:
    """The English names of what the resource names and of what names it, by IRI."""
    found = dataset.select(_NAMED, {"resource": Iri(iri)}).rows
    return {value.value: label.value for value, label in found if value is not None and label is not None}


def outgoing(
    dataset: Dataset, iri: str, names: Mapping[str, str] = MappingProxyType({})
) -> tuple[Statement, ...]:
    """What the graph says of the resource, with the English names of what it names."""
    return _statements(dataset, _OUTGOING, iri, names)


def incoming(
    dataset: Dataset, iri: str, names: Mapping[str, str] = MappingProxyType({})
) -> tuple[Statement, ...]:
    """300 links from resources that name this one, evidence left out."""
    return _statements(dataset, _FROM, iri, names)


def _statements(dataset: Dataset, query: str, iri: str, names: Mapping[str, str]) -> tuple[Statement, ...]:
    found = []
    for property_, value, label in dataset.select(query, {"resource": Iri(iri)}).rows:
        if property_ is None or value is None:
            continue
        literal = value if isinstance(value, Literal) else None
        found.append(
            Statement(
                property_.value,
                value.value,
                isinstance(value, Iri),
                literal.language if literal else None,
                label.value if label is not None else None,
                literal.datatype if literal else None,
                names.get(value.value),
            )
        )
    return tuple(found)
