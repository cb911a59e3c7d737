"""A title reduced to what it is about: without the words of its kind, genders in brackets and little words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from passerelles.analysis.words import folded, stems

#: "Conducteur(trice)", "technicien(ne)", "ajusteur (se)": the ending of the other gender.
_GENDER = re.compile(
    r"(?<=\w)(?:\((?!cqp)[a-zà-ÿ]{1,6}\)|\s\((?:e|se|ne|le|ve|te|euse|trice|rice|[ei]?[eè]re)\))",
    re.IGNORECASE,
)
#: Kinds are written in many ways.
_KINDS = {
    "CQPM": re.compile(r"\bcqpm\b|\bcertificats? de qualification paritaires? de la metallurgie\b"),
    "CQPI": re.compile(
        r"\bcqpi\b|\bcertificats? de qualification professionnelle inter-?\s?branches?\b|\binterbranches?\b"
    ),
    "CQP": re.compile(r"\bcqp\b|\bcertificats? de qualification professionnelle\b"),
    "TP": re.compile(r"^\W*(?:tp|titre professionnel)\b"),
}
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'"})
_DEBRIS = re.compile(r"\(\W*\)|[():;,–—-]")


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a title as stems in their order, and the kinds that the title itself names."""

    words: tuple[str, ...]
    kinds: frozenset[str]

    @property
    def text(self) -> str:
        """The stems in one line, for comparing letter by letter."""
        return " ".join(self.words)


def unaccented(text: str) -> str:
    """The letters of a text in lower case without accents: quicker than `folded`, for whole registers."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return plain.encode("ascii", "ignore").decode().lower()


def read_title(text: str) -> Title:
    """What a title is about, and of which kinds it says to be (CQPM, CQPI, CQP, TP)."""
    plain = folded(_GENDER.sub("", text))
    kinds = set()
    for kind, pattern in _KINDS.items():
        plain, count = pattern.subn(" ", plain)
        if count:
            kinds.add(kind)
    # "CQP … (CQPM)" is a CQPM: the general word adds nothing to the precise one.
    if kinds & {"CQPM", "CQPI"}:
        kinds.discard("CQP")
    return Title(tuple(stems(_DEBRIS.sub(" ", plain))), frozenset(kinds))
