"""What an update tells: its progress while it runs, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from passerelles.build import Outcome
from passerelles.update.export import Fetched


class Step(StrEnum):
    """What an update is doing."""

    LISTING = "listing"
    DOWNLOAD = "download"
    WAIT = "wait"
    BUILD = "build"


@dataclass(frozen=True, slots=True)
class Progress:
    """One piece of news: `name` is what is fetched or read (for a wait, why), counts are bytes when they are known."""

    step: Step
    name: str
    done: int = 0
    total: int | None = None


#: Called with every piece of news.
Listener = Callable[[Progress], None]


class Status(StrEnum):
    """How an update ended; the values are stable."""

    DONE = "faite"
    NOTHING = "rien-a-faire"
    REFUSED = "refusee"


@dataclass(frozen=True, slots=True)
class UpdateOutcome:
    """The end of an update.

    `exports` are those it is about, `reason` a French sentence that says why nothing was done or all was refused,
    `outcome` what the build left (None when there was no build), `warnings` French sentences worth reading.
    """

    status: Status
    exports: tuple[Fetched, ...]
    reason: str | None = None
    outcome: Outcome | None = None
    warnings: tuple[str, ...] = ()
