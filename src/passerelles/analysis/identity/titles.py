"""The titles of a register, ready to be looked up: by equality, by inclusion, by likeness."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from passerelles.analysis.identity.title import Title, read_title, unaccented

#: How alike two titles must be to be told, of 100.
_ALIKE = 82
#: How many are told, and how many letters of a word tell that it may be the same in another form.
_MOST, _LETTERS = 25, 5
_WORD = re.compile(r"[a-z0-9]{3,}")


@dataclass(frozen=True, slots=True)
class Found:
    """One certification found by its title: `relation` is "égal", "contient", "contenu" or "proche", of 100."""

    iri: str
    relation: str
    likeness: float


class Titles:
    """The titles of many certifications, by the beginnings of their words; only those looked at are read closely."""

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        """The index of pairs of IRI and title; a certification may have several titles."""
        self._titles = sorted(titles)
        self._having: dict[str, list[int]] = defaultdict(list)
        self._count: list[int] = []
        for place, (_, text) in enumerate(self._titles):
            beginnings = _beginnings(text)
            self._count.append(len(beginnings))
            for each in beginnings:
                self._having[each].append(place)

    def find(self, text: str) -> tuple[Found, ...]:
        """The certifications whose titles are equal to this one, contain it, are contained in it or are like it."""
        title = read_title(text)
        found: dict[str, Found] = {}
        for place in self._near(text) if title.words else ():
            iri, other = self._titles[place]
            each = _compared(iri, title, read_title(other))
            if each and (iri not in found or found[iri].likeness < each.likeness):
                found[iri] = each
        ranked = sorted(found.values(), key=lambda each: (-each.likeness, each.iri))
        return tuple(ranked[:_MOST])

    def _near(self, text: str) -> list[int]:
        """The places of the titles that share half of the words, or all of theirs."""
        beginnings = _beginnings(text)
        shared = Counter(place for each in beginnings for place in self._having.get(each, ()))
        return [
            place
            for place, count in shared.items()
            # The words of a kind ("CQP", "titre professionnel") may be two or three of a title.
            if 2 * count >= len(beginnings) or count + 2 >= self._count[place]
        ]


def _compared(iri: str, title: Title, other: Title) -> Found | None:
    from rapidfuzz import fuzz

    mine, its = set(title.words), set(other.words)
    likeness = fuzz.token_sort_ratio(title.text, other.text)
    if sorted(title.words) == sorted(other.words):
        return Found(iri, "égal", 100.0)
    if len(mine) > 1 and mine < its:
        return Found(iri, "contient", max(likeness, _ALIKE))
    if len(its) > 1 and its < mine:
        return Found(iri, "contenu", max(likeness, _ALIKE))
    return Found(iri, "proche", likeness) if likeness >= _ALIKE else None


def _beginnings(text: str) -> set[str]:
    return {word[:_LETTERS] for word in _WORD.findall(unaccented(text))}
