"""The lines of a picture: what binds two things, by which right, in which words."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.analysis.overlap import Part
from passerelles.analysis.rules import SourceName

OFFICIELLE, CONVENTIONNELLE, CALCULEE = "officielle", "conventionnelle", "calculée"
RANKS = (OFFICIELLE, CONVENTIONNELLE, CALCULEE)
#: How a line of each kind is read, from its start to its end.
WORDS = {
    "bloc": "contient le bloc",
    "capacité": "comprend la capacité",
    "certificateur": "est délivrée par",
    "métier": "mène au métier",
    "spécialité": "relève de la spécialité",
    "formacode": "porte le formacode",
    "correspondance": "donne, par correspondance,",
    "remplacement": "est remplacée par",
    "proche": "est proche de",
    "contenu": "comprend",
    "compte": "compte pour",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line, from the mark `start` to the mark `end`.

    `kind` is a key of `WORDS`, `rank` that of a correspondance and None for what documents compose. `explanation` is
    a French sentence when the words do not say all; `quotes` are sentences of documents, word for word. `score` and
    `parts` belong to what is computed; `iri` to a correspondance.
    """

    start: str
    end: str
    kind: str
    rank: str | None = None
    score: float | None = None
    explanation: str | None = None
    quotes: tuple[str, ...] = ()
    sources: tuple[SourceName, ...] = ()
    parts: tuple[Part, ...] = ()
    iri: str | None = None

    @property
    def words(self) -> str:
        """How it is read from its start to its end, in French."""
        return WORDS[self.kind]
