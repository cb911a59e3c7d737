"""The terms of the ontology as Python names; a test keeps them equal to `passerelles.ttl` both ways."""

# ruff: noqa: N815 (these are names of RDF terms, written as the ontology writes them)

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

BASE = "https://w3id.org/passerelles/"
ID = BASE + "id/"
#: The named graph that holds the ontology and the code schemes, in every store.
NS_GRAPH = URIRef(BASE + "ns")
#: The named graph of what is derived when sources disagree (`pas:retenu`).
DERIVED_GRAPH = URIRef(ID + "derive")

ELM = Namespace("http://data.europa.eu/snb/model/elm/")


class PAS(DefinedNamespace):
    """`pas:`, the vocabulary of Passerelles."""

    _NS = Namespace(BASE + "ns#")
    _fail = True

    # Classes
    Acces: URIRef
    Activite: URIRef
    Bloc: URIRef
    Capacite: URIRef
    Certificateur: URIRef
    Certification: URIRef
    Connaissance: URIRef
    Correspondance: URIRef
    CritereEvaluation: URIRef
    Emploi: URIRef
    Enregistrement: URIRef
    Fiche: URIRef
    Habilitation: URIRef
    Preuve: URIRef
    Retenue: URIRef

    # Ranks and scopes of correspondances (individuals)
    Officielle: URIRef
    Conventionnelle: URIRef
    Calculee: URIRef
    Totale: URIRef
    Partielle: URIRef

    # Links between things
    acces: URIRef
    activite: URIRef
    bloc: URIRef
    capacite: URIRef
    certificateur: URIRef
    certificationLiee: URIRef
    connaissance: URIRef
    convention: URIRef
    critere: URIRef
    declarePar: URIRef
    depuis: URIRef
    emploi: URIRef
    enregistrement: URIRef
    famille: URIRef
    formacode: URIRef
    habilitation: URIRef
    niveau: URIRef
    nsf: URIRef
    portee: URIRef
    rang: URIRef
    retenu: URIRef
    rome: URIRef
    vers: URIRef
    voie: URIRef

    # Values
    actif: URIRef
    arrete: URIRef
    arreteTexte: URIRef
    citation: URIRef
    debut: URIRef
    decision: URIRef
    droit: URIRef
    dureeAnnees: URIRef
    effet: URIRef
    element: URIRef
    empreinte: URIRef
    fichier: URIRef
    fin: URIRef
    finTexte: URIRef
    intitule: URIRef
    jury: URIRef
    lecteur: URIRef
    nouvelleCaledonie: URIRef
    ordre: URIRef
    ouvert: URIRef
    page: URIRef
    polynesieFrancaise: URIRef
    publicationJO: URIRef
    qualiteSignataire: URIRef
    secteur: URIRef
    titulairesParAn: URIRef
    validiteAnnees: URIRef
    validiteIllimitee: URIRef

    # Free-text elements, each kept whole
    abregeTexte: URIRef
    accordsTexte: URIRef
    activitesTexte: URIRef
    autresSources: URIRef
    baseLegaleTexte: URIRef
    capacitesTexte: URIRef
    composantesTexte: URIRef
    conditionsAdmissibilite: URIRef
    conditionsRealisation: URIRef
    decretTexte: URIRef
    decretVAETexte: URIRef
    descriptif: URIRef
    emploisTexte: URIRef
    environnement: URIRef
    historique: URIRef
    idFiche: URIRef
    interactions: URIRef
    liensTexte: URIRef
    lieuCertification: URIRef
    lieuPreparation: URIRef
    modalitesEvaluation: URIRef
    niveauTexte: URIRef
    missions: URIRef
    referencesAutres: URIRef
    reglementation: URIRef
    resultatAttendu: URIRef
    resume: URIRef
    statistiquesTexte: URIRef
    texteNonPlace: URIRef
    typeEnregistrement: URIRef
    validationPartielle: URIRef
    validiteTexte: URIRef
