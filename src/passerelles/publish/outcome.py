"""What a publication did, and whether the counts agree."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.store import MergePlace


@dataclass(frozen=True, slots=True)
class Difference:
    """A graph of which the server does not hold as many statements as it should; None is the merged graph."""

    graph: str | None
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class PublicationOutcome:
    """Numbers of graphs: sent, found there already, taken out; statements in all; and what disagrees at the end.

    `place` is where the merged graph is, None for nowhere.
    """

    endpoint: str
    place: MergePlace | None
    sent: int
    kept: int
    removed: int
    graphs: int
    statements: int
    merged: int
    differences: tuple[Difference, ...]
