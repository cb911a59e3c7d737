"""How alike two statements are, and by which words."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.analysis.comparison.answer import Why
from passerelles.analysis.comparison.synonyms import synonymous
from passerelles.analysis.comparison.weighed import Weighed

#: Two words of one family (conduire, conduite; programmer, programmation) count for this share of the lighter one.
_FAMILY = 0.7
#: Letters that two stems of a family have in common at their beginning, and their share of the longer stem.
_ROOT, _SHARE = 4, 0.66
#: How much what one statement has more than the other counts against: 1 = Dice's measure, 0 = inclusion.
_SYMMETRY = 0.65
#: A statement of less weight than this says too little for inclusion to mean anything.
_LIGHT = 12.0
#: From these scores on a match is strong, middling, or worth showing at all; chosen on the annotated sample.
STRONG, MIDDLING, WEAK = 0.6, 0.52, 0.42
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Likeness:
    """The likeness of two statements, from 0 to 1, with the pairs of stems that they share and their weights."""

    score: float
    shared: tuple[tuple[str, str, float], ...]


def likeness(one: Weighed, other: Weighed) -> Likeness:
    """The weight that two statements share, in proportion to what they say."""
    shared = _shared(one, other)
    weight = sum(each[2] for each in shared)
    if not weight:
        return Likeness(0.0, ())
    total, lighter = one.total + other.total, min(one.total, other.total)
    dice = 2 * weight / total
    inclusion = weight / max(lighter, _LIGHT)
    score = _SYMMETRY * dice + (1 - _SYMMETRY) * max(dice, inclusion)
    return Likeness(min(1.0, score), shared)


def _shared(one: Weighed, other: Weighed) -> tuple[tuple[str, str, float], ...]:
    """Stems of both, then words of one family among what is left, heaviest first."""
    found = [
        (stem, stem, (one.weights[stem] + other.weights[stem]) / 2)
        for stem in one.weights
        if stem in other.weights
    ]
    left = sorted(stem for stem in one.weights if stem not in other.weights)
    rest = sorted(stem for stem in other.weights if stem not in one.weights)
    for stem in left:
        kin = next((each for each in rest if _one_family(stem, each)), None)
        if kin is not None:
            rest.remove(kin)
            found.append((stem, kin, _FAMILY * min(one.weights[stem], other.weights[kin])))
    return tuple(sorted(found, key=lambda each: (-each[2], each[0])))


def _one_family(one: str, other: str) -> bool:
    """Whether two stems have one root, or are used for one another."""
    if synonymous(one, other):
        return True
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    if shortest < _ROOT or one[:_ROOT] != other[:_ROOT]:
        return False
    same = next((place for place in range(shortest) if one[place] != other[place]), shortest)
    return same >= _SHARE * longest


def strength(score: float) -> str | None:
    """ "forte", "moyenne", "faible", or None for what is not worth showing."""
    if score >= STRONG:
        return "forte"
    if score >= MIDDLING:
        return "moyenne"
    return "faible" if score >= WEAK else None


def why(one: Weighed, other: Weighed, found: Likeness) -> Why:
    """The reasons of a likeness, in the words of the first statement."""
    trade = tuple(one.words[stem] for stem, _, _ in found.shared if stem in one.trade and stem in other.trade)
    words = tuple(
        one.words[stem] if stem == kin else f"{one.words[stem]} / {other.words[kin]}"
        for stem, kin, _ in found.shared
        if one.words[stem] not in trade
    )[:_SHOWN]
    parts = []
    if words:
        parts.append(f"mots en commun : {', '.join(words)}")
    if trade:
        parts.append(f"{'sigles' if len(trade) > 1 else 'sigle'} en commun : {', '.join(trade)}")
    sentence = " ; ".join(parts)
    return Why(words, trade, f"{sentence[:1].upper()}{sentence[1:]}." if sentence else "")
