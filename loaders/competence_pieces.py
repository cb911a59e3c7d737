"""Which places of a text really begin an item: each kind of mark is judged by what all marks of its kind lead to."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.loaders.competence_belief import believed
from passerelles.loaders.competence_codes import Code
from passerelles.loaders.competence_marks import LINE, Mark, marks
from passerelles.loaders.competence_words import (
    Opening,
    is_acronym,
    is_clause,
    names_a_heading,
    stays_open,
)

_CAPITAL = (Opening.ACTION, Opening.NOUN)
# The source leaves two blanks for a line end and four for a paragraph; a heading between bullets is a paragraph.
_PARAGRAPH = 4
_ENDED = (".", ";", ":", "!", "?", "…")


@dataclass(slots=True)
class Piece:
    """A stretch of the text that stands between two marks that were believed; blanks at its ends are left out."""

    start: int
    end: int
    gap: int
    bullet: str
    code: Code | None
    opening: Opening

    @property
    def look(self) -> object:
        """What makes two pieces look alike: the family of their codes, or their bullet."""
        return self.code.family if self.code else self.bullet


@dataclass(frozen=True, slots=True)
class Habits:
    """How the items of one text usually begin."""

    actions: float  # share of capitals after a mark or gap that begin an action
    lower: float  # share of small letters after a plain gap that begin an action, when no capital does
    step: int  # the narrowest gap before an action
    marked: bool  # bullets or codes are used


def pieces(text: str) -> list[Piece]:
    """The stretches of `text` between believed marks, in order; together they hold every word of it."""
    kept = believed(text, marks(text))
    habits = _habits(kept)
    found: list[Piece] = []
    for index, mark in enumerate(kept):
        limit = kept[index + 1].before if index + 1 < len(kept) else len(text)
        if found and not (mark.bullet or mark.code) and not _breaks(text, found[-1], mark, limit, habits):
            found[-1].end = _trimmed(text, mark.start, limit)
            continue
        piece = Piece(
            mark.start, _trimmed(text, mark.start, limit), mark.gap, mark.bullet, mark.code, mark.opening
        )
        if piece.end > piece.start:
            found.append(piece)
    return found


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\u200c\u200d\u2060\ufeff"):
        end -= 1
    return end


def _habits(kept: list[Mark]) -> Habits:
    capitals = [mark for mark in kept if mark.opening in _CAPITAL]
    actions = sum(mark.opening is Opening.ACTION for mark in capitals)
    plain = [mark for mark in kept if not (mark.bullet or mark.code)]
    small = sum(mark.opening is Opening.LOWER_ACTION for mark in plain)
    widths = [mark.gap for mark in kept[1:] if mark.gap and mark.opening is Opening.ACTION]
    return Habits(
        actions / len(capitals) if capitals else 0.0,
        small / len(plain) if plain and not actions else 0.0,
        min(widths, default=2),
        len(plain) < len(kept),
    )


def _breaks(text: str, before: Piece, mark: Mark, limit: int, habits: Habits) -> bool:
    """True when a plain gap ends what stands before it, false when the sentence goes on after the gap."""
    if _inside_brackets(text, before, mark, limit):
        return False
    ended = text[before.end - 1] in _ENDED
    if not ended and (text[mark.start] == "(" or is_clause(text, mark.start, limit)):
        return False
    if mark.opening is Opening.ACTION:
        if ended or text[before.end - 1] == "," or not stays_open(text, before.start, before.end):
            return True
        return names_a_heading(text, before.start, before.end)
    if mark.opening is Opening.LOWER_ACTION and (habits.lower >= 0.5 or text[before.end - 1] in ";:"):
        return True
    if mark.opening in (Opening.LOWER, Opening.LOWER_ACTION):
        return text[before.end - 1] == ":" or (habits.actions == 0.0 and ended and mark.gap >= LINE)
    if stays_open(text, before.start, before.end) and not names_a_heading(text, mark.start, limit):
        return False
    if ended or mark.gap >= LINE or habits.actions < 0.5 or names_a_heading(text, mark.start, limit):
        return True
    if habits.marked and mark.gap < _PARAGRAPH and text[_trimmed(text, mark.start, limit) - 1] != ":":
        return False
    return mark.gap >= habits.step and not is_acronym(text, mark.start, limit)


_BRACKET_REACH = 600


def _inside_brackets(text: str, before: Piece, mark: Mark, limit: int) -> bool:
    """True when a bracket opened before the gap is closed after it."""
    after = text.find(")", mark.start, limit)
    if after < 0 or text.rfind("(", mark.start, after) >= 0:
        return False
    opened = text.rfind("(", max(before.start, before.end - _BRACKET_REACH), before.end)
    return opened >= 0 and text.find(")", opened, before.end) < 0
