"""What a build leaves behind: counts, the report, and the version that now stands."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.validation import Report


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a build.

    `version` is None when nothing could be read: the previous graph then stays in place. `sources` are readings
    loaded, `certifications` those described by them, `statements` the N-Quads of all graphs.
    """

    version: str | None
    sources: int
    certifications: int
    statements: int
    report: Report
