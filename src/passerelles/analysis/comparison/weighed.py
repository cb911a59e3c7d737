"""A statement weighed: what each of its words tells, and how it is written there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles.analysis.comparison.generic import FACTOR, generic_places
from passerelles.analysis.comparison.vocabulary import Vocabulary
from passerelles.analysis.words import STOP, acronyms, stem, written

#: What is left of the weight of the verb that a statement begins with: what is done tells less than to what.
_VERB = 0.45
_INFINITIVE = re.compile(r"\w{2,}(?:er|ir|re)")
#: A trade token (TIG, CN, 5S) tells more than a word as rare.
_TRADE = 1.6


@dataclass(frozen=True, slots=True)
class Weighed:
    """The stems of a statement with their weights, the words as written, and which stems are trade tokens."""

    weights: dict[str, float]
    words: dict[str, str]
    trade: frozenset[str]

    @property
    def total(self) -> float:
        """The weight of all its words."""
        return sum(self.weights.values())


def weigh(text: str, vocabulary: Vocabulary) -> Weighed:
    """The statement weighed; words in common turns of phrase keep a fifth of their weight, its first verb half."""
    kept = [(token, word) for token, word in written(text) if token not in STOP]
    stemmed = [stem(token) for token, _ in kept]
    trade = acronyms(text)
    common = generic_places(stemmed) | vocabulary.common_places(stemmed)
    weights: dict[str, float] = {}
    words: dict[str, str] = {}
    for place, (one, (token, word)) in enumerate(zip(stemmed, kept, strict=True)):
        weight = vocabulary.rarity(one) * (_TRADE if token in trade else 1.0)
        if place in common and token not in trade:
            weight *= FACTOR
        elif place == 0 and _INFINITIVE.fullmatch(token):
            weight *= _VERB
        if weight > weights.get(one, 0.0):
            weights[one] = weight
        words.setdefault(one, word)
    return Weighed(weights, words, frozenset(stem(token) for token in trade))
