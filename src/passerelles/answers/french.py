"""How answers are told in French: dates, numbers, plurals and the words for what the graph says."""

from __future__ import annotations

from datetime import date

from passerelles.answers.terms import term_words
from passerelles.ontology import BASE

_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
NO_BREAK = "\u00a0"
THIN_NO_BREAK = "\u202f"
NOT_STATED = "Non précisé par le document"

RANKS = {
    "Conventionnelle": "conventionnelle (dite par le texte de la fiche)",
    "Officielle": "officielle (déclarée au répertoire)",
    "Calculee": "calculée (une ressemblance, sans valeur de droit)",
}
REGISTERS = {
    "rncp": "Répertoire national (RNCP)",
    "rs": "Répertoire spécifique (RS)",
    "cqpm": "Référentiels de CQPM",
    "titre": "Sans numéro connu",
}
RIGHTS = {
    "HABILITATION_FORMER": "former",
    "HABILITATION_ORGANISER": "organiser",
    "HABILITATION_ORGA_FORM": "former et organiser",
}
_FILES = {
    "text/plain": "texte",
    "text/html": "page HTML",
    "text/csv": "table CSV",
    "application/pdf": "PDF",
    "application/xml": "XML",
    "text/xml": "XML",
}
SCOPES = {"Totale": "totale", "Partielle": "partielle"}

#: Property by local name, in the words of a page.
PROPERTIES = {
    "identifier": "Numéro",
    "title": "Titre",
    "intitule": "Intitulé imprimé",
    "type": "Nature",
    "niveau": "Niveau",
    "certificateur": "Certificateur",
    "qualiteSignataire": "Qualité du signataire",
    "nsf": "Code NSF",
    "rome": "Code ROME",
    "formacode": "Formacode",
    "convention": "Convention collective",
    "created": "Création",
    "actif": "Active",
    "activite": "Activité",
    "capacite": "Capacité",
    "bloc": "Bloc",
    "emploi": "Emploi",
    "secteur": "Secteur d’activité",
    "acces": "Voie d’accès",
    "enregistrement": "Enregistrement",
    "nouvelleCaledonie": "Nouvelle-Calédonie",
    "polynesieFrancaise": "Polynésie française",
    "titulairesParAn": "Titulaires par an",
    "validiteAnnees": "Validité des composantes (années)",
    "validiteIllimitee": "Validité des composantes sans limite",
    "replaces": "Remplace",
    "isReplacedBy": "Remplacée par",
    "certificationLiee": "Certification liée",
    "connaissance": "Connaissance",
    "critere": "Critère",
    "conditionsRealisation": "Conditions de réalisation",
    "resultatAttendu": "Résultat attendu",
    "notation": "Code",
    "altLabel": "Autre formulation",
    "prefLabel": "Libellé",
    "famille": "Famille de critères",
    "ordre": "Ordre",
    "voie": "Voie d’accès",
    "ouvert": "Ouverte",
    "jury": "Composition du jury",
    "arrete": "Date de l’arrêté",
    "arreteTexte": "Texte de l’arrêté",
    "decision": "Décision",
    "publicationJO": "Publication au Journal officiel",
    "effet": "Prise d’effet",
    "fin": "Fin",
    "dureeAnnees": "Durée (années)",
    "depuis": "Ce que l’on détient",
    "vers": "Ce que l’on obtient",
    "citation": "Phrase",
    "declarePar": "Reconnue par",
    "portee": "Portée",
    "rang": "Rang",
    "texteNonPlace": "Passage non placé",
    "resume": "Résumé",
    "descriptif": "Descriptif",
    "missions": "Missions",
    "environnement": "Environnement de travail",
    "interactions": "Interactions",
    "activitesTexte": "Activités visées",
    "capacitesTexte": "Compétences attestées",
    "emploisTexte": "Secteurs et emplois accessibles",
    "reglementation": "Réglementation d’activités",
    "composantesTexte": "Descriptif des composantes",
    "conditionsAdmissibilite": "Conditions d’admissibilité",
    "modalitesEvaluation": "Modalités d’évaluation",
    "validiteTexte": "Validité des composantes acquises",
    "niveauTexte": "Niveau",
    "baseLegaleTexte": "Base légale",
    "decretTexte": "Décret général",
    "decretVAETexte": "Décret ou arrêté sur la VAE",
    "referencesAutres": "Autres références",
    "statistiquesTexte": "Statistiques",
    "autresSources": "Autres sources d’information",
    "lieuCertification": "Lieux de certification",
    "lieuPreparation": "Lieux de préparation",
    "historique": "Historique",
    "liensTexte": "Liens avec d’autres certifications",
    "accordsTexte": "Accords européens ou internationaux",
    "abregeTexte": "Nature en toutes lettres",
    "typeEnregistrement": "Type d’enregistrement",
    "validationPartielle": "Validation partielle",
    "habilitation": "Partenaire habilité",
    "droit": "Droit du partenaire",
    "idFiche": "Identifiant interne de la fiche",
    "objectifs": "Objectifs et contexte",
    "secteursTexte": "Secteurs d’activité",
    "prerequisEntree": "Prérequis à l’entrée en formation",
    "prerequisValidation": "Prérequis à la validation",
    "validationPartiellePerimetre": "Périmètre de la validation partielle",
    "niveauMaitrise": "Niveau de maîtrise des compétences",
    "renouvellement": "Modalités de renouvellement",
    "lienDescriptif": "Lien vers le descriptif",
    "anneePromotionNiveau": "Promotion qui bénéficie du niveau",
    "etatFiche": "État de la fiche",
    "existencePartenaires": "Existence de partenaires",
    "publication": "Publication de la fiche",
    "limiteDelivrance": "Date limite de délivrance",
    "validiteCertificationAnnees": "Validité de la certification (années)",
    "rubrique": "Rubrique",
}


def date_words(day: date) -> str:
    """« 1er mars 2022 », with no line break inside."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NO_BREAK}{_MONTHS[day.month - 1]}{NO_BREAK}{day.year}"


def day_words(iso: str) -> str:
    """The day that a text in ISO form begins with, in words."""
    return date_words(date.fromisoformat(iso[:10]))


def number(value: int | str) -> str:
    """A whole number with thin spaces: « 30 475 »."""
    return f"{int(value):,}".replace(",", THIN_NO_BREAK)


def decimal(value: float, places: int = 2) -> str:
    """A decimal number with a comma, without zeros at its end: « 0,62 »."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".").replace(".", ",")


def counted(value: int | str, singular: str, plural: str | None = None) -> str:
    """« 1 bloc », « 3 blocs »; nought takes the singular, as French does."""
    word = (plural or f"{singular}s") if int(value) > 1 else singular
    return f"{number(value)}{NO_BREAK}{word}"


def yes_no(value: str) -> str:
    """« Oui » or « Non » for a boolean as the graph writes it."""
    return {"true": "Oui", "1": "Oui", "false": "Non", "0": "Non"}.get(value, value)


def kind_of_file(media_type: str | None) -> str:
    """« texte », « PDF » for a media type; the type itself when it has no words, nothing for none."""
    return _FILES.get(media_type or "", media_type or "")


def property_words(name: str) -> str:
    """The words for a property, by its local name: those of pages, else of the ontology, else the name itself."""
    return PROPERTIES.get(name) or term_words(f"{BASE}ns#{name}") or name
