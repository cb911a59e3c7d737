"""Competence statements cut out of the free texts of France compétences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from passerelles.loaders.competence_levels import headings, with_details
from passerelles.loaders.competence_pieces import Piece, pieces
from passerelles.loaders.competence_runs import unrolled

_TAIL = re.compile(r"[\s;,]*[;,]$")


class Kind(StrEnum):
    """What a piece of the text is: a capacité, or a heading above some of them."""

    CAPACITE = "capacite"
    TITRE = "titre"


@dataclass(frozen=True, slots=True)
class Statement:
    """One capacité or heading: `source[start:end]` is its wording without code or bullet; `text` the same,
    whitespace collapsed. A capacité under a bare ordinal has the code `C<n>`; other codes stay as written."""

    start: int
    end: int
    kind: Kind
    code: str | None
    text: str


def statements(text: str) -> tuple[Statement, ...]:
    """The capacités and headings of `text`, in its order, not overlapping; offsets count code points.

    What lies between two of them is codes, bullets, blanks, and the commas and semicolons that separate them.
    """
    found = with_details(text, unrolled(text, pieces(text)))
    if not found:
        return ()
    return tuple(
        _statement(text, piece, Kind.TITRE if heading else Kind.CAPACITE)
        for piece, heading in zip(found, headings(text, found), strict=True)
    )


def _statement(text: str, piece: Piece, kind: Kind) -> Statement:
    end = piece.end
    if text[end - 1] in ";," and (tail := _TAIL.search(text, max(piece.start, end - 20), end)):
        end = max(tail.start(), piece.start + 1)
    code = None
    if piece.code:
        code = piece.code.notation if kind is Kind.CAPACITE else piece.code.written
    return Statement(piece.start, end, kind, code, " ".join(text[piece.start : end].split()))
