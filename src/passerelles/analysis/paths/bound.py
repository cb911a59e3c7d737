"""How many units a set of items needs at least: the bound that makes the search exact and quick.

For each item there is a set of units of which every way to it acquires one at least. Items whose sets have nothing in
common need one unit each.
"""

from __future__ import annotations

from collections.abc import Iterable

from passerelles.analysis.paths.problem import Problem, Way, reached


class Bound:
    """The lower bound for one problem; sets of units are whole numbers, one bit for each unit."""

    def __init__(self, problem: Problem) -> None:
        self._free = reached(problem.held, problem.ways)
        self._bit = {unit: 1 << place for place, unit in enumerate(sorted(problem.units))}
        # A first round takes any premise of a way; the second follows, for each way, the premise that asks most.
        loose = self._covers(problem.ways, {})
        chosen = {
            way: min(way.needs - self._free, key=lambda item: (loose.get(item, 0).bit_count(), item))
            for way in problem.ways
            if way.needs - self._free
        }
        self._cover = self._covers(problem.ways, chosen)

    def units(self, acquired: Iterable[str]) -> int:
        """The units as one number, for `least`."""
        return sum(self._bit[unit] for unit in acquired)

    def least(self, items: Iterable[str], acquired: int) -> int:
        """How many more units these items need at least, beside those acquired."""
        covers = [self._cover.get(item, 0) for item in items if item not in self._free]
        used, count = acquired, 0
        for cover in sorted(covers, key=lambda cover: (cover.bit_count(), cover)):
            if not cover & used:
                used |= cover
                count += 1
        return count

    def _covers(self, ways: tuple[Way, ...], chosen: dict[Way, str]) -> dict[str, int]:
        """For each item, units of which one at least is acquired whatever the way to it; the least fixed point."""
        covers = dict(self._bit)
        changed = True
        while changed:
            changed = False
            for way in ways:
                needs = way.needs - self._free
                cover = 0
                for item in (chosen[way],) if way in chosen else needs:
                    cover |= covers.get(item, 0)
                for item in way.gives - self._free:
                    if cover | covers.get(item, 0) != covers.get(item, 0):
                        covers[item] = cover | covers.get(item, 0)
                        changed = True
        return covers
