"""The kinds of findings, gravest first, each with its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters; the value is the French word for it."""

    ERROR = "erreur"
    WARNING = "avertissement"
    INFO = "information"


class Kind(StrEnum):
    """What was found; the values are stable and plain."""

    UNKNOWN_BLOC = "correspondance-bloc-inconnu"
    LOOP = "remplacement-en-boucle"
    SELF = "remplacement-de-soi-meme"
    EXPIRED_TARGET = "correspondance-cible-echue"
    ABSENT = "correspondance-absente"
    DEAD_END = "chaine-vers-inactive"
    ABSENT_SUCCESSOR = "succession-vers-absente"
    NEAR_BLOCS = "blocs-proches-sans-correspondance"
    ONE_WAY = "correspondance-un-sens"
    EXPIRED_PREMISE = "correspondance-depuis-echue"

    @property
    def label(self) -> str:
        """A heading, in French."""
        return _WORDS[self].label

    @property
    def explanation(self) -> str:
        """What it means, in French."""
        return _WORDS[self].explanation

    @property
    def suggestion(self) -> str:
        """What a certificateur may do, in French."""
        return _WORDS[self].suggestion

    @property
    def severity(self) -> Severity:
        """How much it matters, unless a finding says otherwise."""
        return _WORDS[self].severity


@dataclass(frozen=True, slots=True)
class _Words:
    severity: Severity
    label: str
    explanation: str
    suggestion: str


_WORDS = {
    Kind.UNKNOWN_BLOC: _Words(
        Severity.ERROR,
        "Bloc inconnu dans une correspondance",
        "La correspondance nomme un bloc que la fiche de sa certification ne contient pas : personne ne peut s’en "
        "prévaloir.",
        "Vérifiez le code du bloc dans la correspondance ; s’il a changé, déclarez-la avec le nouveau code.",
    ),
    Kind.LOOP: _Words(
        Severity.ERROR,
        "Remplacements en boucle",
        "Chaque certification est remplacée par la suivante, et la dernière par la première : aucune n’est la bonne.",
        "Retirez de l’une des fiches le remplacement qui ferme la boucle.",
    ),
    Kind.SELF: _Words(
        Severity.ERROR,
        "Certification qui se remplace elle-même",
        "La fiche se donne elle-même comme remplaçante ou comme ancienne version.",
        "Retirez ce remplacement de la fiche, ou indiquez le bon numéro.",
    ),
    Kind.EXPIRED_TARGET: _Words(
        Severity.WARNING,
        "Correspondance vers une certification échue",
        "Ce qui est reconnu ne peut plus être délivré : la correspondance n’aboutit plus.",
        "Si une certification a pris la suite, déclarez la correspondance vers elle ; sinon, retirez-la.",
    ),
    Kind.ABSENT: _Words(
        Severity.WARNING,
        "Correspondance avec une certification absente",
        "La correspondance nomme une certification qu’aucun document de ce graphe ne décrit.",
        "Vérifiez le numéro ou l’intitulé ; si elle existe, ajoutez à ce graphe le document qui la décrit.",
    ),
    Kind.DEAD_END: _Words(
        Severity.WARNING,
        "Remplacements qui finissent sur une fiche inactive",
        "Qui suit les remplacements arrive à une certification inactive ou échue, que rien ne remplace.",
        "Si une certification a pris la suite, indiquez-la comme remplaçante ; sinon, orientez les titulaires vers une "
        "certification proche.",
    ),
    Kind.ABSENT_SUCCESSOR: _Words(
        Severity.WARNING,
        "Remplacement par une certification absente",
        "La certification est remplacée par une autre, qu’aucun document de ce graphe ne décrit.",
        "Vérifiez le numéro de la remplaçante ; si elle existe, ajoutez à ce graphe le document qui la décrit.",
    ),
    Kind.NEAR_BLOCS: _Words(
        Severity.INFO,
        "Blocs presque identiques, sans correspondance",
        "Les textes de ces blocs se ressemblent de très près, et aucune correspondance n’est déclarée entre eux. "
        "Cette ressemblance est calculée : elle ne donne aucun droit.",
        "Comparez-les ; si l’un vaut l’autre, le certificateur qui le reconnaît peut déclarer la correspondance dans "
        "sa fiche.",
    ),
    Kind.ONE_WAY: _Words(
        Severity.INFO,
        "Correspondance déclarée dans un seul sens",
        "Ce qui est reconnu dans un sens ne l’est pas dans l’autre. Ce n’est pas une faute : une correspondance ne "
        "vaut que dans le sens où elle est déclarée.",
        "Si la reconnaissance est réciproque, le certificateur de l’autre fiche peut la déclarer à son tour.",
    ),
    Kind.EXPIRED_PREMISE: _Words(
        Severity.INFO,
        "Correspondance depuis une certification échue",
        "Ce qu’il faut détenir n’est plus délivré. La correspondance reste utile à ceux qui l’ont obtenu à temps, "
        "à eux seuls.",
        "Rien à corriger si c’est voulu. Si une certification a pris la suite, pensez à déclarer aussi la "
        "correspondance depuis elle.",
    ),
}
