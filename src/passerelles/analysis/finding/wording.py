"""How titles, labels and questions are cut into words: as they are written, folded, and as stems.

Feminine endings in brackets (« Technicien(ne) », « Chargé(e) ») are no words; « T.I.G. » is TIG.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from passerelles.analysis.words import STOP, folded, stem

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
_ENDINGS = (
    "e|es|s|ne|nes|se|ses|ve|ves|fe|fes|le|re|te|ice|rice|rices|trice|trices|euse|euses|teuse|ère|ere|ière|iere|"
    "ienne|ée|ées|que|esse|sse|eure"
)
_FEMININE = re.compile(rf"\s?\((?:{_ENDINGS})\)|(?<=\w)·(?:{_ENDINGS})\b(?:·s\b)?", re.IGNORECASE)
# The letters of an acronym with its dots: « T.I.G. », « C.N », « b. t. s. ».
_DOTTED = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.[ ]?){1,7}(?:[^\W\d_](?![^\W_]))\.?|(?<![^\W_])(?:[^\W\d_]\.){2,7}"
)
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)", re.IGNORECASE)
#: What titles of the register say of the fiche, not of the certification.
_BOILERPLATE = re.compile(r"\(\s?fiches? (?:nationales?|incompl[èe]tes?)\s?\)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as written, folded (lower case, no accents), and where it stands in the text."""

    surface: str
    folded: str
    start: int
    end: int


def cleaned(text: str) -> str:
    """The text without bracketed feminine endings and « (fiche nationale) », its acronyms without their dots."""
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    text = _FEMININE.sub("", _BOILERPLATE.sub(" ", text))
    return _DOTTED.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", text)


def words(text: str) -> list[Word]:
    """The words of a text that `cleaned` has gone over, in their order, elided articles left out."""
    bare = _ELISION.sub(lambda found: " " * len(found[0]), text)
    return [Word(found[0], fold(found[0]), found.start(), found.end()) for found in _WORD.finditer(bare)]


def surfaces(text: str) -> list[str]:
    """The words of any text in lower case with their accents."""
    return [word.lower() for word in _WORD.findall(_ELISION.sub(" ", cleaned(text)))]


@lru_cache(maxsize=400_000)
def fold(word: str) -> str:
    """One word in lower case without accents."""
    return folded(word)


def title_stems(text: str) -> list[str]:
    """The stems of the words of a title in their order, little words left out."""
    return [stem(word) for word in map(fold, surfaces(text)) if word not in STOP]
