"""The English words for properties and classes: those of the ontology, and ours for the vocabularies we use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from passerelles.ontology import BASE
from passerelles.ontology.schemes import graph

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_SEQUENCE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#_"

#: Words by namespace and local name; the same terms have their French in `answers.terms`.
STANDARD: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#": {
            "type": "Kind of resource",
            "subject": "What is spoken of",
            "predicate": "Property",
            "object": "Value",
            "Seq": "Sequence",
        },
        "http://www.w3.org/2000/01/rdf-schema#": {
            "label": "Label as printed",
            "comment": "Comment",
            "domain": "Said of",
            "range": "Takes as value",
            "subClassOf": "A kind of",
            "subPropertyOf": "Narrows the property",
            "isDefinedBy": "Defined in",
            "seeAlso": "See also",
        },
        "http://www.w3.org/2002/07/owl#": {
            "Class": "Class",
            "ObjectProperty": "Property that leads to a resource",
            "DatatypeProperty": "Property that leads to a value",
            "Ontology": "Vocabulary",
            "versionInfo": "Version",
            "versionIRI": "Address of the version",
        },
        "https://schema.org/": {
            "domainIncludes": "Said of, among others",
            "rangeIncludes": "Takes as value, among others",
        },
        "http://purl.org/vocab/vann/": {
            "preferredNamespacePrefix": "Advised prefix",
            "preferredNamespaceUri": "Address of the vocabulary",
        },
        "http://rdf-vocabulary.ddialliance.org/xkos#": {
            "ClassificationLevel": "Level of a classification",
            "depth": "Rank of the level",
            "numberOfLevels": "Number of levels",
        },
        "http://www.w3.org/2004/02/skos/core#": {
            "prefLabel": "Label",
            "altLabel": "Other label",
            "hiddenLabel": "Recognised label",
            "historyNote": "Version of the classification",
            "editorialNote": "Note on this choice",
            "member": "Groups",
            "notation": "Code",
            "inScheme": "Classification",
            "broader": "Broader code",
            "narrower": "Narrower code",
            "closeMatch": "Close code",
            "relatedMatch": "Linked code",
            "related": "Related code",
            "exactMatch": "Same thing in another classification",
            "broadMatch": "Broader code in another classification",
            "narrowMatch": "Narrower code in another classification",
            "topConceptOf": "At the top of the classification",
            "hasTopConcept": "Codes at the top",
            "definition": "Definition",
            "scopeNote": "Note on use",
            "Concept": "Code of a classification",
            "ConceptScheme": "Classification",
        },
        "http://purl.org/dc/terms/": {
            "title": "Title",
            "identifier": "Number",
            "type": "Kind",
            "created": "Creation",
            "issued": "Date of the document",
            "format": "Format",
            "publisher": "Publisher",
            "license": "Licence",
            "source": "Source",
            "description": "Description",
            "bibliographicCitation": "Reference to cite",
            "creator": "Author",
            "isPartOf": "Part of",
            "modified": "Modification",
            "subject": "Subject",
            "LicenseDocument": "Licence",
            "replaces": "Replaces",
            "isReplacedBy": "Replaced by",
        },
        "http://www.w3.org/ns/prov#": {
            "wasDerivedFrom": "Taken from",
            "Entity": "Original document",
        },
        "http://www.w3.org/ns/org#": {
            "organization": "Organisation",
            "FormalOrganization": "Organisation",
        },
        "http://xmlns.com/foaf/0.1/": {
            "primaryTopic": "Describes",
            "name": "Name",
            "Agent": "Person or organisation",
        },
        "http://www.w3.org/ns/dcat#": {
            "CatalogRecord": "Catalogue record",
        },
    }
)

#: The words for a property read from its value: what it is to those that name it.
INVERSE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#": {
            "type": "Resources of this kind",
        },
        "http://www.w3.org/2004/02/skos/core#": {
            "inScheme": "Codes of this classification",
            "broader": "Narrower codes",
            "narrower": "Broader code",
            "closeMatch": "Close codes",
            "relatedMatch": "Linked codes",
            "member": "Grouped in",
            "hasTopConcept": "At the top of the classification",
            "topConceptOf": "Codes at the top",
            "related": "Related codes",
        },
        "http://purl.org/dc/terms/": {
            "type": "Certifications of this kind",
            "replaces": "Replaced by",
            "isReplacedBy": "Replaces",
        },
        "http://www.w3.org/ns/prov#": {
            "wasDerivedFrom": "What is taken from it",
        },
        "http://www.w3.org/ns/org#": {
            "organization": "Authorisations",
        },
        "http://xmlns.com/foaf/0.1/": {
            "primaryTopic": "Described by",
        },
        f"{BASE}ns#": {
            "acces": "Certification concerned",
            "appellation": "Occupation of this job title",
            "centreInteret": "Occupations of this interest",
            "centreInteretPrincipal": "Occupations whose main interest this is",
            "champSemantique": "Terms of this field",
            "coeurDeMetier": "Occupations whose core this is",
            "competenceEmergente": "Occupations where it emerges",
            "mobilise": "Occupations that draw on it",
            "mobilite": "Occupations from which one comes here",
            "mobiliteEvolution": "Occupations from which one progresses here",
            "mobiliteParRang": "Occupation concerned",
            "mobiliteProche": "Close occupations from which one comes here",
            "profil": "Codes of this profile",
            "riasecMajeur": "Codes whose dominant interest this is",
            "riasecMineur": "Codes whose secondary interest this is",
            "romeAnterieur": "Job titles that came under it",
            "secteurActivite": "Occupations of this sector",
            "secteurActivitePrincipal": "Occupations whose main sector this is",
            "secteurNaf": "Occupations of this division",
            "theme": "Occupations of this theme",
            "activite": "Certification that aims at this activity",
            "bloc": "Certification of this bloc",
            "capacite": "Bloc and certification of this capacité",
            "certificateur": "Certifications awarded",
            "certificationLiee": "Linked certifications",
            "connaissance": "What asks for this knowledge",
            "convention": "Certifications of this agreement",
            "critere": "Capacité that this criterion assesses",
            "declarePar": "Correspondances declared",
            "decretAutre": "Certifications that cite this text",
            "decretCreation": "Certifications that this text creates",
            "decretGeneral": "Certifications that this text governs",
            "depuis": "Correspondances that start from it",
            "emploi": "Certification that leads to this job",
            "enregistrement": "Certification concerned",
            "famille": "Criteria of this family",
            "formacode": "Certifications that carry this code",
            "habilitation": "Certification concerned",
            "niveau": "Certifications of this level",
            "nsf": "Certifications that carry this code",
            "portee": "Correspondances of this scope",
            "promotion": "Certification concerned",
            "rang": "Correspondances of this rank",
            "retenu": "Where this value is retained",
            "roleCertificateur": "Certification concerned",
            "rome": "Certifications that carry this code",
            "vers": "Correspondances that lead to it",
            "voie": "Access by this way",
        },
    }
)


def term_words(iri: str) -> str | None:
    """The English words for a property or a class, None for an IRI that is neither ours nor of common use."""
    if iri.startswith(_SEQUENCE):
        return f"Rank {iri.removeprefix(_SEQUENCE)}"
    return _ontology_words().get(iri) or _among(STANDARD, iri)


def inverse_words(iri: str) -> str | None:
    """The English words that introduce what names a resource by this property; None when it has no words."""
    words = term_words(iri)
    return _among(INVERSE, iri) or (f"“{words}” of" if words else None)


def _among(told: Mapping[str, Mapping[str, str]], iri: str) -> str | None:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return told.get(iri[:cut], {}).get(iri[cut:])


@cache
def _ontology_words() -> Mapping[str, str]:
    """The English labels of our terms, read once: parsing the ontology takes half a second."""
    told = {
        str(term): str(words)
        for term, property_, words in graph()
        if str(property_) == _LABEL and getattr(words, "language", None) == "en"
    }
    return MappingProxyType({term: words for term, words in told.items() if term.startswith(f"{BASE}ns#")})
