"""One certification close to another, as answers show it."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.analysis.catalogue import Source


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: how alike the two are in it (0 to 1, None where a document is silent) and what it weighs.

    `points` is what the part adds to the sum behind the score; it may be negative.
    """

    name: str
    value: float | None
    points: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A certification close to the one asked for: computed (`Calculee`), never a right.

    `reason` is one French sentence. `parts` ends with "succession", which looks at dates and states rather than at
    contents; `later` tells which way it reads: whether this one could replace the one asked for.
    """

    rank: str
    iri: str
    href: str
    identifier: str | None
    title: str | None
    active: bool | None
    end: str | None
    score: float
    parts: tuple[Part, ...]
    later: bool
    reason: str
    sources: tuple[Source, ...]
