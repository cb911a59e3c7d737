"""The French words for properties and classes, ours and those of the vocabularies we use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from rdflib import URIRef
from rdflib.namespace import RDFS

from passerelles.ontology import BASE
from passerelles.ontology.schemes import graph

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS = "http://purl.org/dc/terms/"
_PROV = "http://www.w3.org/ns/prov#"
_ORG = "http://www.w3.org/ns/org#"
_FOAF = "http://xmlns.com/foaf/0.1/"
_DCAT = "http://www.w3.org/ns/dcat#"

STANDARD: Mapping[str, str] = MappingProxyType(
    {
        _RDF + "type": "Nature de la ressource",
        _RDF + "subject": "Ce dont on parle",
        _RDF + "predicate": "Propriété",
        _RDF + "object": "Valeur",
        _RDFS + "label": "Libellé imprimé",
        _RDFS + "comment": "Commentaire",
        _SKOS + "prefLabel": "Libellé",
        _SKOS + "altLabel": "Autre libellé",
        _SKOS + "notation": "Code",
        _SKOS + "inScheme": "Nomenclature",
        _SKOS + "broader": "Code plus large",
        _SKOS + "narrower": "Code plus précis",
        _SKOS + "closeMatch": "Code proche",
        _SKOS + "relatedMatch": "Code lié",
        _SKOS + "topConceptOf": "Au sommet de la nomenclature",
        _SKOS + "hasTopConcept": "Codes du sommet",
        _SKOS + "definition": "Définition",
        _SKOS + "scopeNote": "Précision d’usage",
        _SKOS + "Concept": "Code d’une nomenclature",
        _SKOS + "ConceptScheme": "Nomenclature",
        _DCTERMS + "title": "Titre",
        _DCTERMS + "identifier": "Numéro",
        _DCTERMS + "type": "Nature",
        _DCTERMS + "created": "Création",
        _DCTERMS + "issued": "Date du document",
        _DCTERMS + "format": "Format",
        _DCTERMS + "publisher": "Éditeur",
        _DCTERMS + "license": "Licence",
        _DCTERMS + "source": "Source",
        _DCTERMS + "description": "Description",
        _DCTERMS + "replaces": "Remplace",
        _DCTERMS + "isReplacedBy": "Remplacée par",
        _PROV + "wasDerivedFrom": "Tiré de",
        _PROV + "Entity": "Document d’origine",
        _ORG + "organization": "Organisation",
        _ORG + "FormalOrganization": "Organisation",
        _FOAF + "primaryTopic": "Décrit",
        _DCAT + "CatalogRecord": "Notice de catalogue",
    }
)


@cache
def term_words(iri: str) -> str | None:
    """The French words for a property or a class, None for an IRI that is neither ours nor of common use."""
    if iri.startswith(f"{BASE}ns#"):
        for label in graph().objects(URIRef(iri), RDFS.label):
            if getattr(label, "language", None) == "fr":
                return str(label)
    return STANDARD.get(iri)
