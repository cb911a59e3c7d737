"""The words under which questions are filed, and what people read for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """One word of a header's `tags`: its name there, its French and English titles, in the order of lists."""

    name: str
    title_fr: str
    title_en: str


#: All tags, in the order in which lists show them. The first tag of a question is the one it is listed under.
TAGS = (
    Tag("certification", "Une certification", "One certification"),
    Tag("certifications", "Trouver des certifications", "Finding certifications"),
    Tag("blocs", "Les blocs de compétences", "Blocs"),
    Tag("capacités", "Les capacités et leur évaluation", "Capacités and their assessment"),
    Tag("correspondances", "Les correspondances", "Correspondances"),
    Tag("successions", "Les remplacements", "Replacements"),
    Tag("proximité", "Ce qui se ressemble, sans équivalence", "What is alike without being equivalent"),
    Tag("enregistrement", "L’enregistrement et les échéances", "Registration and terms"),
    Tag("accès", "Les voies d’accès et les jurys", "Ways of access and juries"),
    Tag("métiers", "Les métiers", "Occupations"),
    Tag("codes", "Les nomenclatures et leurs codes", "Code lists and their codes"),
    Tag("organismes", "Les certificateurs et les partenaires", "Awarding bodies and partners"),
    Tag("statistiques", "Les certifiés et leur insertion", "The certified and their employment"),
    Tag("contenu", "Ce que contient le graphe, en nombres", "What the graph holds, in numbers"),
    Tag("sources", "Les sources et les preuves", "Sources and evidence"),
    Tag("qualité", "Ce qui manque ou diverge", "What is missing or differs"),
    Tag(
        "audit",
        "L’audit des correspondances et des remplacements",
        "The audit of correspondances and replacements",
    ),
    Tag("technique", "Ce que lisent les pages et les calculs", "What pages and computations read"),
)


def tag(name: str) -> Tag:
    """The tag of that name; raises `KeyError` for a word that is none, which a test keeps out of the library."""
    return {each.name: each for each in TAGS}[name]
