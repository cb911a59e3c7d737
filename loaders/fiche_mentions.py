"""Certifications that a sentence names: « CQPM X (RNCP1234) », « CQP Y (CQPM – CQPI) »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from passerelles.loaders.fiche_titres import named, same_title
from passerelles.loaders.view import View
from passerelles.records import Certification, Ref

#: What a text calls a certification, in folded text.
KIND = (
    r"(?:cqp[mi]?(?:\s*[-/]\s*cqp[mi]?)*|certificats?\s+de\s+qualification\s+(?:professionnelle"
    r"|paritaire)(?:\s+(?:interbranches?|de\s+la\s+metallurgie))?|"
    r"titres?\s+professionnels?|\btp\b|\bbtsa?\b|\bcap\b|\bbep\b|\bdut\b"
    r"|bac(?:calaureat)?\s+pro(?:fessionnel)?|brevets?\s+professionnels?|"
    r"titres?|diplomes?|certifications?(?:\s+professionnelles?)?|certificats?)"
)
#: What points to the certification of the fiche itself.
OWN = rf"(?:(?:ce|cet|cette|le\s+present|la\s+presente)\s+{KIND}|{KIND}\s+presente?)"
NUMBER = re.compile(r"\b(?P<register>rncp|rs)\s*(?:n\s?°\s*)?:?\s*(?P<number>\d{2,6})(?!\d)")
_LEAD = re.compile(
    rf"\s*(?:l[ea]s?\s+|l'|d(?:u|es|e\s+la|e\s+l'|e)\s+|au\s+|aux\s+"
    rf"|a\s+la\s+)?(?:ancien(?:ne)?s?\s+)?(?P<kind>{KIND})\s*(?:(?:intitulee?s?|denommee?s?)\s*)?[:\s]*"
)
_NEXT = re.compile(
    rf"(?:\s*,\s*|\s+et\s+|\s+ainsi\s+que\s+)(?=(?:l[ea]\s+|l'|d(?:u|e\s+la|e\s+l')\s+|au\s+"
    rf"|a\s+la\s+){KIND})"
)
_NUMBER_TAIL = re.compile(
    r"\s*[(,–-]?\s*(?:fiche\s+|code\s+|n\s?°\s*|numero\s+|enregistree?\s+sous\s+le\s+(?:n\s?°|numero"
    r"|code)\s+)*(?:rncp|rs)\s*(?:n\s?°\s*)?:?\s*\d{2,6}\s*[)]?"
)
_WORDS = 20  # a longer run of words is a sentence, not a title


@dataclass(frozen=True, slots=True)
class Mention:
    """One certification named by a text, and the words that name it."""

    ref: Ref
    place: View


def mention_of(part: View) -> Mention | None:
    """What `part` (« CQPM X (RNCP1234) », article and kind first) plainly names, else None."""
    lead = part.match(_LEAD)
    number = part.search(NUMBER)
    if lead is None and number is None:
        return None
    rest = part[lead.end() :] if lead else part
    tail = rest.search(_NUMBER_TAIL) if number else None
    name = (rest[: tail.start()] if tail else rest).strip(" \t\n\"'«»“”’.,;:")
    if name.text.count("(") > name.text.count(")"):
        closing = rest[rest.starts.index(name.starts[0]) : rest.starts.index(name.starts[-1]) + 2]
        name = closing if closing.text.endswith(")") else name
    if len(name.value.split()) > _WORDS or (not name and number is None):
        return None
    kind = part.text[lead.start("kind") : lead.end("kind")] if lead else ""
    return Mention(named(kind, name.value, number), part.strip(" \t\n.,;"))


def mentions_of(part: View) -> Iterator[Mention | None]:
    """Each certification of « du CQP A et du CQP B »; None for one that is not plainly named."""
    for piece in part.split(_NEXT, folded=True):
        yield mention_of(piece)


def is_own(ref: Ref, certification: Certification) -> bool:
    """True when what a text names is the certification of the fiche itself."""
    if ref.number is not None:
        return (ref.register, ref.number) == (certification.register, certification.number)
    return bool(ref.title and certification.title and same_title(ref.title, certification.title.value))
