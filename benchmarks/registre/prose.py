"""Texts of a wished length, made of filler sentences and the labels of a métier."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.registre.chance import Chance
from benchmarks.registre.rome import Metier


def length_around(mean: int, chance: Chance) -> int:
    """A length in characters: most texts are shorter than the mean and a few are five times as long."""
    return int(mean * (0.25 + 3.0 * chance.share() ** 3))


def text(sentences: Sequence[str], metier: Metier, length: int, chance: Chance, gap: str = " ") -> str:
    """Sentences about a métier until `length` is reached, each of them once before any comes again."""
    parts: list[str] = []
    reached = 0
    start = chance.below(len(sentences))
    while reached < length:
        sentence = sentences[(start + len(parts)) % len(sentences)]
        if "{" in sentence:
            sentence = filled(sentence, metier, chance)
        parts.append(sentence)
        reached += len(sentence) + len(gap)
    return gap.join(parts)


def filled(sentence: str, metier: Metier, chance: Chance) -> str:
    """The sentence with labels of the métier in its places."""
    return sentence.format(
        c=lowered(chance.pick(metier.competences).label),
        s=chance.pick(metier.savoirs),
        e=chance.pick(metier.emplois),
        d=metier.domain,
    )


def lowered(label: str) -> str:
    """A label as it reads inside a sentence."""
    return label[0].lower() + label[1:]
