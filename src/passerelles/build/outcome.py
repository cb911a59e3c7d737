"""What a build leaves behind: counts, the report, what changed, and the version that now stands."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.build.changes import Change
from passerelles.validation import Report


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a build or of a renewal.

    `version` is None when nothing was put in place: the previous graph then stays, and `refused` is the reason of a
    renewal. `sources` are those that the graph is made of, `certifications` those described by them, `statements`
    the triples of all their graphs. `changes` are what a renewal found, in the order of the certifications.
    """

    version: str | None
    sources: int
    certifications: int
    statements: int
    report: Report
    changes: tuple[Change, ...] = ()
    refused: str | None = None
