"""Sentences cut into parts: what is aimed at, what was done, what the person can do."""

from __future__ import annotations

import re
from dataclasses import dataclass

BUT, ACQUIS, SAVOIR_FAIRE = "but", "acquis", "savoir-faire"

_PERSON = re.compile(
    r"\bj'|\b(?:je|moi|mon|ma|mes|nous|on|il|elle|ils|elles|mari|femme|fils|fille)(?![\w-])", re.IGNORECASE
)
_LONG = 7
_CUT = re.compile(
    r"[.;!?\n]+(?=\s|$)|\s[-–—]\s|,|\b(?:mais|puis|ensuite|maintenant|aujourd'hui|car|parce que|donc)\b|"
    r"\bet\b(?=\s+(?:j'|(?:je|maintenant|voudrais|veux|souhaite|aimerais|nous|on|il|elle)(?![\w-])))|"
    r"(?=\bpour\s+(?:devenir|être|travailler|diriger|passer|exercer|obtenir)\b)|(?=\bafin\s+de?\b)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:et|ou|ainsi que|comme)\s+", re.IGNORECASE)
_AIM = re.compile(
    r"\b(?:devenir|veux|veut|voudrais|voudrait|souhait\w+|aimerais|aimerait|projet|cherche|recherche|reconver\w+|"
    r"apprendre|former|passer|faudrait|envisage|rêve|préparer|évoluer|pour\s+(?:être|devenir|travailler|diriger|exercer)|"
    r"quelle?s?)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\bje\s+suis\b|\b(?:ai|a)\s+(?:déjà\s+)?(?:été|travaillé|fait|exercé|tenu|occupé)\b|\bétai[st]\b|\bancien(?:ne)?\b|\bdepuis\b|"
    r"\bpendant\b|\bans\b|\bannées?\b|\bexpérience\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence and what it is: `role` is but, acquis or savoir-faire."""

    text: str
    role: str


def is_spoken(text: str) -> bool:
    """Whether somebody speaks of a person."""
    return _PERSON.search(text) is not None


def is_long(text: str) -> bool:
    """Whether a text is too long to be a title for sure."""
    return len(text.split()) >= _LONG


def parts(text: str) -> list[Part]:
    """The parts of a sentence, in their order."""
    pieces = [piece.strip() for piece in _CUT.split(text) if piece]
    return [Part(piece, _role(piece)) for piece in pieces if piece]


def _role(piece: str) -> str:
    if _AIM.search(piece):
        return BUT
    return ACQUIS if _DONE.search(piece) else SAVOIR_FAIRE


def coordinated(part: Part) -> list[Part]:
    """What « et », « ou » join in a part, each with its role."""
    return [Part(piece.strip(), part.role) for piece in _AND.split(part.text) if piece.strip()]
