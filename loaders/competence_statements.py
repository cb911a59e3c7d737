"""Competence statements cut out of the free texts of France compétences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of the text is: a capacité, or a heading above some of them."""

    CAPACITE = "capacite"
    TITRE = "titre"


@dataclass(frozen=True, slots=True)
class Statement:
    """One capacité or heading: `source[start:end]` is its wording without code or bullet; `text` the same,
    whitespace collapsed."""

    start: int
    end: int
    kind: Kind
    code: str | None
    text: str


MARK = re.compile(
    r"(?:^|(?<=\n)|(?<=\s\s)|(?<=\n[ \t]))"
    r"(?:[-•·*▪–>o](?=\s)\s?|(?P<code>[A-Z]\d*\.?\d+(?:[A-Z.]+\d+)*|\d+(?:\.\d+)+)\s?[.:)-]?\s?|(?P<number>\d{1,2})\s?[.)]\s?)"
    r"|\n|\s\s"
)


def statements(text: str) -> tuple[Statement, ...]:
    """The capacités and headings of `text`, in its order, not overlapping; offsets count code points."""
    found: list[Statement] = []
    start, code = 0, None
    for mark in [*MARK.finditer(text), None]:
        end = mark.start() if mark else len(text)
        wording = text[start:end]
        if words := " ".join(wording.split()):
            first = start + len(wording) - len(wording.lstrip())
            last = start + len(wording.rstrip())
            kind = Kind.TITRE if words.endswith(":") else Kind.CAPACITE
            found.append(Statement(first, last, kind, code, words))
            code = None
        if mark:
            start = mark.end()
            if mark["code"] or mark["number"]:
                code = mark["code"] or f"C{int(mark['number'])}"
    return tuple(found)
