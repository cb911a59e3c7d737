"""Words that nobody knows, read as words of the graph: typing mistakes, words written as they sound, run together."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"eaux?|aux?", "o"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"qu|q|ck|ch(?=r|l|n)|c(?=[aoulrt]|$)", "k"),
        (r"sc(?=[eiy])|c(?=[eiy])|ss|tion", lambda found: "sion" if found[0] == "tion" else "s"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"y", "i"),
        (r"ain|ein|in(?![aeiouy])|im(?=[pb])", "5"),
        (r"en(?![aeiouyn])|an(?![aeiouyn])|em(?=[pb])|am(?=[pb])", "1"),
        (r"er$|ez$|ee$", "9"),
        (r"ai|ei", "e"),
        (r"oe?u", "u"),
        (r"h", ""),
        (r"([a-z])\1", r"\1"),
        (r"(?<=\w\w)[estxd]+$", ""),
    )
)


#: A word used less often than that is hardly what was meant, but in a small graph, which says every word seldom.
_RARE = 6
_SMALL = 2000
_SHORT = 4
#: What a correction may cost for each letter: beyond, the word is one that the graph does not have.
_DEAREST = 0.27


@dataclass(frozen=True, slots=True)
class Correction:
    """A known word (or several) that a word of the question may mean, and how likely, at most 1."""

    words: tuple[str, ...]
    weight: float


def sound(word: str) -> str:
    """How a folded word sounds, roughly: words that are written differently but sound alike have one sound."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word


class Speller:
    """Corrections out of the words of a graph and how often each is used."""

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        self._counts = {word: count for word, count in counts if len(word) > 2}
        self._rare = _RARE if len(self._counts) > _SMALL else 1
        self._lengths: dict[int, list[str]] = defaultdict(list)
        self._sounds: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._counts):
            if word.isalpha():
                self._lengths[len(word)].append(word)
                self._sounds[sound(word)].append(word)

    def corrections(self, word: str, limit: int = 3) -> list[Correction]:
        """The known words likeliest to be meant by a word that is not known, best first.

        Numbers, and words with digits or of at most four letters, are never corrected.
        """
        if len(word) <= _SHORT or not word.isalpha():
            return []
        near = 1 if len(word) <= 5 else 2 if len(word) <= 7 else 3
        found: dict[str, float] = {}
        for length in range(len(word) - near, len(word) + near + 1):
            choices = self._lengths.get(length, [])
            for known, distance, _ in process.extract(
                word, choices, scorer=OSA.distance, score_cutoff=near, limit=12
            ):
                found[known] = self._cost(word, known, distance)
        heard = sound(word)
        for known in self._sounds.get(heard, ()):
            if abs(len(known) - len(word)) <= 4:
                found[known] = min(found.get(known, 9.0), self._cost(word, known, 0.8))
        ranked = sorted(found.items(), key=lambda entry: (entry[1], entry[0]))[:limit]
        best = ranked[0][1] if ranked else 0.0
        read = [
            Correction((known,), max(0.3, 0.95 - 0.25 * (cost - best) - 0.04 * place))
            for place, (known, cost) in enumerate(ranked)
            if cost <= best + 1.2 and cost <= _DEAREST * len(word)
        ]
        cut = self._cut(word)
        if cut and (not ranked or best > 0.7):
            return [Correction(cut, 0.9), *read]
        return read

    def _cost(self, word: str, known: str, distance: float) -> float:
        cost = distance - 0.16 * math.log1p(self._counts[known])
        if self._counts[known] < self._rare:
            cost += 0.6
        if word[0] != known[0]:
            cost += 0.5
        elif word[:3] == known[:3]:
            cost -= 0.25
        if word[-2:] == known[-2:]:
            cost -= 0.3
        if sound(word) == sound(known):
            cost -= 0.4
        return cost

    def _cut(self, word: str) -> tuple[str, str] | None:
        """The two known words that are written as one (« aidesoignante »), the commonest pair."""
        pairs = [
            (min(self._counts.get(word[:cut], 0), self._counts.get(word[cut:], 0)), cut)
            for cut in range(3, len(word) - 2)
        ]
        count, cut = max(pairs, default=(0, 0))
        return (word[:cut], word[cut:]) if count and count >= self._rare else None
