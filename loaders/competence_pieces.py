"""Which places of a text really begin an item: each kind of mark is judged by what all marks of its kind lead to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from passerelles.loaders.competence_codes import Code
from passerelles.loaders.competence_marks import LINE, Mark, marks
from passerelles.loaders.competence_words import Opening, is_acronym, names_a_heading, opening, stays_open

_PLAIN_SIGNS = "-‐‑‒–—−_*>+"
_LETTER_SIGNS = "oüØqvl"
_CAPITAL = (Opening.ACTION, Opening.NOUN)
_ACTIONS = (Opening.ACTION, Opening.LOWER_ACTION)
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
    believed = _believed(marks(text), text)
    habits = _habits(believed)
    found: list[Piece] = []
    for index, mark in enumerate(believed):
        limit = believed[index + 1].before if index + 1 < len(believed) else len(text)
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


def _believed(found: list[Mark], text: str) -> list[Mark]:
    """The marks that are marks: a plain gap always stays a candidate, a bullet or code must fit its kind."""
    signs = Counter(mark.bullet for mark in found if mark.bullet and mark.gap)
    inline = _inline_signs(found, signs)
    families = Counter(mark.code.family for mark in found if mark.code and mark.gap)
    believed: list[Mark] = []
    last: Code | None = None
    for index, mark in enumerate(found):
        if believed and mark.before < believed[-1].start:
            continue  # a blank after a code that was believed
        following = found[index + 1] if index + 1 < len(found) else None
        if mark.bullet in _LETTER_SIGNS and mark.bullet and (not mark.gap or signs[mark.bullet] < 2):
            mark.bullet, mark.code, mark.start = "", None, mark.sign_at
            mark.opening = opening(text, mark.start, min(len(text), mark.start + 80))
        if mark.code and not _believed_code(mark, mark.code, last, families, following, text):
            mark.code, mark.start = None, mark.bare
            mark.opening = opening(text, mark.start, min(len(text), mark.start + 80))
        if mark.bullet and not mark.gap and not mark.code and not _believed_sign(mark, inline, signs, text):
            continue
        if mark.gap or mark.bullet or mark.code:
            believed.append(mark)
            last = mark.code or last
    return believed


def _inline_signs(found: list[Mark], signs: Counter[str]) -> frozenset[str]:
    """The bullets that also separate inside lines: most of what follows them there is an action."""
    total: Counter[str] = Counter()
    actions: Counter[str] = Counter()
    for mark in found:
        if mark.bullet and not mark.gap:
            total[mark.bullet] += 1
            actions[mark.bullet] += mark.opening in _ACTIONS
    return frozenset(
        sign
        for sign, count in total.items()
        if actions[sign] >= 0.6 * count and (actions[sign] >= 2 or signs[sign])
    )


def _believed_sign(mark: Mark, inline: frozenset[str], signs: Counter[str], text: str) -> bool:
    if mark.bullet not in _PLAIN_SIGNS:
        return True
    ended = text[mark.before - 1] in _ENDED
    if mark.opening in _ACTIONS:
        return mark.bullet in inline or (ended and (mark.opening is Opening.ACTION or signs[mark.bullet] > 0))
    return mark.opening is Opening.NOUN and ended and signs[mark.bullet] > 0


def _believed_code(
    mark: Mark,
    code: Code,
    last: Code | None,
    families: Counter[tuple[tuple[str, ...], int]],
    following: Mark | None,
    text: str,
) -> bool:
    """True when a code is the label of an item, not a word of a sentence such as « ISO 9001 » or « niveau B2 »."""
    capital = mark.opening in _CAPITAL
    sequel = last is not None and code.follows(last)
    chained = following is not None and following.code is not None and following.code.follows(code)
    if mark.gap or mark.bullet:
        if code.letters == ("a)",):
            return sequel or chained
        if code.ordinal and not code.signed:
            return capital and (sequel or (code.numbers == (1,) and families[code.family] > 1))
        return capital or sequel or chained or (code.signed and mark.opening is Opening.LOWER_ACTION)
    if not (capital or (code.signed and mark.opening is Opening.LOWER_ACTION)):
        return False
    if code.ordinal and not code.signed:
        return False
    return sequel or (chained and code.numbers[-1] <= 1 and text[mark.before - 1] in _ENDED)


def _habits(believed: list[Mark]) -> Habits:
    capitals = [mark for mark in believed if mark.opening in _CAPITAL]
    actions = sum(mark.opening is Opening.ACTION for mark in capitals)
    plain = [mark for mark in believed if not (mark.bullet or mark.code)]
    small = sum(mark.opening is Opening.LOWER_ACTION for mark in plain)
    widths = [mark.gap for mark in believed[1:] if mark.gap and mark.opening is Opening.ACTION]
    return Habits(
        actions / len(capitals) if capitals else 0.0,
        small / len(plain) if plain and not actions else 0.0,
        min(widths, default=2),
        len(plain) < len(believed),
    )


def _breaks(text: str, before: Piece, mark: Mark, limit: int, habits: Habits) -> bool:
    """True when a plain gap ends what stands before it, false when the sentence goes on after the gap."""
    if _inside_brackets(text, before, mark, limit):
        return False
    ended = text[before.end - 1] in _ENDED
    if mark.opening is Opening.ACTION:
        return ended or text[before.end - 1] == "," or not stays_open(text, before.start, before.end)
    if mark.opening is Opening.LOWER_ACTION and (habits.lower >= 0.5 or text[before.end - 1] in ";:"):
        return True
    if mark.opening in (Opening.LOWER, Opening.LOWER_ACTION):
        return text[before.end - 1] == ":" or (habits.actions == 0.0 and ended and mark.gap >= LINE)
    if stays_open(text, before.start, before.end) and not names_a_heading(text, mark.start, limit):
        return False
    if ended or mark.gap >= LINE or habits.actions < 0.5 or names_a_heading(text, mark.start, limit):
        return True
    return mark.gap >= habits.step and not is_acronym(text, mark.start, limit)


_BRACKET_REACH = 600


def _inside_brackets(text: str, before: Piece, mark: Mark, limit: int) -> bool:
    """True when a bracket opened before the gap is closed after it."""
    after = text.find(")", mark.start, limit)
    if after < 0 or text.rfind("(", mark.start, after) >= 0:
        return False
    opened = text.rfind("(", max(before.start, before.end - _BRACKET_REACH), before.end)
    return opened >= 0 and text.find(")", opened, before.end) < 0
