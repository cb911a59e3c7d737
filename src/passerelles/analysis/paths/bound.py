"""How many units and steps a set of items needs at least: the bound that makes the search exact and quick.

For each item there is a set of units of which every way to it acquires one at least. Items whose sets have nothing in
common need one unit each. Likewise for steps, with what can be done last for each item: acquire it, or take a way.
"""

from __future__ import annotations

from collections.abc import Iterable

from passerelles.analysis.paths.problem import Problem, Way, reached


class Bound:
    """The lower bounds for one problem; sets are whole numbers, one bit for each unit or way."""

    def __init__(self, problem: Problem) -> None:
        self._free = reached(problem.held, problem.ways)
        self._bit = {unit: 1 << place for place, unit in enumerate(sorted(problem.units))}
        self._way = {way.name: 1 << place for place, way in enumerate(problem.ways, start=len(self._bit))}
        # A first round takes any premise of a way; the second follows, for each way, the premise that asks most.
        loose = _covers(problem.ways, self._bit, self._free, {})
        chosen = {
            way: min(way.needs - self._free, key=lambda item: (loose.get(item, 0).bit_count(), item))
            for way in problem.ways
            if way.needs - self._free
        }
        self._units = _covers(problem.ways, self._bit, self._free, chosen)
        self._acts = self._last_acts(problem, chosen)

    def least(self, items: frozenset[str], acquired: Iterable[str], ways: Iterable[str]) -> tuple[int, int]:
        """How many more units these items need at least, beside those acquired and the ways taken; how many steps."""
        done = sum(self._bit[unit] for unit in acquired)
        units = _apart([self._units.get(item, 0) for item in items if item not in self._free], done)
        # An act that is done may be all that an item still waited for.
        done |= sum(self._way[way] for way in ways)
        acts = _apart([self._acts[item] for item in items if self._acts.get(item)], done)
        return units, max(units, acts)

    def _last_acts(self, problem: Problem, chosen: dict[Way, str]) -> dict[str, int]:
        """For each item, acts of which one at least is done for it; a way of no steps passes on those of a premise."""
        acts = dict(self._bit)
        unknown: set[str] = set()
        for way in problem.ways:
            for item in way.gives:
                if way.steps:
                    acts[item] = acts.get(item, 0) | self._way[way.name]
                elif way not in chosen:
                    unknown.add(item)
        silent = tuple(way for way in problem.ways if not way.steps and way in chosen)
        found = _covers(silent, acts, frozenset(), chosen)
        # What may be had for no step at all, or through such an item, needs none for certain.
        while more := {item for way in silent if chosen[way] in unknown for item in way.gives} - unknown:
            unknown |= more
        return {item: mask for item, mask in found.items() if item not in unknown}


def _apart(sets: list[int], used: int) -> int:
    """How many of these sets have nothing in common with each other nor with those used, smallest first."""
    count = 0
    for each in sorted(sets, key=int.bit_count):
        if not each & used:
            used |= each
            count += 1
    return count


def _covers(
    ways: tuple[Way, ...], start: dict[str, int], free: frozenset[str], chosen: dict[Way, str]
) -> dict[str, int]:
    """For each item its own set and those of the premises that ways to it hang on; the least fixed point."""
    covers = dict(start)
    changed = True
    while changed:
        changed = False
        for way in ways:
            cover = 0
            for item in (chosen[way],) if way in chosen else way.needs - free:
                cover |= covers.get(item, 0)
            for item in way.gives - free:
                if cover | covers.get(item, 0) != covers.get(item, 0):
                    covers[item] = cover | covers.get(item, 0)
                    changed = True
    return covers
