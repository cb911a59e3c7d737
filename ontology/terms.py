"""The terms of the ontology as Python names; a test keeps them equal to the Turtle both ways."""

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
    Profil: URIRef
    Promotion: URIRef
    Retenue: URIRef
    RoleCertificateur: URIRef
    TexteOfficiel: URIRef

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
    decretAutre: URIRef
    decretCreation: URIRef
    decretGeneral: URIRef
    depuis: URIRef
    emploi: URIRef
    enregistrement: URIRef
    famille: URIRef
    formacode: URIRef
    habilitation: URIRef
    niveau: URIRef
    nsf: URIRef
    portee: URIRef
    promotion: URIRef
    rang: URIRef
    retenu: URIRef
    roleCertificateur: URIRef
    rome: URIRef
    vers: URIRef
    voie: URIRef

    # Links between the codes of lists
    appellation: URIRef
    centreInteret: URIRef
    centreInteretPrincipal: URIRef
    champSemantique: URIRef
    coeurDeMetier: URIRef
    competenceEmergente: URIRef
    mobilise: URIRef
    mobilite: URIRef
    mobiliteEvolution: URIRef
    mobiliteParRang: URIRef
    mobiliteProche: URIRef
    profil: URIRef
    riasecMajeur: URIRef
    riasecMineur: URIRef
    romeAnterieur: URIRef
    secteurActivite: URIRef
    secteurActivitePrincipal: URIRef
    secteurNaf: URIRef
    theme: URIRef

    # Values
    actif: URIRef
    actifDepuis: URIRef
    annee: URIRef
    arrete: URIRef
    arreteTexte: URIRef
    certifies: URIRef
    certifiesVae: URIRef
    citation: URIRef
    dateEtat: URIRef
    debut: URIRef
    decision: URIRef
    droit: URIRef
    dureeAnnees: URIRef
    effet: URIRef
    element: URIRef
    empreinte: URIRef
    etat: URIRef
    etatFiche: URIRef
    existencePartenaires: URIRef
    fichier: URIRef
    fin: URIRef
    finTexte: URIRef
    insertion6Mois: URIRef
    insertionMetier2Ans: URIRef
    insertionMetier6Mois: URIRef
    intitule: URIRef
    jury: URIRef
    lecteur: URIRef
    limiteDelivrance: URIRef
    nomCommercial: URIRef
    nouvelleCaledonie: URIRef
    ordre: URIRef
    ouvert: URIRef
    page: URIRef
    polynesieFrancaise: URIRef
    publication: URIRef
    publicationJO: URIRef
    qualiteSignataire: URIRef
    rubrique: URIRef
    secteur: URIRef
    site: URIRef
    titulairesParAn: URIRef
    validiteAnnees: URIRef
    validiteCertificationAnnees: URIRef
    validiteIllimitee: URIRef

    # Free-text elements, each kept whole
    abregeTexte: URIRef
    accordsTexte: URIRef
    activitesTexte: URIRef
    anneePromotionNiveau: URIRef
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
    lienDescriptif: URIRef
    liensTexte: URIRef
    lieuCertification: URIRef
    lieuPreparation: URIRef
    modalitesEvaluation: URIRef
    niveauTexte: URIRef
    niveauMaitrise: URIRef
    objectifs: URIRef
    prerequisEntree: URIRef
    prerequisValidation: URIRef
    missions: URIRef
    referencesAutres: URIRef
    reglementation: URIRef
    renouvellement: URIRef
    resultatAttendu: URIRef
    resume: URIRef
    secteursTexte: URIRef
    statistiquesTexte: URIRef
    texteNonPlace: URIRef
    typeEnregistrement: URIRef
    validationPartielle: URIRef
    validationPartiellePerimetre: URIRef
    validiteTexte: URIRef

    # What lists say of their codes
    accesMetier: URIRef
    categorie: URIRef
    classeEcologique: URIRef
    classification: URIRef
    emploiCadre: URIRef
    emploiReglemente: URIRef
    ficheMetier: URIRef
    heterogeneite: URIRef
    nature: URIRef
    origine: URIRef
    peuUsite: URIRef
    sousCategorie: URIRef
    synonymeMetier: URIRef
    transitionDemographique: URIRef
    transitionEcologique: URIRef
    transitionNumerique: URIRef
