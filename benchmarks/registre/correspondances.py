"""The correspondances that fiches declare: blocs recognised in other fiches, in the shapes of the extracts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from benchmarks.registre.chance import Chance, Wheel
from benchmarks.registre.sketch import Link, Sketch

#: Share of the RNCP fiches with blocs and published since 2022 that declare some (3 of 5 in the extracts, which
#: were chosen for having them).
_SHARE = 0.35
_SINCE = 2022
#: Those towards the certification it replaces are few; towards others of the same métier there may be twenty.
_MANY = 0.3
_MOST_TO_NEAR = 19
#: How many of the 25 correspondances of the extracts have each shape: one bloc to one, several to one, one to
#: several, several to several, one bloc to an RS fiche, whole to whole.
_shapes = Wheel((15, 2, 4, 1, 2, 1))


def correspondances(seed: int, fiches: list[Sketch]) -> list[Sketch]:
    """The fiches with their correspondances, towards fiches that exist and blocs that they have."""
    by_name = {each.name: each for each in fiches}
    near: dict[int, list[Sketch]] = defaultdict(list)
    recognised: list[Sketch] = []
    for each in fiches:
        if each.register == "RS":
            recognised.append(each)
        elif each.blocs:
            near[each.rome[0]].append(each)
    chance = Chance(seed, "correspondances")
    found = []
    for each in fiches:
        if each.blocs and each.created.year >= _SINCE and chance.happens(_SHARE):
            old = [by_name[name] for name in each.replaces]
            others = [one for one in near[each.rome[0]] if one is not each]
            links = _links(each, old, others, recognised, chance)
            each = replace(each, links=tuple(dict.fromkeys(links)))
        found.append(each)
    return found


def _links(
    each: Sketch, old: list[Sketch], near: list[Sketch], recognised: list[Sketch], chance: Chance
) -> list[Link]:
    links = [_link(each, one, recognised, chance) for one in old for _ in range(1 + chance.below(each.blocs))]
    if near and chance.happens(_MANY):
        links += [
            _link(each, chance.pick(near), recognised, chance)
            for _ in range(chance.between(1, _MOST_TO_NEAR))
        ]
    return links


def _link(each: Sketch, other: Sketch, recognised: list[Sketch], chance: Chance) -> Link:
    shape = _shapes.turn(chance)
    one = (chance.between(1, each.blocs),)
    several = tuple(chance.some(range(1, each.blocs + 1), chance.between(2, 3)))
    if shape == 4 and recognised:
        return Link(one, chance.pick(recognised).name, ())
    if shape == 5 or not other.blocs:
        return Link((), other.name, ())
    theirs = (chance.between(1, other.blocs),)
    more = tuple(chance.some(range(1, other.blocs + 1), 2))
    return Link(several if shape in (1, 3) else one, other.name, more if shape in (2, 3) else theirs)
