"""The French words for properties and classes, ours and those of the vocabularies we use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

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
_OWL = "http://www.w3.org/2002/07/owl#"
_XKOS = "http://rdf-vocabulary.ddialliance.org/xkos#"
_VANN = "http://purl.org/vocab/vann/"
_SCHEMA = "https://schema.org/"
_PAS = f"{BASE}ns#"

STANDARD: Mapping[str, str] = MappingProxyType(
    {
        _RDF + "type": "Nature de la ressource",
        _RDF + "subject": "Ce dont on parle",
        _RDF + "predicate": "Propriété",
        _RDF + "object": "Valeur",
        _RDF + "Seq": "Suite",
        _RDFS + "label": "Libellé imprimé",
        _RDFS + "comment": "Commentaire",
        _RDFS + "domain": "Se dit de",
        _RDFS + "range": "A pour valeur",
        _RDFS + "subClassOf": "Sorte de",
        _RDFS + "subPropertyOf": "Précise la propriété",
        _RDFS + "isDefinedBy": "Défini dans",
        _RDFS + "seeAlso": "Voir aussi",
        _OWL + "Class": "Classe",
        _OWL + "ObjectProperty": "Propriété vers une ressource",
        _OWL + "DatatypeProperty": "Propriété vers une valeur",
        _OWL + "Ontology": "Vocabulaire",
        _OWL + "versionInfo": "Version",
        _OWL + "versionIRI": "Adresse de la version",
        _SCHEMA + "domainIncludes": "Se dit notamment de",
        _SCHEMA + "rangeIncludes": "A notamment pour valeur",
        _VANN + "preferredNamespacePrefix": "Préfixe conseillé",
        _VANN + "preferredNamespaceUri": "Adresse du vocabulaire",
        _XKOS + "ClassificationLevel": "Niveau d’une nomenclature",
        _XKOS + "depth": "Rang du niveau",
        _XKOS + "numberOfLevels": "Nombre de niveaux",
        _SKOS + "prefLabel": "Libellé",
        _SKOS + "altLabel": "Autre libellé",
        _SKOS + "hiddenLabel": "Libellé reconnu",
        _SKOS + "historyNote": "Version de la nomenclature",
        _SKOS + "editorialNote": "Note sur ce choix",
        _SKOS + "member": "Regroupe",
        _SKOS + "notation": "Code",
        _SKOS + "inScheme": "Nomenclature",
        _SKOS + "broader": "Code plus large",
        _SKOS + "narrower": "Code plus précis",
        _SKOS + "closeMatch": "Code proche",
        _SKOS + "relatedMatch": "Code lié",
        _SKOS + "related": "Code associé",
        _SKOS + "exactMatch": "Même chose dans une autre nomenclature",
        _SKOS + "broadMatch": "Code plus large dans une autre nomenclature",
        _SKOS + "narrowMatch": "Code plus précis dans une autre nomenclature",
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
        _DCTERMS + "bibliographicCitation": "Référence à citer",
        _DCTERMS + "creator": "Auteur",
        _DCTERMS + "isPartOf": "Fait partie de",
        _DCTERMS + "modified": "Modification",
        _DCTERMS + "subject": "Sujet",
        _DCTERMS + "LicenseDocument": "Licence",
        _DCTERMS + "replaces": "Remplace",
        _DCTERMS + "isReplacedBy": "Remplacée par",
        _PROV + "wasDerivedFrom": "Tiré de",
        _PROV + "Entity": "Document d’origine",
        _ORG + "organization": "Organisation",
        _ORG + "FormalOrganization": "Organisation",
        _FOAF + "primaryTopic": "Décrit",
        _FOAF + "name": "Nom",
        _FOAF + "Agent": "Personne ou organisation",
        _DCAT + "CatalogRecord": "Notice de catalogue",
    }
)

#: The words for a property read from its value: what it is to those that name it.
INVERSE: Mapping[str, str] = MappingProxyType(
    {
        _RDF + "type": "Ressources de cette nature",
        _SKOS + "inScheme": "Codes de cette nomenclature",
        _SKOS + "broader": "Codes plus précis",
        _SKOS + "narrower": "Code plus large",
        _SKOS + "closeMatch": "Codes proches",
        _SKOS + "relatedMatch": "Codes liés",
        _SKOS + "member": "Regroupé dans",
        _SKOS + "hasTopConcept": "Au sommet de la nomenclature",
        _SKOS + "topConceptOf": "Codes du sommet",
        _DCTERMS + "type": "Certifications de cette nature",
        _DCTERMS + "replaces": "Remplacée par",
        _DCTERMS + "isReplacedBy": "Remplace",
        _PROV + "wasDerivedFrom": "Ce qui en est tiré",
        _ORG + "organization": "Habilitations",
        _FOAF + "primaryTopic": "Décrite par",
        _SKOS + "related": "Codes associés",
        _PAS + "acces": "Certification concernée",
        _PAS + "appellation": "Métier de cette appellation",
        _PAS + "centreInteret": "Métiers de ce centre d’intérêt",
        _PAS + "centreInteretPrincipal": "Métiers dont c’est le principal centre d’intérêt",
        _PAS + "champSemantique": "Termes de ce champ",
        _PAS + "coeurDeMetier": "Métiers dont c’est le cœur",
        _PAS + "competenceEmergente": "Métiers où elle émerge",
        _PAS + "mobilise": "Métiers qui s’en servent",
        _PAS + "mobilite": "Métiers d’où l’on y vient",
        _PAS + "mobiliteEvolution": "Métiers d’où l’on y évolue",
        _PAS + "mobiliteParRang": "Métier concerné",
        _PAS + "mobiliteProche": "Métiers proches d’où l’on y vient",
        _PAS + "profil": "Codes de ce profil",
        _PAS + "riasecMajeur": "Codes dont c’est l’intérêt dominant",
        _PAS + "riasecMineur": "Codes dont c’est l’intérêt secondaire",
        _PAS + "romeAnterieur": "Appellations qui en relevaient",
        _PAS + "secteurActivite": "Métiers de ce secteur",
        _PAS + "secteurActivitePrincipal": "Métiers dont c’est le principal secteur",
        _PAS + "secteurNaf": "Métiers de cette division",
        _PAS + "theme": "Métiers de ce thème",
        _PAS + "activite": "Certification qui vise cette activité",
        _PAS + "bloc": "Certification de ce bloc",
        _PAS + "capacite": "Bloc et certification de cette capacité",
        _PAS + "certificateur": "Certifications délivrées",
        _PAS + "certificationLiee": "Certifications liées",
        _PAS + "connaissance": "Ce qui demande cette connaissance",
        _PAS + "convention": "Certifications de cette convention",
        _PAS + "critere": "Capacité que ce critère évalue",
        _PAS + "declarePar": "Correspondances déclarées",
        _PAS + "decretAutre": "Certifications qui citent ce texte",
        _PAS + "decretCreation": "Certifications que ce texte crée",
        _PAS + "decretGeneral": "Certifications que ce texte encadre",
        _PAS + "depuis": "Correspondances qui en partent",
        _PAS + "emploi": "Certification qui mène à cet emploi",
        _PAS + "enregistrement": "Certification concernée",
        _PAS + "famille": "Critères de cette famille",
        _PAS + "formacode": "Certifications qui portent ce code",
        _PAS + "habilitation": "Certification concernée",
        _PAS + "niveau": "Certifications de ce niveau",
        _PAS + "nsf": "Certifications qui portent ce code",
        _PAS + "portee": "Correspondances de cette portée",
        _PAS + "promotion": "Certification concernée",
        _PAS + "rang": "Correspondances de ce rang",
        _PAS + "retenu": "Là où cette valeur est retenue",
        _PAS + "roleCertificateur": "Certification concernée",
        _PAS + "rome": "Certifications qui portent ce code",
        _PAS + "vers": "Correspondances qui y mènent",
        _PAS + "voie": "Accès par cette voie",
    }
)


def inverse_words(iri: str) -> str | None:
    """The French words that introduce what names a resource by this property; None when it has no words."""
    words = term_words(iri)
    return INVERSE.get(iri) or (f"« {words} » de" if words else None)


@cache
def _ontology_words() -> Mapping[str, str]:
    """The French labels of our terms, read once: parsing the ontology takes half a second."""
    labels = graph().subject_objects(RDFS.label)
    french = {str(term): str(label) for term, label in labels if getattr(label, "language", None) == "fr"}
    return MappingProxyType({term: label for term, label in french.items() if term.startswith(f"{BASE}ns#")})


@cache
def term_words(iri: str) -> str | None:
    """The French words for a property or a class, None for an IRI that is neither ours nor of common use."""
    if iri in _ontology_words():
        return _ontology_words()[iri]
    if iri.startswith(f"{_RDF}_"):
        return f"Rang {iri.removeprefix(f'{_RDF}_')}"  # the members of a sequence
    return STANDARD.get(iri)
