"""Fiches made for the tests: the printed sections with contents of our own, and readings as plain data."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import unicodedata
from typing import Any

from passerelles.loaders.document import DocumentText
from passerelles.loaders.fiche_texte import read_fiche
from passerelles.records import Certification, Reading, Span, Stated

CAPACITES = (
    "Régler la scie à ruban",
    "Débiter les pièces selon le plan (bois, panneaux)",
    "Contrôler l’équerrage",
    "Entretenir l’atelier",
    "Rendre compte à l’équipe",
)
COMPOSITION = (("Le débit des pièces", (0, 1, 2)), ("La vie de l’atelier", (3, 4)))

SECTIONS: dict[str, str] = {
    "entete": "Le Répertoire National des Certifications Professionnelles (RNCP)\n"
    "Résumé descriptif de la certification Code RNCP : 40404\n",
    "intitule": "Intitulé\nCQP : Certificat de qualification professionnelle Débiteur(se) de bois\n",
    "autorite": "AUTORITÉ RESPONSABLE DE LA CERTIFICATION\tQUALITÉ DU(ES) SIGNATAIRE(S) DE LA CERTIFICATION\n"
    "Commission du bois - Union du meuble\tPrésidente de la commission\n",
    "niveau": "Niveau et/ou domaine d'activité\nV (Nomenclature de 1969)\n",
    "conventions": "Convention(s) :\n3155 - Menuiserie, ameublement\n",
    "nsf": "Code(s) NSF :\n234t Réalisation d’ouvrages en bois, montage, 234 Travail du bois et de "
    "l’ameublement\n",
    "formacodes": "Formacode(s) :\n45554 : menuiserie\n",
    "resume": "Résumé du référentiel d'emploi ou éléments de compétence acquis\n\nIl débite des pièces "
    "de bois.\n",
    "activites": "Liste des activités visées par le diplôme, le titre ou le certificat\n"
    "A1 Préparer les pièces\nA2 Tenir l’atelier\n",
    "capacites": "",
    "emplois": "Secteurs d'activité ou types d'emplois accessibles par le détenteur de ce diplôme, ce "
    "titre ou ce certificat\n"
    "Secteurs d’activité :\nAmeublement\nTypes d’emplois accessibles :\nDébiteur\nScieur de long\n",
    "rome": "Codes des fiches ROME les plus proches :\nH2201 : Assemblage d’ouvrages en bois\nH2206 : "
    "Menuiserie bois\n",
    "reglementation": "Réglementation d'activités :\nPort de gants.\n",
    "modalites": "Modalités d'accès à cette certification\n",
    "composantes": "Descriptif des composantes de la certification :\nDeux blocs à valider.\n",
    "blocs": "",
    "validite": "Validité des composantes acquises : 5 an(s)\n",
    "acces": "CONDITIONS D'INSCRIPTION À LA CERTIFICATION\tOUI\tNON\tCOMPOSITION DES JURYS\n"
    "Après un parcours de formation sous statut d'élève ou d'étudiant\t\tX\t\n"
    "En contrat d'apprentissage\tX\t\tTrois professionnels\n"
    "Après un parcours de formation continue\tX\t\tTrois professionnels\n"
    "En contrat de professionnalisation\tX\t\tTrois professionnels\n"
    "Par candidature individuelle\t\tX\t\n"
    "Par expérience dispositif VAE prévu en 2002\tX\t\tDeux professionnels\n",
    "territoires": "\tOUI\tNON\nAccessible en Nouvelle Calédonie\tX\t\nAccessible en Polynésie "
    "Française\t\tX\n",
    "liens": "LIENS AVEC D'AUTRES CERTIFICATIONS\nVoir la fiche RNCP1212.\n",
    "accords": "ACCORDS EUROPÉENS OU INTERNATIONAUX\nAucun.\n",
    "base-legale": "Base légale\n",
    "decret": "Référence du décret général :\nDécret du 3 mai 2001.\n",
    "arrete": "Référence arrêté création (ou date 1er arrêté enregistrement) :\n"
    "Arrêté du 1er février 2010 publié au Journal Officiel du 12 février 2010 portant enregistrement. "
    "Enregistrement pour trois ans, avec effet au 12 février 2010, jusqu'au 12 février 2013.\n",
    "decret-vae": "Référence du décret et/ou arrêté VAE :\nDécret VAE.\n",
    "references": "Références autres :\nRéférence neuve.\n",
    "informations": "Pour plus d'informations\n",
    "statistiques": "Statistiques :\nSur les 3 dernières années, 41 titulaires par an en moyenne\n",
    "autres-sources": "Autres sources d'information :\nhttp://bois.example\n",
    "lieu-certification": "Lieu(x) de certification :\n1, rue du Bois - 39000 Lons\n",
    "lieu-preparation": "Lieu(x) de préparation à la certification déclarés par l'organisme certificateur "
    ":\nCentres du bois\n",
    "historique": "Historique de la certification :\nLe CQP Débiteur de bois a été créé en 1997. "
    "Il remplace le CQP Scieur (RNCP777).\n",
}


def fiche(**changed: str) -> str:
    """A whole fiche; keyword arguments replace sections ("" leaves one out)."""
    texts = {
        **SECTIONS,
        "capacites": listed(lambda number: f"C{number} "),
        "blocs": blocs(lambda number: f"C{number} "),
    }
    replaced = {name.replace("_", "-"): text for name, text in changed.items()}
    assert replaced.keys() <= texts.keys()
    return "\n".join((texts | replaced).values())


def listed(mark: Any, join: str = "\n", end: str = "") -> str:
    """The list of capacités, each after its mark."""
    return (
        "Les capacités attestées :\n"
        + join.join(f"{mark(number)}{text}{end}" for number, text in enumerate(CAPACITES, 1))
        + "\n"
    )


def blocs(mark: Any, join: str = "\n", end: str = "", restart: bool = False, number: str = "40404") -> str:
    """The blocs, each capacité after its mark; `restart` numbers them from 1 in each bloc."""
    parts = ["Bloc de compétence :\n"]
    for order, (title, places) in enumerate(COMPOSITION, 1):
        items = join.join(
            f"{mark(place + 1 if not restart else place - places[0] + 1)}{CAPACITES[place]}{end}"
            for place in places
        )
        parts.append(
            f"INTITULÉ\tDESCRIPTIF ET MODALITÉS D'ÉVALUATION\n"
            f"Bloc de compétence n°{order} de la fiche n° {number} - {title}\n\nDescriptif :\n"
            f"Ce bloc de compétences reprend les capacités suivantes :\n{items}\n"
            "Modalités d’évaluation :\nMise en situation.\nAttestation :\nUne attestation par bloc\n"
        )
    return "\n".join(parts)


def document(text: str, pages: tuple[int, ...] = ()) -> DocumentText:
    """A plain-text document of this text."""
    return DocumentText(text, "text/plain", hashlib.sha256(text.encode()).hexdigest(), pages)


def reading(text: str) -> Reading:
    """What the loader reads in the text."""
    return read_fiche(document(text), "fiche.txt")


def certification(text: str) -> Certification:
    """The only certification that the loader reads in the text."""
    (record,) = reading(text).certifications
    return record


_QUOTES = str.maketrans("’‘“”", "''\"\"")


def plain(value: Any) -> Any:
    """A record without its places, texts composed and with straight quotes, as dicts and lists."""
    if isinstance(value, Stated):
        return plain(value.value)
    if isinstance(value, Span):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).translate(_QUOTES)
    return value


def said(source: Reading) -> Any:
    """All that a reading says, as plain data in which the order of sections leaves no trace."""
    data = [plain(source.certifications), plain(source.correspondances), plain(source.unplaced)]
    for record in data[0]:
        record["texts"].sort(key=str)
        record["codes"].sort(key=str)
    return data


def words(value: Any) -> str:
    """Every text that a record holds, joined."""
    if isinstance(value, dict):
        return " ".join(words(one) for one in value.values())
    if isinstance(value, list):
        return " ".join(words(one) for one in value)
    return re.sub(r"\s+", " ", value) if isinstance(value, str) else ""
