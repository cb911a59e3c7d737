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
#: What is left of the weight of what follows the act itself: its aim, its manner, its circumstances.
_AFTER = 0.35
_TURNING = re.compile(
    r"\b(?:afin d|pour\b|en vue d|dans le (?:but|respect|cadre)|dans l'objectif|de (?:façon|manière) à|permettant|"
    r"répondant|en \w+ant\b|en s'\w+ant\b|à l'aide|au moyen|par le moyen|selon\b|en fonction d|qui\b|tout en\b)",
    re.IGNORECASE,
)
#: Letters of the act that must stand before a turning for it to be one.
_ACT = 18
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
    act = _act(text)
    words_of_act = sum(token not in STOP for token, _ in written(act))
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
        elif place >= words_of_act:
            weight *= _AFTER
        if weight > weights.get(one, 0.0):
            weights[one] = weight
        words.setdefault(one, word)
    return Weighed(weights, words, frozenset(stem(token) for token in trade))


def _act(text: str) -> str:
    """The beginning of a statement that says what is done to what, without aim, manner or circumstances."""
    plain = text.replace("’", "'")
    found = next((each for each in _TURNING.finditer(plain) if each.start() >= _ACT), None)
    return plain[: found.start()] if found else plain
