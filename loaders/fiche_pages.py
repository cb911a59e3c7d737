"""What pages repeat at their heads and feet: printed by a program around the document, no part of its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass

from passerelles.loaders.view import View, join

_ENDS = 2  # lines at each end of a page that may be furniture
_TITLE = re.compile(
    r"\s*(?:(?:le\s+)?repertoire\s+national\s+des\s+certifications\s+professionnelles"
    r"|resume\s+descriptif\s+de\s+la\s+certification)\b"
)
_BARE_PAGE = re.compile(r"\W*(?:page\W*)?\d{1,3}\W*(?:(?:/|sur|of)\W*\d{1,3})?\W*")


@dataclass(frozen=True, slots=True)
class Pages:
    """A text without its page furniture; of the lines taken out, those said once and their repetitions."""

    text: View
    said: tuple[View, ...] = ()
    repeated: tuple[View, ...] = ()


def pages_of(view: View) -> Pages:
    """The text without the lines that most pages begin or end with, figures apart, nor its title said again."""
    lines = view.lines()
    keys = [re.sub(r"\d+", "#", " ".join(line.folded.split())) for line in lines]
    furniture = _furniture(view, lines, keys)
    kept: list[View] = []
    said: dict[str, View] = {}
    repeated: list[View] = []
    titles: set[str] = set()
    for place, line in enumerate(lines):
        words = " ".join(line.folded.split())
        if words in titles:
            repeated.append(line)
        elif place in furniture and place > furniture[place]:
            first = keys[place] not in said and furniture[place] < 0
            if first:
                said[keys[place]] = line.strip()
            else:
                repeated.append(line)
        else:
            kept.append(line)
        if line.match(_TITLE):
            titles.add(words)
    return Pages(join(kept) if len(kept) < len(lines) else view, tuple(said.values()), tuple(repeated))


def _furniture(view: View, lines: list[View], keys: list[str]) -> dict[int, int]:
    """The lines that are furniture, each with the line that says it first at the head of a page, -1 for a foot."""
    pages: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if line and view.page_starts:
            pages[bisect_right(view.page_starts, line.span.start)].append(place)
    found: dict[int, int] = {}
    for ends in (
        [places[:_ENDS] for places in pages.values()],
        [places[-_ENDS:] for places in pages.values()],
    ):
        head = ends == [places[:_ENDS] for places in pages.values()]
        counts = Counter(key for places in ends for key in {keys[place] for place in places})
        for place in (place for places in ends for place in places):
            count = counts[keys[place]]
            # A title, a date, an address: a line of the text itself seldom ends two pages with the same words.
            if count < 2 or count * 2 <= len(pages) or _BARE_PAGE.fullmatch(keys[place].replace("#", "1")):
                continue
            first = next(other for places in ends for other in places if keys[other] == keys[place])
            found.setdefault(place, first if head else -1)
    return found
