"""A picture: things and lines with their places, and what it does not show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from passerelles.analysis.pictures.line import Line
from passerelles.analysis.pictures.mark import Mark

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """Where a thing is: its centre and its size, in the units of the picture."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """Its left side."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """Its upper side."""
        return self.y - self.height / 2


@dataclass(frozen=True, slots=True)
class Caption:
    """Words over several things: what they are, how many are shown, of how many."""

    x: float
    y: float
    words: str
    shown: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is not shown: `shown` of `total` things of one sort (`words`, in French), of the thing `of`."""

    words: str
    shown: int
    total: int
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A community: computed, numbered from 1 by decreasing size, named by what is typical of it.

    `outline` goes around its dots.
    """

    number: int
    size: int
    words: tuple[str, ...]
    code: str | None
    code_label: str | None
    x: float
    y: float
    outline: tuple[Point, ...]

    @property
    def name(self) -> str:
        """Its words; the ROME code too where there are few."""
        told = self.words if len(self.words) > 1 or self.code is None else (*self.words, self.code)
        return " · ".join(told)


@dataclass(frozen=True, slots=True)
class Tick:
    """A place of the axis of time: a year, or a day that is named."""

    x: float
    label: str
    words: str | None = None


@dataclass(frozen=True)
class Picture:
    """A picture, whole: what is drawn from it, listed beside it and saved from it is the same.

    `view` is "voisinage", "parcours", "carte" or "suite"; `centre` the mark it is about, if one. `edges_cut` says how
    many computed lines a map keeps for each dot. All orders are stable.
    """

    view: str
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    boxes: Mapping[str, Box]
    width: float
    height: float
    centre: str | None = None
    captions: tuple[Caption, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    groups: tuple[Group, ...] = ()
    ticks: tuple[Tick, ...] = ()
    lines_each: int | None = None
    least: float | None = None

    def mark(self, id_: str) -> Mark:
        """The thing of that name."""
        return self._by_id[id_]

    @cached_property
    def _by_id(self) -> Mapping[str, Mark]:
        return {mark.id: mark for mark in self.marks}
