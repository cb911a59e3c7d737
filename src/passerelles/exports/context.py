"""The JSON-LD context of Passerelles: prefixes, and what the values of its properties are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rdflib import URIRef
from rdflib.namespace import OWL, RDF, RDFS

from passerelles.exports.prefixes import PREFIXES, Prefixes
from passerelles.ontology.schemes import graph
from passerelles.ontology.terms import BASE, PAS

#: Properties of others that are nearly always said in French, or that lead to another thing.
_FRENCH = ("dcterms:title", "skos:prefLabel", "skos:altLabel", "rdfs:label")
_LINKS = (
    "dcterms:replaces",
    "dcterms:isReplacedBy",
    "prov:wasDerivedFrom",
    "skos:broader",
    "skos:inScheme",
    "rdf:subject",
    "rdf:predicate",
)
_DAYS = ("dcterms:issued",)


@dataclass(frozen=True, slots=True)
class Coercion:
    """What a plain string means as the value of a property: a link ("@id"), a datatype, or a text in a language."""

    kind: str
    language: str | None = None


class Context:
    """The context for one base: `document()` is the file, `coercion()` what a writer may leave unsaid."""

    def __init__(self, prefixes: Prefixes) -> None:
        self.prefixes = prefixes
        self._coercions = {
            name.replace(BASE, prefixes.base, 1): coercion for name, coercion in _coercions().items()
        }

    def coercion(self, predicate: str) -> Coercion | None:
        """That of a property, by its IRI."""
        return self._coercions.get(predicate)

    def document(self) -> dict[str, object]:
        """The content of the context's file."""
        terms: dict[str, object] = dict(self.prefixes.declared)
        for iri, coercion in sorted(self._coercions.items()):
            said = (
                {"@language": coercion.language}
                if coercion.language is not None
                else {"@type": coercion.kind}
            )
            terms[self.prefixes.compact(iri) or iri] = {"@id": iri, **said}
        return terms


@lru_cache(maxsize=1)
def _coercions() -> Mapping[str, Coercion]:
    """By the IRI of each property: what the ontology says that its values are."""
    whole = graph()
    found = {}
    for term in sorted(set(whole.subjects(RDF.type, OWL.ObjectProperty)), key=str):
        found[str(term)] = Coercion("@id")
    for term in sorted(set(whole.subjects(RDF.type, OWL.DatatypeProperty)), key=str):
        ranges = {str(each) for each in whole.objects(term, RDFS.range)}
        if ranges == {str(RDF.langString)}:
            found[str(term)] = Coercion("", "fr")
        elif ranges == {f"{PREFIXES['xsd']}date"}:
            found[str(term)] = Coercion("xsd:date")
    found = {term: said for term, said in found.items() if term.startswith(str(PAS._NS))}
    for names, coercion in (
        (_FRENCH, Coercion("", "fr")),
        (_LINKS, Coercion("@id")),
        (_DAYS, Coercion("xsd:date")),
    ):
        found.update((str(_expanded(name)), coercion) for name in names)
    return found


def _expanded(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)
