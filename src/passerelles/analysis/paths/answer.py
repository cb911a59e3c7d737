"""Paths as answers show them: frozen records, every sentence in French."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.analysis.identity import Reason
from passerelles.analysis.paths.accesses import Access
from passerelles.analysis.rules import Complete, Derivation, Item, SourceName, Step


@dataclass(frozen=True, slots=True)
class Close:
    """A thing had that looks like what is missing: computed, shown apart, never counted as acquired."""

    item: Item
    score: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Covered:
    """A bloc of the target that is had already, by which right and how; what is held itself has no derivation."""

    item: Item
    right: str
    derivation: Derivation | None


@dataclass(frozen=True, slots=True)
class Earned:
    """What is obtained on the way besides what the path asks for."""

    item: Item
    right: str
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a path.

    `kind` is "acquérir" (a bloc, or a certification without blocs), "reconnaissance" (a correspondance gives
    something) or "délivrance" (a certification to be awarded once its blocs are had). `enrol` and `award` tell
    whether one can on the day, None when the sources do not; `standing` says why. `earned` and `complete` are
    the partial results once the step is done.
    """

    kind: str
    items: tuple[Item, ...]
    sentence: str
    enrol: bool | None
    award: bool | None
    standing: str
    accesses: tuple[Access, ...]
    close: tuple[Close, ...]
    rule: Step | None
    earned: tuple[Earned, ...]
    complete: tuple[Complete, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """One way to a target: what is had already, what is left to acquire, and the steps in their order.

    `left` counts the blocs (or whole certifications without blocs) to acquire, `steps` all steps. `held` is True
    when the target is had already. `options` are blocs that its own titles call optional: not counted.
    """

    target: Item
    held: bool
    left: int
    steps: int
    award: bool | None
    standing: str
    covered: tuple[Covered, ...]
    stages: tuple[Stage, ...]
    options: tuple[Item, ...]
    accesses: tuple[Access, ...]
    conclusion: str
    sources: tuple[SourceName, ...]
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A certification or a métier to look at instead; `left` blocs to acquire, None when not reckoned.

    `open` is False for one that can no longer be awarded on the day.
    """

    iri: str
    href: str
    name: str
    sentence: str
    left: int | None
    score: float | None = None
    open: bool = True


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Why there is no path on that day, and what is near: never a dead end."""

    reasons: tuple[str, ...]
    successors: tuple[Near, ...]
    neighbours: tuple[Near, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Maybe:
    """Something had that a text knows by its title alone, and that may be the target: shown, never followed."""

    item: Item
    candidate: Item
    reasons: tuple[Reason, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Target:
    """What was asked for: a certification, a bloc or a métier, and how it was understood."""

    kind: str
    iri: str
    href: str
    name: str
    understood: str


@dataclass(frozen=True, slots=True)
class Paths:
    """The best paths, best first, or why there is none; `exact` is False when the search met its bound.

    `day` is the day asked about, `known` the day of the data when it is known; dates are ISO.
    """

    day: str
    known: str | None
    holdings: tuple[Item, ...]
    target: Target
    found: tuple[Path, ...]
    unreachable: Unreachable | None
    exact: bool
    note: str | None
    maybe: tuple[Maybe, ...] = ()
