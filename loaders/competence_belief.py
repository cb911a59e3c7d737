"""Which marks of a text are marks: a bullet or a code must lead to what the others of its kind lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from passerelles.loaders.competence_codes import LETTER, ROMAN, Code
from passerelles.loaders.competence_marks import LETTER_SIGNS, OPENING_REACH, PLAIN_SIGNS, Mark
from passerelles.loaders.competence_words import Opening, opening

_CAPITAL = (Opening.ACTION, Opening.NOUN)
_ACTIONS = (Opening.ACTION, Opening.LOWER_ACTION)
_ENDED = (".", ";", ":", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What all marks of a text say together: how often each bullet begins a line or a wide gap, which bullets also
    separate inside lines, and which codes (letters and first number) stand where an item may begin."""

    signs: Counter[str]
    inline: frozenset[str]
    codes: frozenset[tuple[tuple[str, ...], int]]

    def neighboured(self, code: Code) -> bool:
        """True when the code before or after this one also stands where an item may begin."""
        first = code.numbers[0]
        return (code.letters, first - 1) in self.codes or (code.letters, first + 1) in self.codes


def believed(text: str, found: Sequence[Mark]) -> list[Mark]:
    """The marks that are marks; a plain gap always stays, as a candidate. A bullet or code that is none becomes
    part of the words again."""
    evidence = _evidence(found)
    kept: list[Mark] = []
    last: Code | None = None
    for index, mark in enumerate(found):
        if kept and mark.before < kept[-1].start:
            continue  # a blank after a code that was believed
        if mark.bullet in LETTER_SIGNS and (not mark.gap or evidence.signs[mark.bullet] < 2):
            mark.bullet, mark.code, mark.start = "", None, mark.sign_at
            mark.opening = _opening(text, mark.start)
        following = found[index + 1].code if index + 1 < len(found) else None
        if mark.code and not _is_label(text, mark, mark.code, last, following, evidence):
            mark.code, mark.start = None, mark.bare
            mark.opening = _opening(text, mark.start)
        if mark.gap or mark.code or (mark.bullet and _is_bullet(text, mark, evidence)):
            kept.append(mark)
            last = mark.code or last
    return kept


def _opening(text: str, start: int) -> Opening:
    return opening(text, start, min(len(text), start + OPENING_REACH))


def _evidence(found: Sequence[Mark]) -> Evidence:
    signs = Counter(mark.bullet for mark in found if mark.bullet and mark.gap)
    inside = [mark for mark in found if mark.bullet and not mark.gap]
    total = Counter(mark.bullet for mark in inside)
    actions = Counter(mark.bullet for mark in inside if mark.opening in _ACTIONS)
    return Evidence(
        signs,
        frozenset(
            sign
            for sign, count in total.items()
            if actions[sign] >= 0.6 * count and (actions[sign] >= 2 or signs[sign])
        ),
        frozenset((mark.code.letters, mark.code.numbers[0]) for mark in found if mark.code and mark.gap),
    )


def _is_bullet(text: str, mark: Mark, evidence: Evidence) -> bool:
    """True when a bullet inside a line separates items: « - Analyser… - Concevoir… », not « X – le cas échéant – »."""
    if mark.bullet not in PLAIN_SIGNS:
        return True
    ended = text[mark.before - 1] in _ENDED
    used = evidence.signs[mark.bullet] > 0
    if mark.opening in _ACTIONS:
        return mark.bullet in evidence.inline or (ended and (used or mark.opening is Opening.ACTION))
    return mark.opening is Opening.NOUN and ended and used


def _is_label(
    text: str, mark: Mark, code: Code, last: Code | None, following: Code | None, evidence: Evidence
) -> bool:
    """True when a code is the label of an item, not a word of a sentence such as « ISO 9001 » or « niveau B2 »."""
    capital = mark.opening in _CAPITAL
    begins = capital or (code.signed and mark.opening is Opening.LOWER_ACTION)
    sequel = last is not None and code.follows(last)
    chained = following is not None and following.follows(code)
    if mark.gap or mark.bullet:
        if code.letters in ((LETTER,), (ROMAN,)):
            return evidence.neighboured(code)
        if code.ordinal and not code.signed:
            return capital and evidence.neighboured(code)
        return begins or sequel or chained
    if not begins or (code.ordinal and not code.signed):
        return False
    first = chained and code.numbers[-1] <= 1
    return sequel or (first and (mark.opening is Opening.ACTION or text[mark.before - 1] in _ENDED))
