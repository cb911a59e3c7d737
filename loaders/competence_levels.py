"""Which pieces of a list are statements, which are headings above them and which are details of one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from passerelles.loaders.competence_codes import LETTER
from passerelles.loaders.competence_pieces import Piece
from passerelles.loaders.competence_words import Opening, is_clause, names_a_heading, stays_open

_ACTIONS = (Opening.ACTION, Opening.LOWER_ACTION)
_LONG_HEADING = 160


def with_details(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, the details of a statement (a list after its colon, a dash clause) joined to it."""
    regular = _colons_are_regular(text, pieces)
    actions = sum(piece.opening is Opening.ACTION for piece in pieces) * 2 >= len(pieces)
    found: list[Piece] = []
    child: tuple[object, Opening] | None = None  # the look of the details that the last statement takes in
    for piece in pieces:
        if found and _is_detail(text, found[-1], piece, child, actions=actions, regular=regular):
            child = child or (piece.look, piece.opening)
            found[-1].end = piece.end
            continue
        child = None
        found.append(piece)
    return found


def _colons_are_regular(text: str, pieces: Sequence[Piece]) -> bool:
    """True when every capital action ends with a colon before its small-letter ones: two levels, not a detail."""
    upper = [piece for piece in pieces if piece.opening is Opening.ACTION]
    return bool(upper) and all(text[piece.end - 1] == ":" for piece in upper)


def _is_detail(
    text: str,
    before: Piece,
    piece: Piece,
    child: tuple[object, Opening] | None,
    *,
    actions: bool,
    regular: bool,
) -> bool:
    if piece.code and piece.code.letters != (LETTER,):
        return False
    if child:
        look, kind = child
        if piece.look != look:
            return False
        return piece.opening is kind or piece.opening not in _ACTIONS or before.look != look
    if before.opening not in _ACTIONS and not before.code:
        return False
    colon = text[before.end - 1] == ":"
    if colon and not names_a_heading(text, before.start, before.end):
        if piece.look != before.look and stays_open(text, before.start, _before_colon(text, before)):
            return True
        if piece.opening in (Opening.LOWER, Opening.NOUN):
            return True
        return piece.opening is Opening.LOWER_ACTION and before.opening is Opening.ACTION and not regular
    if before.code and piece.bullet and piece.look != before.look:
        return piece.opening in (Opening.LOWER, Opening.NOUN)
    if piece.opening is not Opening.LOWER or not piece.bullet:
        return False
    return actions and (piece.look != before.look or is_clause(text, piece.start, piece.end))


def _before_colon(text: str, piece: Piece) -> int:
    return piece.start + len(text[piece.start : piece.end - 1].rstrip())


def headings(text: str, pieces: Sequence[Piece]) -> list[bool]:
    """For each piece, whether it is a heading."""
    upper = _upper_looks(text, pieces)
    actions = sum(piece.opening in _ACTIONS for piece in pieces)
    mostly = actions * 2 >= len(pieces)
    dotless = _dotless_headings(text, pieces)
    found: list[bool] = []
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        found.append(
            following is not None
            and (
                index in dotless
                or piece.look in upper
                or (
                    piece.code is not None
                    and following.code is not None
                    and following.code.extends(piece.code)
                )
                or _introduces(text, piece, following, mostly=mostly)
            )
        )
    if all(found[:-1]) and len(found) > 1 and names_a_heading(text, pieces[-1].start, pieces[-1].end):
        return [False] * len(found)
    return found


def _introduces(text: str, piece: Piece, following: Piece, *, mostly: bool) -> bool:
    """True when a piece only says what comes next: a colon at its end, a title before actions."""
    if text[piece.end - 1] == ":":
        return True
    if piece.code or piece.end - piece.start > _LONG_HEADING or text[piece.end - 1] in ".;,":
        return False
    inner = following.opening in _ACTIONS or (following.look != "" and piece.look == "")
    if names_a_heading(text, piece.start, piece.end) and piece.opening not in _ACTIONS:
        return inner
    wording = text[piece.start : piece.end]
    if wording.isupper() and len(wording) > 6 and not text[following.start : following.end].isupper():
        return True
    return mostly and not piece.bullet and piece.opening is Opening.NOUN and inner and " " in wording


def _upper_looks(text: str, pieces: Sequence[Piece]) -> frozenset[object]:
    """The looks of which every piece stands directly above pieces of another look: the upper of two levels."""
    above: dict[object, int] = {}
    below: dict[object, int] = {}
    broken: set[object] = set()
    for index, piece in enumerate(pieces):
        below[piece.look] = below.get(piece.look, 0) + 1
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if following is None or following.look == piece.look or not _lies_below(following):
            broken.add(piece.look)
        else:
            above[piece.look] = above.get(piece.look, 0) + 1
    found = set()
    for look, count in above.items():
        if look in broken or len(pieces) - below[look] <= count:
            continue
        plain_first = look == "" and count < 2
        if not plain_first and (look != "" or _first_action_look(pieces) == look):
            found.add(look)
    return frozenset(found)


def _lies_below(piece: Piece) -> bool:
    return piece.opening in _ACTIONS or piece.code is not None


def _first_action_look(pieces: Sequence[Piece]) -> object:
    return next((piece.look for piece in pieces if piece.opening in _ACTIONS), None)


def _dotless_headings(text: str, pieces: Sequence[Piece]) -> frozenset[int]:
    """The pieces without a full stop, above two or more with one each, when a text has several such groups."""
    if len(pieces) < 5 or any(piece.code or piece.bullet for piece in pieces):
        return frozenset()
    dots = [text[piece.end - 1] == "." for piece in pieces]
    bare = [index for index, dot in enumerate(dots) if not dot]
    if len(bare) < 2 or bare[0] != 0 or bare[-1] >= len(pieces) - 2:
        return frozenset()
    lengths = [piece.end - piece.start for piece in pieces]
    usual = sorted(length for length, dot in zip(lengths, dots, strict=True) if dot)[: len(pieces) // 2]
    spaced = all(after - before > 2 for before, after in pairwise(bare))
    return frozenset(bare) if spaced and max(lengths[index] for index in bare) < usual[-1] else frozenset()
