"""Draws that are the same on every machine, and the sharing out of a total."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws from a seed, by `Random.random()` alone: its sequence is the only one that Python promises to keep."""

    __slots__ = ("_next",)

    def __init__(self, *seed: object) -> None:
        self._next = Random("/".join(map(str, seed))).random

    def share(self) -> float:
        """A number from 0 to 1, 1 excluded."""
        return self._next()

    def below(self, end: int) -> int:
        """An integer from 0 to `end`, excluded."""
        return int(self._next() * end)

    def between(self, first: int, last: int) -> int:
        """An integer from `first` to `last`, both included."""
        return first + int(self._next() * (last - first + 1))

    def happens(self, probability: float) -> bool:
        """True that often."""
        return self._next() < probability

    def pick(self, items: Sequence[T]) -> T:
        """One item."""
        return items[int(self._next() * len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """That many different places of `items`, in their order; all of them when there are fewer."""
        if count >= len(items):
            return list(items)
        places: set[int] = set()
        while len(places) < count:
            places.add(self.below(len(items)))
        return [items[place] for place in sorted(places)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        left = list(items)
        for last in range(len(left) - 1, 0, -1):
            other = self.below(last + 1)
            left[last], left[other] = left[other], left[last]
        return left


class Wheel:
    """A choice among 0, 1, 2… by weight."""

    __slots__ = ("_reached", "_total")

    def __init__(self, weights: Sequence[float]) -> None:
        self._reached = list(accumulate(weights))
        self._total = self._reached[-1]

    def turn(self, chance: Chance) -> int:
        """The position that comes out."""
        return bisect(self._reached, chance.share() * self._total)


def apportion(
    total: int, weights: Sequence[float], least: int = 0, most: Sequence[int] | None = None
) -> list[int]:
    """Shares of `total` by weight, at least `least` each and none above its `most`; they sum up to `total`.

    A weight of 0 takes nothing. When the limits leave no room for `total`, the shares stop at the limits.
    """
    shares = [least if weight > 0 else 0 for weight in weights]
    room = [(most[place] if most else total) - share for place, share in enumerate(shares)]
    left = total - sum(shares)
    open_places = [place for place, weight in enumerate(weights) if weight > 0 and room[place] > 0]
    while left > 0 and open_places:
        whole = sum(weights[place] for place in open_places)
        exact = [(place, left * weights[place] / whole) for place in open_places]
        for place, wanted in exact:
            given = min(int(wanted), room[place])
            shares[place] += given
            room[place] -= given
        left = total - sum(shares)
        # What rounding left goes to the largest remainders, one each, before the next round.
        for place, _ in sorted(exact, key=lambda each: (int(each[1]) - each[1], each[0]))[:left]:
            if room[place] > 0:
                shares[place] += 1
                room[place] -= 1
        left = total - sum(shares)
        open_places = [place for place in open_places if room[place] > 0]
    return shares
