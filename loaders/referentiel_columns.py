"""Columns laid end to end: where the criteria of a family stop and the expected results begin.

The table of a capacité has four columns. Its text comes column by column: title, conditions, the first family
of criteria, then the results, then the other families. The width at which lines wrap tells which column they
come from: the column of criteria is about twice as wide as that of results.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from passerelles.loaders.referentiel_notes import Line, begins_sentence, ends_sentence, is_continuation

BULLET_LINE = re.compile(r"^\s*(?:[•▪‣●➢➤\ue000-\uf8ff]|[-–*]\s)")
_NARROW = 0.75  # of the width of the column of criteria
_SENTENCE_START = re.compile(r"(?<=[.!?…)])\s+(?=[A-ZÀ-Ý])")
_WIDE_ENOUGH = 50  # below, the column of criteria is itself narrow and tells nothing


@dataclass(frozen=True)
class Cut:
    """The lines of criteria, those of results, and whether the place of the cut is certain."""

    criteria: list[Line]
    results: list[Line]
    certain: bool = True


def column_width(families: Sequence[Sequence[Line]]) -> int:
    """The width at which the column of criteria wraps, in characters; the few widest lines are odd ones."""
    widths = sorted(len(line.text) for lines in families for line in lines)
    return widths[(9 * len(widths)) // 10] if widths else 0


def cut_results(lines: Sequence[Line], width: int) -> Cut:
    """Cut what follows the heading of a family: its criteria, then results if lines begin to wrap early."""
    if width < _WIDE_ENOUGH:
        return Cut(list(lines), [])
    blocks = _blocks(lines)
    for number, start in enumerate(blocks):
        stop = blocks[number + 1] if number + 1 < len(blocks) else len(lines)
        if _wraps_early(lines[start:stop], width):
            return _at(lines, start, certain=number > 0)
    return Cut(list(lines), [])


def _blocks(lines: Sequence[Line]) -> list[int]:
    """Where the runs of lines between blank lines begin."""
    return [index for index, line in enumerate(lines) if index == 0 or line.gap]


def _wraps_early(block: Sequence[Line], width: int) -> bool:
    """True when the lines of a block all stay narrow, and one of them breaks where the next word had room."""
    if any(len(line.text) > _NARROW * width for line in block):
        return False
    for line, following in pairwise(block):
        word = following.text.split()[0]
        listed = BULLET_LINE.match(following.text) or line.text.rstrip().endswith((":", ";", ","))
        early = len(line.text) + 1 + len(word) <= _NARROW * width
        if (
            early
            and word[:1].isalnum()
            and not listed
            and not (ends_sentence(line) and begins_sentence(following))
        ):
            return True
    return False


def _at(lines: Sequence[Line], start: int, *, certain: bool) -> Cut:
    """Cut before line `start`, or inside the line before when its last sentence runs on into the block."""
    if start and is_continuation(lines[start]) and not ends_sentence(lines[start - 1]):
        before = lines[start - 1]
        ends = [match.end() for match in _SENTENCE_START.finditer(before.text)]
        if ends:
            left, right = before.cut(ends[-1])
            return Cut([*lines[: start - 1], left], [right, *lines[start:]], certain=False)
        certain = False
    # A short line alone before the narrow block could belong to either column.
    doubtful = start >= 2 and _stands_apart(lines, start - 1, len(lines[start - 1].text))
    return Cut(list(lines[:start]), list(lines[start:]), certain and not doubtful)


def _stands_apart(lines: Sequence[Line], index: int, length: int) -> bool:
    line = lines[index]
    narrow = length <= max((len(other.text) for other in lines[index + 1 :]), default=0)
    return line.gap and narrow and begins_sentence(line) and ends_sentence(line)


def paragraphs(lines: Sequence[Line], width: int) -> list[list[Line]]:
    """The lines gathered into paragraphs; list items stay with the sentence that introduces them.

    A paragraph ends at a blank line, and where a line that ends a sentence had room for the first word of the
    next one. A line that begins with a small letter continues what precedes. `width` is that of the column, 0
    when the end of a sentence at the end of a line is always the end of a paragraph.
    """
    spaced = _is_double_spaced(lines)
    found: list[list[Line]] = []
    listing = False
    for line in lines:
        bullet = BULLET_LINE.match(line.text) is not None
        if found and _joins(found[-1], line, width, bullet=bullet, listing=listing, spaced=spaced):
            found[-1].append(line)
        else:
            found.append([line])
            listing = False
        listing = listing or line.text.rstrip().endswith(":")
    return found


def _joins(
    paragraph: list[Line], line: Line, width: int, *, bullet: bool, listing: bool, spaced: bool
) -> bool:
    last = paragraph[-1]
    if bullet:
        return listing
    if is_continuation(line) or not any(char.isalnum() for char in line.text):
        return True
    if BULLET_LINE.match(last.text) and line.gap and not spaced:
        return False
    if not ends_sentence(last):
        return spaced or not line.gap or bool(re.search(r"[,\-–(/]$", last.text.rstrip()))
    full = width and len(last.text) + 1 + len(line.text.split()[0]) > width
    return bool(full and begins_sentence(line) and (spaced or not line.gap))


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """True when nearly every line has a blank line before it: blank lines then tell nothing."""
    middle = [line for line in lines[1:] if is_continuation(line)]
    return len(middle) >= 2 and sum(line.gap for line in middle) * 2 > len(middle)
