"""Words counted and stems numbered while a search is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from passerelles.analysis.finding.wording import fold, surfaces
from passerelles.analysis.words import STOP, stem


class VocabularyDraft:
    """The vocabulary of the texts seen so far."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._written: Counter[str] = Counter()
        self._stem_of: dict[str, int] = {}

    def number(self, stem_: str) -> int:
        """The number of a stem, given when it is first met."""
        return self.numbers.setdefault(stem_, len(self.numbers))

    def stems(self, text: str) -> list[int]:
        """The numbers of the stems of a text, little words left out; its words are counted."""
        found = []
        for surface in surfaces(text):
            self._written[surface] += 1
            number = self._stem_of.get(surface)
            if number is None:
                word = fold(surface)
                number = -1 if word in STOP else self.number(stem(word))
                self._stem_of[surface] = number
            if number >= 0:
                found.append(number)
        return found

    def words(self) -> Iterable[tuple[str, int, int, str]]:
        """Folded words in their order: number of the stem, count, and the spelling used most."""
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for surface, count in self._written.items():
            spellings[fold(surface)][surface] += count
        for word, found in sorted(spellings.items()):
            if word not in STOP:
                best = min(found.items(), key=lambda entry: (-entry[1], entry[0]))[0]
                yield word, self.number(stem(word)), sum(found.values()), best
