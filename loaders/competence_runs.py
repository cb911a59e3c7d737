"""Statements that follow each other in one piece of text: after a heading, between semicolons, as sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from passerelles.loaders.competence_pieces import Piece
from passerelles.loaders.competence_words import Opening, names_a_heading, opening, stays_open

_SEMICOLON = re.compile(r"\s*;\s*")
_SENTENCE = re.compile(r"(?<=[.!?…])\s*(?=[A-ZÀ-ÝŒ])")
_RUN_ON = re.compile(r"(?<=[a-zà-ÿœ0-9)»])\s(?=[A-ZÀ-ÝŒ][a-zà-ÿœ'’])")
_COLON = re.compile(r"\s?:\s*(?=\S)")
_LAST_WORD_CAPITAL = re.compile(r"(?:^|[\s'’(])[A-ZÀ-Ý][\w-]*$")
_HEADING_REACH = 200


def unrolled(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those that hold several statements or a heading before its statements replaced by their parts."""
    marked = any(piece.code or piece.bullet for piece in pieces)
    found: list[Piece] = []
    for piece in pieces:
        parts = [piece]
        if not piece.code and not (piece.bullet and len(pieces) > 2):
            parts = _parts(text, piece, lone=len(pieces) <= 2, marked=marked)
        found += parts
    return found


def _parts(text: str, piece: Piece, *, lone: bool, marked: bool) -> list[Piece]:
    head, body = _headed(text, piece)
    cuts = _semicolons(text, body)
    if not cuts and lone:
        cuts = _sentences(text, body)
    if not cuts and not marked:
        cuts = _run_on(text, body)
    if head and not cuts and not _introduces(text, head, body):
        return [piece]
    parts = [head] if head else []
    start = body.start
    for before, after in [*cuts, (body.end, body.end)]:
        if before > start:
            parts.append(_piece(text, start, before, piece if start == piece.start else None))
        start = after
    return parts


def _piece(text: str, start: int, end: int, whole: Piece | None = None) -> Piece:
    if whole:
        return Piece(start, end, whole.gap, whole.bullet, whole.code, whole.opening)
    return Piece(start, end, 0, "", None, opening(text, start, end))


def _headed(text: str, piece: Piece) -> tuple[Piece | None, Piece]:
    """The heading before a colon and what it introduces, when the piece begins so."""
    colon = _COLON.search(text, piece.start, min(piece.end, piece.start + _HEADING_REACH))
    if not colon or colon.end() >= piece.end or text[colon.start() - 1].isdigit():
        return None, piece  # « Bloc 1 : Préparer… » is one heading
    named = names_a_heading(text, piece.start, colon.end())
    if piece.opening is not Opening.NOUN and not named:
        return None, piece
    body = _piece(text, colon.end(), piece.end)
    if body.opening is Opening.ACTION or (named and body.opening is not Opening.LOWER):
        head = Piece(
            piece.start, text.index(":", piece.start) + 1, piece.gap, piece.bullet, None, piece.opening
        )
        return head, body
    return None, piece


def _introduces(text: str, head: Piece, body: Piece) -> bool:
    return names_a_heading(text, head.start, head.end) and body.opening in (
        Opening.ACTION,
        Opening.LOWER_ACTION,
    )


def _semicolons(text: str, body: Piece) -> list[tuple[int, int]]:
    """The semicolons between statements: each part is a capital statement, or each an action in small letters."""
    cuts = _outside_brackets(
        text, body, [found.span() for found in _SEMICOLON.finditer(text, body.start, body.end)]
    )
    if not cuts:
        return []
    kinds = [opening(text, after, body.end) for _, after in cuts if after < body.end]
    capital = (
        kinds
        and all(kind in (Opening.ACTION, Opening.NOUN) for kind in kinds)
        and body.opening <= Opening.NOUN
    )
    if (
        capital
        and (Opening.ACTION in kinds or body.opening is Opening.NOUN)
        and body.opening is not Opening.LOWER_ACTION
    ):
        return cuts
    small = len(kinds) >= 2 and all(kind is Opening.LOWER_ACTION for kind in kinds)
    return cuts if small and body.opening in (Opening.ACTION, Opening.LOWER_ACTION) else []


def _outside_brackets(text: str, body: Piece, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    start, depth = body.start, 0
    for before, after in cuts:
        depth = max(0, depth + text.count("(", start, before) - text.count(")", start, before))
        start = before
        if depth == 0:
            kept.append((before, after))
    return kept


def _sentences(text: str, body: Piece) -> list[tuple[int, int]]:
    """The ends of sentences when every sentence is an action: « Analyser… . Concevoir… . »"""
    cuts = [found.span() for found in _SENTENCE.finditer(text, body.start, body.end)]
    every = all(opening(text, after, body.end) is Opening.ACTION for _, after in cuts)
    return cuts if cuts and every and body.opening is Opening.ACTION else []


def _run_on(text: str, body: Piece) -> list[tuple[int, int]]:
    """The places where an action begins with a capital and nothing ends what stands before it."""
    if body.opening is not Opening.ACTION:
        return []
    cuts: list[tuple[int, int]] = []
    start = body.start
    for found in _RUN_ON.finditer(text, body.start, body.end):
        before, after = found.span()
        if opening(text, after, body.end) is not Opening.ACTION or stays_open(text, start, before):
            continue
        if _LAST_WORD_CAPITAL.search(text, max(start, before - 30), before) and " " in text[start:before]:
            continue
        cuts.append((before, after))
        start = after
    return cuts
