"""Who replaces whom: chains, merges and splits, told by both ends."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from benchmarks.registre.chance import Chance
from benchmarks.registre.figures import BEFORE_2020_11, MERGES, SPLITS, SUCCESSIONS_BEFORE, SUCCESSIONS_SINCE
from benchmarks.registre.sketch import Sketch

#: A registration lasts some years: a fiche replaces one that is older by this share of the register, at least.
_APART = 0.06
_TRIES = 6


def successions(seed: int, fiches: list[Sketch]) -> list[Sketch]:
    """The fiches of one register, oldest first, with what they replace and what replaces them.

    A fiche keeps the line, the kind and the métiers of the first one that it replaces.
    """
    chance = Chance(seed, "successions", fiches[0].register)
    old: dict[int, list[int]] = {}
    new: dict[int, list[int]] = defaultdict(list)
    ends: list[int] = []  # fiches that nothing has replaced yet
    found: list[Sketch] = []
    for place, each in enumerate(fiches):
        share = SUCCESSIONS_BEFORE if each.age < BEFORE_2020_11 else SUCCESSIONS_SINCE
        if chance.happens(share):
            first = _take(ends, fiches, each.age, chance)
            if first is not None:
                old[place] = [first]
                for _ in range(1 + chance.below(2) if chance.happens(MERGES) else 0):
                    other = _take(ends, fiches, each.age, chance)
                    old[place] += [] if other is None else [other]
                if chance.happens(SPLITS):
                    ends.append(first)  # a second one will replace it too
                for other in old[place]:
                    new[other].append(place)
                one = found[first]
                each = replace(each, line=one.line, kind=one.kind, rome=one.rome)
        found.append(each)
        ends.append(place)
    return [
        replace(
            each,
            replaces=tuple(fiches[other].name for other in sorted(set(old.get(place, ())))),
            replaced_by=tuple(fiches[other].name for other in sorted(set(new.get(place, ())))),
        )
        for place, each in enumerate(found)
    ]


def _take(ends: list[int], fiches: list[Sketch], age: float, chance: Chance) -> int | None:
    """Take one open end that is old enough, or none when a few tries find none."""
    for _ in range(_TRIES):
        if not ends:
            return None
        at = chance.below(len(ends))
        if fiches[ends[at]].age < age - _APART:
            ends[at], ends[-1] = ends[-1], ends[at]
            return ends.pop()
    return None
