"""What the four published documents state, asked in SPARQL: the acceptance test of the first whole Passerelles.

Each entry is a certification, a question in the vocabulary of the graph, and the rows that must come back, all of
them and no other: a row is the values of its columns separated by « | », « - » where a value is absent. `?c` is
the certification. The condensed documents of `examples` hold the same facts and answer the same questions.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from passerelles.build import build
from passerelles.examples import paths
from passerelles.store import EmbeddedDataset, Iri, Term, open_store
from tests.conftest import NOW

PREFIXES = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
ID = "https://w3id.org/passerelles/id/"
DOCUMENTS = ("RNCP23022.txt", "RNCP28243.txt", "RNCP28245.txt", "MQ-1988-0044.txt")

NOM = """?numero ?titre ?nature { ?c dcterms:identifier ?numero ; dcterms:title ?titre ;
         dcterms:type/skos:notation ?nature }"""
INTITULE = "?intitule { ?c pas:intitule ?intitule }"
#: Fiches spell the same body with other apostrophes: each is asked what it says itself.
CERTIFICATEUR = """?nom ?signataire { ?c prov:wasDerivedFrom ?fiche GRAPH ?fiche {
                   ?c pas:certificateur/dcterms:title ?nom ; pas:qualiteSignataire ?signataire } }"""
NSF = "?code ?liste { ?c pas:nsf ?k . ?k skos:notation ?code ; skos:inScheme ?liste }"
NSF_LABELS = """?code ?libelle { ?c pas:nsf ?k . ?k skos:notation ?code ; skos:prefLabel ?libelle
                FILTER(LANG(?libelle) = 'fr') }"""
NSF_GROUPS = "?groupe { ?c pas:nsf/skos:broader/skos:notation ?groupe }"
ROME = "?code ?liste { ?c pas:rome ?k . ?k skos:notation ?code ; skos:inScheme ?liste }"
FORMACODE = "?code { ?c pas:formacode/skos:notation ?code }"
CONVENTION = "?code ?liste { ?c pas:convention ?k . ?k skos:notation ?code ; skos:inScheme ?liste }"
NIVEAU = "?niveau { ?c pas:niveau ?niveau }"
ACTIVITES = "?code ?titre { ?c pas:activite ?k . ?k skos:notation ?code ; dcterms:title ?titre }"
RANGED_ACTIVITES = "?ordre ?titre { ?c pas:activite ?k . ?k pas:ordre ?ordre ; dcterms:title ?titre }"
CAPACITES = "?code ?titre { ?c pas:capacite ?k . ?k skos:notation ?code ; dcterms:title ?titre }"
WORDINGS = "?code ?autre { ?c pas:capacite ?k . ?k skos:notation ?code ; skos:altLabel ?autre }"
BLOCS = """?ordre ?titre ?code { ?c pas:bloc ?bloc . ?bloc pas:ordre ?ordre ; dcterms:title ?titre
           OPTIONAL { ?bloc dcterms:identifier ?code } }"""
COMPOSITION = """?ordre ?code { ?c pas:bloc ?bloc . ?bloc pas:ordre ?ordre ; pas:capacite ?capacite .
                 ?c pas:capacite ?capacite . ?capacite skos:notation ?code }"""
EMPLOIS = "?titre { ?c pas:emploi ?k . ?k a pas:Emploi ; dcterms:title ?titre }"
SECTEURS = "?secteur { ?c pas:secteur ?secteur }"
VOIES = (
    "?voie ?ouvert { ?c pas:acces ?k . ?k pas:voie/skos:notation ?voie OPTIONAL { ?k pas:ouvert ?ouvert } }"
)
JURYS = "?voie { ?c pas:acces ?k . ?k pas:voie/skos:notation ?voie ; pas:jury ?jury }"
TERRITOIRES = """?caledonie ?polynesie { ?c a pas:Certification OPTIONAL { ?c pas:nouvelleCaledonie ?caledonie }
                 OPTIONAL { ?c pas:polynesieFrancaise ?polynesie } }"""
DATES = """?arrete ?jo ?effet ?fin ?duree { ?c pas:enregistrement ?e . ?e pas:arrete ?arrete ;
           pas:publicationJO ?jo ; pas:effet ?effet ; pas:fin ?fin ; pas:dureeAnnees ?duree }"""
REGISTRATIONS = "?enregistrement { ?c pas:enregistrement ?enregistrement }"
CHIFFRES = """?titulaires ?annees ?illimitee ?creation { ?c a pas:Certification
              OPTIONAL { ?c pas:titulairesParAn ?titulaires } OPTIONAL { ?c pas:validiteAnnees ?annees }
              OPTIONAL { ?c pas:validiteIllimitee ?illimitee } OPTIONAL { ?c dcterms:created ?creation } }"""
REPLACES = "?titre { ?c dcterms:replaces ?old . ?old a pas:Certification ; dcterms:title ?titre }"
CORRESPONDANCES = """?titre ?rang ?citation ?portee { ?x a pas:Correspondance ; pas:depuis ?c ; pas:vers ?vers ;
                     pas:rang ?rang ; pas:citation ?citation . ?vers a pas:Certification ; dcterms:title ?titre
                     OPTIONAL { ?x pas:portee ?portee } }"""
GIVEN_KINDS = "?nature { ?x pas:depuis ?c ; pas:vers/dcterms:type/skos:notation ?nature }"
DECLARED_BY = """?nom { ?c prov:wasDerivedFrom ?fiche GRAPH ?fiche {
                 ?x pas:depuis ?c ; pas:declarePar/dcterms:title ?nom } }"""
CRITERES = """?code ?famille ?nombre { { SELECT ?c ?code ?famille (COUNT(DISTINCT ?critere) AS ?nombre) {
                ?c pas:capacite ?k . ?k skos:notation ?code ; pas:critere ?critere .
                ?critere a pas:CritereEvaluation ; dcterms:title ?titre ; pas:famille/skos:notation ?famille
              } GROUP BY ?c ?code ?famille } }"""
CONNAISSANCES = """?bloc ?rang ?titre { ?c pas:bloc ?b . ?b pas:ordre ?bloc ; pas:connaissance ?k .
                   ?k a pas:Connaissance ; pas:ordre ?rang ; dcterms:title ?titre }"""
TEXTS = "?texte { ?c ?texte ?text FILTER(LANG(?text) = 'fr') }"
BLOC_TEXTS = """?ordre ?texte { ?c pas:bloc ?b . ?b pas:ordre ?ordre ; ?texte ?text
                FILTER(LANG(?text) = 'fr' && ?texte != dcterms:title) }"""
COUNTS = """?code ?conditions ?resultats { { SELECT ?c ?code (COUNT(DISTINCT ?condition) AS ?conditions)
              (COUNT(DISTINCT ?resultat) AS ?resultats) { ?c pas:capacite ?k . ?k skos:notation ?code ;
              pas:conditionsRealisation ?condition ; pas:resultatAttendu ?resultat } GROUP BY ?c ?code } }"""

CPNE = (
    "Commission paritaire nationale de l{}emploi (CPNE) de la métallurgie {} "
    "Union des industries et métiers de la métallurgie (UIMM)"
)
CPNE_23022, CPNE_2017 = CPNE.format("’", "–"), CPNE.format("'", "-")
OPEN_TO_THREE = ["CA | -", "CL | -", "CQ | true", "FC | true", "FI | -", "VAE | true"]
TEXTS_OF_A_FICHE = [
    "autresSources", "baseLegaleTexte", "composantesTexte", "emploisTexte", "historique", "intitule",
    "lieuCertification", "lieuPreparation", "qualiteSignataire", "resume", "secteur", "statistiquesTexte", "title",
    "validiteTexte",
]  # fmt: skip
CONDUITE = "Conducteur / Conductrice "

#: (certification, what is asked, columns and pattern, rows)
Fact = tuple[str, str, str, list[str]]
FACTS: list[Fact] = [
    # — RNCP23022: text taken out of a PDF ---------------------------------------------------------------------
    ("rncp/23022", "nom", NOM, ["RNCP23022 | Conducteur de systèmes de production automatisée (CQPM) | CQPM"]),
    ("rncp/23022", "intitule", INTITULE, [
        "CQP : Certificat de qualification professionnelle "
        "Conducteur de systèmes de production automatisée (CQPM)"]),
    ("rncp/23022", "certificateur", CERTIFICATEUR, [
        CPNE_23022 + " | Président de l'UIMM et Président du jury paritaire de délibération"]),
    ("rncp/23022", "nsf", NSF, ["201 | nsf"]),
    ("rncp/23022", "rome", ROME, [
        "H2903 | rome", "H2904 | rome", "H2905 | rome", "H2906 | rome", "H2907 | rome"]),
    ("rncp/23022", "formacode", FORMACODE, []),
    ("rncp/23022", "convention", CONVENTION, ["3109 | brochure"]),
    ("rncp/23022", "niveau", NIVEAU, []),
    ("rncp/23022", "activites", ACTIVITES, [
        "A1 | Conduite et contrôle du bon fonctionnement d’un système de production en cours de production",
        "A2 | Réglage de composants mécaniques, pneumatiques ou hydrauliques en cours de production ou lors de "
        "changement de produits ou de productions",
        "A3 | Contrôle de conformité de la production réalisée",
        "A4 | Maintenance de l’installation de production"]),
    ("rncp/23022", "capacites", CAPACITES, [
        "C1 | Conduire l’outil de production en assurant sa bonne marche",
        "C2 | Faire face à des situations anormales (non gammées en appliquant les procédures prévues)",
        "C3 | Vérifier la conformité des produits réalisés en utilisant les appareils de mesure et de contrôle mis "
        "à sa disposition",
        "C4 | Positionner l’installation en utilisant les modes de marche dégradés",
        "C5 | Effectuer des réglages mécaniques",
        "C6 | Effectuer des réglages pneumatiques–hydrauliques",
        "C7 | Effectuer les opérations de maintenance préventive de premier niveau (au sens de la norme AFNOR NFX "
        "60 010 par exemple)",
        "C8 | Réaliser un pré diagnostic suite à un dysfonctionnement",
        "C9 | Suite à un dysfonctionnement, décrire une situation rencontrée en exploitant un langage technique "
        "adapté"]),
    ("rncp/23022", "autre énoncé", WORDINGS, [
        "C2 | Faire face à des situations anormales (non gammées) en appliquant les procédures prévues"]),
    ("rncp/23022", "blocs", BLOCS, [
        "1 | La réalisation et le suivi d'une production en assurant la qualité sur système de production "
        "automatisée | RNCP23022BC01",
        "2 | Le réglage sur systèmes de production automatisée | RNCP23022BC02",
        "3 | La gestion des dysfonctionnements sur systèmes de production automatisée | RNCP23022BC03"]),
    ("rncp/23022", "composition des blocs", COMPOSITION, [
        "1 | C1", "1 | C2", "1 | C3", "1 | C4", "2 | C5", "2 | C6", "3 | C7", "3 | C8", "3 | C9"]),
    ("rncp/23022", "emplois", EMPLOIS, [CONDUITE + job for job in (
        "d'installation automatisée en fabrication mécanique",
        "d’installation automatisée en industrie alimentaire",
        "de ligne automatisée en industrie chimique",
        "de ligne automatisée en production électrique",
        "de ligne automatisée en production électronique",
        "de machines automatiques de soudage à l'arc",
        "de machines automatiques en industrie du bois",
        "de machines automatiques en montage-assemblage mécanique",
        "de machines automatiques en production électronique",
        "de machines automatiques en production microélectronique",
        "de système de production automatisée en fabrication mécanique")]),
    ("rncp/23022", "voies", VOIES, OPEN_TO_THREE),
    ("rncp/23022", "jurys", JURYS, ["CQ", "FC", "VAE"]),
    ("rncp/23022", "territoires", TERRITOIRES, ["- | -"]),
    ("rncp/23022", "dates", DATES, ["2015-05-06 | 2015-05-27 | 2015-05-27 | 2020-05-27 | 5"]),
    ("rncp/23022", "chiffres", CHIFFRES, ["238 | 5 | - | -"]),
    ("rncp/23022", "remplace", REPLACES, []),
    ("rncp/23022", "correspondance", CORRESPONDANCES, [
      "Conducteur d’équipements industriels (CQPM – CQPI) | Conventionnelle | La délivrance du CQP Conducteur de "
      "systèmes de production automatisée (CQPM-CQPI) donne lieu à la délivrance du CQP Conducteur d’équipements "
      "industriels (CQPM – CQPI). | -"]),
    ("rncp/23022", "nature de ce qu’elle donne",
     GIVEN_KINDS, ["CQPI", "CQPM"]),
    ("rncp/23022", "textes gardés entiers", TEXTS, [*TEXTS_OF_A_FICHE, "activitesTexte", "reglementation"]),
    ("rncp/23022", "textes des blocs", BLOC_TEXTS, [
        "1 | descriptif", "1 | modalitesEvaluation", "2 | descriptif", "2 | modalitesEvaluation", "3 | descriptif",
        "3 | modalitesEvaluation"]),
    ("rncp/23022", "qui déclare", DECLARED_BY, [CPNE_23022]),
    # — RNCP28243: tabs, HTML, Markdown ------------------------------------------------------------------------
    ("rncp/28243", "nom", NOM, [
        "RNCP28243 | Technicien(ne) d'usinage sur machines-outils à commande numérique (CQPM) | CQPM"]),
    ("rncp/28243", "certificateur", CERTIFICATEUR, [
        CPNE_2017 + " | Directeur emploi formation de l'UIMM"]),
    ("rncp/28243", "nsf", NSF_LABELS, [
        "200r | Contrôle qualité de produits et procédés industriels",
        "201p | Technologie de commandes et transformation organisation/gestion"]),
    ("rncp/28243", "groupe NSF", NSF_GROUPS, ["200", "201"]),
    ("rncp/28243", "rome", ROME, [
        "H1502 | rome", "H2502 | rome", "H2503 | rome", "H2903 | rome"]),
    ("rncp/28243", "convention", CONVENTION, ["3109 | brochure"]),
    ("rncp/28243", "activites", ACTIVITES, [
        "A1 | La préparation et l'organisation de l'usinage et des phases de contrôle dont l'objectif est de mettre "
        "en œuvre le contrat de phase",
        "A2 | L'analyse et l'optimisation du programme",
        "A3 | L'entretien des moyens de production et de leurs outils"]),
    ("rncp/28243", "capacites", CAPACITES, [
        "C1 | Préparer la mise en œuvre du contrat de phase",
        "C2 | Positionner les phases de contrôle des cotes fonctionnelles dans le contrat de phase et le programme",
        "C3 | Mettre en place le brut",
        "C4 | Élaborer un programme pièce au juste nécessaire",
        "C5 | Contrôler les faces usinées",
        "C6 | Partager des informations avec différents interlocuteurs",
        "C7 | Entretien des moyens d'usinage (outils, machines-outils)"]),
    ("rncp/28243", "blocs", BLOCS, [
        "1 | Elaboration et mise en œuvre du contrat de phase | RNCP28243BC01",
        "2 | Elaboration du programme au juste nécessaire | RNCP28243BC02",
        "3 | Travail en équipe pour optimiser la fabrication et la disponibilité des moyens d'usinage | "
        "RNCP28243BC03"]),
    ("rncp/28243", "composition des blocs", COMPOSITION, [
        "1 | C1", "1 | C2", "2 | C3", "2 | C4", "2 | C5", "3 | C6", "3 | C7"]),
    ("rncp/28243", "emplois", EMPLOIS, ["Technicien d'usinage", "Technicien de production"]),
    ("rncp/28243", "voies", VOIES, OPEN_TO_THREE),
    ("rncp/28243", "jurys", JURYS, ["CQ", "FC", "VAE"]),
    ("rncp/28243", "territoires", TERRITOIRES, ["false | false"]),
    ("rncp/28243", "dates", DATES, ["2017-04-07 | 2017-04-21 | 2017-04-21 | 2022-04-21 | 5"]),
    ("rncp/28243", "chiffres", CHIFFRES, ["37 | - | true | -"]),
    ("rncp/28243", "remplace", REPLACES, [
        "Technicien d'usinage en systèmes automatisés",
        "Technicien en usinage et en productique industrielle"]),
    ("rncp/28243", "correspondances", CORRESPONDANCES, []),
    ("rncp/28243", "textes gardés entiers", TEXTS, TEXTS_OF_A_FICHE),
    # — RNCP28245: the same kind, capacités numbered differently in list and blocs ------------------------------
    ("rncp/28245", "nom", NOM, ["RNCP28245 | Opérateur(trice) polyvalent d'équipe autonome (CQPM) | CQPM"]),
    ("rncp/28245", "nsf", NSF, ["200u | nsf"]),
    ("rncp/28245", "rome", ROME, ["H2906 | rome"]),
    ("rncp/28245", "convention", CONVENTION, ["3109 | brochure"]),
    ("rncp/28245", "activites", ACTIVITES, [
        "A1 | Conduite d'au moins 2 postes de fabrication",
        "A2 | Suivi de la qualité du processus de fabrication",
        "A3 | Formation des collaborateurs",
        "A4 | Contribution à l'amélioration des processus"]),
    ("rncp/28245", "capacites", CAPACITES, [
        "C1 | Réaliser la production sur au moins deux postes dans une même activité métier",
        "C10 | Etablir un plan d'action simple avec une méthode structurée et en effectuer le suivi",
        "C11 | Présenter un projet ou une action correctrice",
        "C12 | Apporter une valeur ajoutée dans un groupe de travail",
        "C2 | Adapter son comportement professionnel suite à une évolution sur son périmètre de travail",
        "C3 | Renseigner les documents de suivi de production",
        "C4 | Assurer le suivi et la qualité du process de fabrication",
        "C5 | Assurer la qualité de fabrication du produit",
        "C6 | Entretenir le matériel utilisé à son poste de travail",
        "C7 | Former un opérateur pour tenir le poste de travail (procédure, document, savoir-faire)",
        "C8 | Identifier une amélioration sur le poste",
        "C9 | Effectuer un audit par rapport à une procédure établie"]),
    ("rncp/28245", "blocs", BLOCS, [
        "1 | Réalisation d'une production sur plusieurs postes | RNCP28245BC01",
        "2 | Contribution à la performance de l'équipe | RNCP28245BC02"]),
    ("rncp/28245", "composition des blocs", COMPOSITION, [
        "1 | C1", "1 | C2", "1 | C3", "1 | C4", "1 | C5", "1 | C6", "1 | C7",
        "2 | C10", "2 | C11", "2 | C12", "2 | C8", "2 | C9"]),
    ("rncp/28245", "emplois", EMPLOIS, ["Conducteur d'équipement", "Equipier autonome de production"]),
    ("rncp/28245", "voies", VOIES, OPEN_TO_THREE),
    ("rncp/28245", "territoires", TERRITOIRES, ["false | false"]),
    ("rncp/28245", "dates", DATES, ["2017-04-07 | 2017-04-21 | 2017-04-21 | 2022-04-21 | 5"]),
    ("rncp/28245", "chiffres", CHIFFRES, ["284 | - | true | 2005-12-15"]),
    ("rncp/28245", "remplace", REPLACES, []),
    ("rncp/28245", "textes gardés entiers", TEXTS, TEXTS_OF_A_FICHE),
    # — MQ 1988 0044: the référentiel of a CQPM ----------------------------------------------------------------
    ("cqpm/MQ-1988-0044", "nom", NOM, ["MQ 1988 0044 | Ajusteur monteur d’outillages de production | CQPM"]),
    ("cqpm/MQ-1988-0044", "activites", RANGED_ACTIVITES, [
        "1 | La préparation, le montage et l’ajustage d’un outillage de production",
        "2 | Le contrôle et le suivi d’un outillage de production",
        "3 | La contribution à l’amélioration continue"]),
    ("cqpm/MQ-1988-0044", "capacites", CAPACITES, [
        "C1 | Préparer la zone et les équipements de travail",
        "C2 | Monter et démonter un outillage de production",
        "C3 | Ajuster et régler les éléments d’un outillage de production",
        "C4 | Contrôler la conformité d’un outillage de production",
        "C5 | Effectuer le suivi d’un outillage de production",
        "C6 | Collecter et capitaliser des informations relatives à l’activité",
        "C7 | Analyser les informations et participer à une action de progrès"]),
    ("cqpm/MQ-1988-0044", "blocs", BLOCS, [
        "1 | La préparation, le montage et l’ajustage d’un outillage de production | -",
        "2 | Le contrôle et le suivi d’un outillage de production | -",
        "3 | La contribution à l’amélioration continue | -"]),
    ("cqpm/MQ-1988-0044", "composition des blocs", COMPOSITION, [
        "1 | C1", "1 | C2", "1 | C3", "2 | C4", "2 | C5", "3 | C6", "3 | C7"]),
    ("cqpm/MQ-1988-0044", "connaissances", CONNAISSANCES, [
        "1 | 1 | Les règles de sécurité et d’ergonomie au poste de travail.",
        "1 | 2 | Les différents outils spécifiques nécessaires au montage/démontage et ajustage d’un outillage.",
        "1 | 3 | La lecture de plans, analyse fonctionnelle.",
        "1 | 4 | Les tolérances, états de surface et ajustements.",
        "1 | 5 | Les différentes méthodes de montage, démontage, ajustage, réglage.",
        "2 | 1 | La métrologie et les moyens de mesures ou de contrôle.",
        "2 | 2 | Les méthodologies de diagnostic de panne et de maintenance.",
        "2 | 3 | Les outils numériques. (GMAO/GPAO…)",
        "2 | 4 | La transmission écrite et orale d’informations techniques.",
        "3 | 1 | Les outils d’aide à la décision et méthodes de résolution de problèmes.",
        "3 | 2 | Les bases de la communication professionnelle.",
        "3 | 3 | Les outils numériques."]),
    ("cqpm/MQ-1988-0044", "secteurs", SECTEURS, [
        "l'aéronautique", "l'agro-alimentaire", "l'automobile", "l'imprimerie", "la métallurgie", "le médical",
        "le textile"]),
    ("cqpm/MQ-1988-0044", "enregistrements", REGISTRATIONS, []),
    ("cqpm/MQ-1988-0044", "voies", VOIES, []),
    ("cqpm/MQ-1988-0044", "territoires", TERRITOIRES, ["- | -"]),
    ("cqpm/MQ-1988-0044", "codes", NSF, []),
    ("cqpm/MQ-1988-0044", "textes gardés entiers", TEXTS, [
        "conditionsAdmissibilite", "environnement", "interactions", "missions", "modalitesEvaluation", "secteur",
        "title"]),
]  # fmt: skip

#: Facts of the published référentiel whose wording or number the condensed one does not keep.
PUBLISHED: list[Fact] = [
    ("cqpm/MQ-1988-0044", "critères par famille", CRITERES, [
        "C1 | contraintes | 1", "C1 | liens | 1", "C1 | methodes | 4", "C1 | moyens | 3",
        "C2 | contraintes | 2", "C2 | liens | 1", "C2 | methodes | 3", "C2 | moyens | 3",
        "C3 | contraintes | 1", "C3 | liens | 3", "C3 | methodes | 3", "C3 | moyens | 3",
        "C4 | contraintes | 1", "C4 | liens | 4", "C4 | methodes | 2", "C4 | moyens | 2",
        "C5 | contraintes | 4", "C5 | liens | 3", "C5 | methodes | 3", "C5 | moyens | 4",
        "C6 | contraintes | 1", "C6 | liens | 1", "C6 | methodes | 1", "C6 | moyens | 1",
        "C7 | contraintes | 1", "C7 | liens | 2", "C7 | methodes | 2", "C7 | moyens | 1"]),
    ("cqpm/MQ-1988-0044", "conditions et résultats attendus", COUNTS, [
        "C1 | 4 | 2", "C2 | 2 | 4", "C3 | 2 | 3", "C4 | 3 | 3", "C5 | 5 | 2", "C6 | 1 | 1", "C7 | 1 | 2"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def published(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDataset]:
    location = tmp_path_factory.mktemp("publies")
    build([shared / "fiches"], location, now=NOW)
    with open_store(location) as dataset:
        yield dataset


@pytest.fixture(scope="module")
def condensed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDataset]:
    location = tmp_path_factory.mktemp("condenses")
    build([paths()[name] for name in DOCUMENTS], location, now=NOW)
    with open_store(location) as dataset:
        yield dataset


def rows(dataset: EmbeddedDataset, certification: str, question: str) -> list[str]:
    """The rows of the answer, values joined by « | », IRIs by their last segment."""
    query = question.replace("{", f"{{ VALUES ?c {{ <{ID}{certification}> }} ", 1)
    table = dataset.select(f"{PREFIXES} SELECT DISTINCT {query}")
    return sorted(" | ".join(written(term) for term in row) for row in table.rows)


def written(term: Term | None) -> str:
    if term is None:
        return "-"
    return re.split(r"[/#]", term.value)[-1] if isinstance(term, Iri) else term.value


def cases(facts: list[Fact]) -> list[object]:
    return [pytest.param(*fact, id=f"{fact[0]} {fact[1]}") for fact in facts]


@pytest.mark.parametrize(("certification", "question", "pattern", "expected"), cases(FACTS + PUBLISHED))
def test_the_published_documents_say(
    published: EmbeddedDataset, certification: str, question: str, pattern: str, expected: list[str]
) -> None:
    assert rows(published, certification, pattern) == sorted(expected), question


@pytest.mark.parametrize(("certification", "question", "pattern", "expected"), cases(FACTS))
def test_the_condensed_documents_say(
    condensed: EmbeddedDataset, certification: str, question: str, pattern: str, expected: list[str]
) -> None:
    assert rows(condensed, certification, pattern) == sorted(expected), question
