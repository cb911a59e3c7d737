"""Titles of certifications as they are compared: without marks of gender or editorial notes, cut into segments.

« DROIT, ÉCONOMIE, GESTION Mention Marketing Spécialité Vente » has a domaine, a mention and a spécialité; the last
segment says most. « Technicien(ne) » and « TECHNICIEN / TECHNICIENNE » are one word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles.analysis.words import folded, stem, stems

_ENDINGS = (
    "e|ne|nne|se|euse|ere|iere|trice|rice|ice|ante|ienne|enne|le|elle|ve|ive|fe|te|es|s|nes|trices|euses|eres|esse|"
    "[a-z]?euse|[a-z]?iere|[a-z]ere|ee|ees|de|rse|use|re|eure"
)
_GENDER = re.compile(rf"\s?\(\s*-?(?:{_ENDINGS})\s*\)")
_SLASH = re.compile(r"(\w{4,})\s*/\s*-?(?:e|ne|se|euse|ere|iere|trice|rice|ienne|le|ve|te|ice|ante|teuse)\b")
#: What the register's own editors wrote into titles.
_NOTE = re.compile(r"\(?\bfiche (?:incomplete|nationale)\)?")
_SEGMENT = re.compile(
    r"\b(?:mention complementaire|mention|specialites?|parcours(?:-types?)?|options?|domaines?|finalites?|"
    r"a finalite|orientation|dominante|filiere|section|specialisation)\b\s*:?"
)
_SPACED_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_EDGE = " ,;:-.()"
#: Stems that only say what kind of segment or of certification follows, or what nearly all say of themselves.
MARKERS = frozenset(
    stem(word)
    for word in (
        "mention", "specialite", "option", "domaine", "finalite", "parcours", "professionnel", "professionnelle",
        "recherche", "indifferenciee", "cqp", "cqpm", "cqpi",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Title:
    """One title: all its stems, those of its last segment, and its figures and option letters."""

    words: tuple[str, ...]
    specific: tuple[str, ...]
    marks: frozenset[str]


def normalised(text: str) -> str:
    """The title folded, without marks of gender and editorial notes."""
    plain = folded(text)
    for quote in '«»"“”':
        plain = plain.replace(quote, " ")
    plain = _SLASH.sub(r"\1", _GENDER.sub("", plain.replace("–", "-")))
    return _SPACED_THOUSANDS.sub("", _NOTE.sub(" ", plain))


def read_title(text: str) -> Title:
    """The parts of a title that are compared."""
    plain = normalised(text)
    segments = list(_segments(plain))
    telling = [each for each in segments if not each[0].startswith(("domaine", "finalite", "a "))] or segments
    specific = _words(telling[-1][1]) if telling else ()
    return Title(_words(plain), specific, frozenset(re.findall(r"\d+|\b[a-d]\b", plain)))


def _segments(plain: str) -> list[tuple[str, str]]:
    found, start, mark = [], 0, ""
    for match in _SEGMENT.finditer(plain):
        found.append((mark, plain[start : match.start()].strip(_EDGE)))
        mark, start = match.group().rstrip(": "), match.end()
    found.append((mark, plain[start:].strip(_EDGE)))
    return [each for each in found if each[1]]


def _words(plain: str) -> tuple[str, ...]:
    return tuple(word for word in stems(plain) if word not in MARKERS)
