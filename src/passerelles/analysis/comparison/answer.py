"""Comparisons as answers show them: frozen records, every sentence in French."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.analysis.catalogue import Source


@dataclass(frozen=True, slots=True)
class Statement:
    """One capacité or bloc: its words as its document states them, and where they are read.

    `bloc` is the identifier of the bloc that contains a capacité, when one does.
    """

    iri: str
    href: str
    notation: str | None
    text: str
    bloc: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why two statements match: words and trade tokens that both have, as the first writes them."""

    words: tuple[str, ...]
    acronyms: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Declared:
    """A correspondance between two matched blocs: an official or stated fact, which never enters the score."""

    iri: str
    rank: str
    sentence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One statement of a side with one or several of the other.

    `score` is from 0 to 1, `strength` one of "forte", "moyenne", "faible". `declared` are correspondances between them.
    """

    left: tuple[Statement, ...]
    right: tuple[Statement, ...]
    score: float
    strength: str
    why: Why
    declared: tuple[Declared, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score, None when the documents of one side say nothing of it: its weight then does not count."""

    name: str
    score: float | None
    weight: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two certifications, and what it has that the other lacks."""

    iri: str
    href: str
    identifier: str | None
    title: str | None
    actif: bool | None
    fin: str | None
    capacites: int
    blocs: int
    own_capacites: tuple[Statement, ...]
    own_blocs: tuple[Statement, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two certifications beside each other; `score` rests on content alone and is calculated, never a right.

    None when nothing of the two can be compared. Where the documents of one side give no capacités, those of the other
    are matched with its blocs (`crossed`): shown, and not counted.
    """

    left: Side
    right: Side
    score: float | None
    parts: tuple[Part, ...]
    capacites: tuple[Match, ...]
    blocs: tuple[Match, ...]
    crossed: tuple[Match, ...] = ()
    rank: str = "Calculee"
    note: str = (
        "Ressemblance calculée sur les textes et les codes : elle ne donne aucun droit. "
        "Les correspondances déclarées sont dites à part."
    )


@dataclass(frozen=True, slots=True)
class NearBlocs:
    """Two blocs of different certifications that say nearly the same."""

    left: str
    right: str
    score: float
    words: tuple[str, ...]
