"""A search for paths, stripped of its meaning: items held, items to reach, units to acquire, ways between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """All of `needs` together give all of `gives`, for so many steps."""

    name: str
    needs: frozenset[str]
    gives: frozenset[str]
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Reach all of `goal` from `held` by acquiring as few `units` as possible, one step each, then in few steps."""

    held: frozenset[str]
    goal: frozenset[str]
    units: frozenset[str]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """Units that reach the goal, none of them superfluous, and the ways used, each after what it needs."""

    acquired: frozenset[str]
    ways: tuple[Way, ...]

    @property
    def cost(self) -> tuple[int, int]:
        """How many units, then how many steps."""
        return len(self.acquired), len(self.acquired) + sum(way.steps for way in self.ways)


def reached(start: Iterable[str], ways: Iterable[Way]) -> frozenset[str]:
    """All that the ways give from `start`, itself included."""
    had = set(start)
    waiting: dict[str, list[Way]] = {}
    left: dict[Way, int] = {}
    ready: list[Way] = []
    for way in ways:
        missing = way.needs - had
        left[way] = len(missing)
        for item in missing:
            waiting.setdefault(item, []).append(way)
        if not missing:
            ready.append(way)
    while ready:
        for item in ready.pop().gives:
            if item not in had:
                had.add(item)
                for way in waiting.get(item, ()):
                    left[way] -= 1
                    if not left[way]:
                        ready.append(way)
    return frozenset(had)
