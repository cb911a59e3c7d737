"""What the analyses say around a certification: what follows from it in several steps, and what lies close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request

from passerelles.analysis.explorer import Explorer
from passerelles.analysis.identity import Finding
from passerelles.analysis.overlap import Neighbour
from passerelles.analysis.rules import Gained, Gains, gains
from passerelles.errors import NotFoundError, PreparingError, StoreError
from passerelles.web.graph import CurrentGraph

#: Certifications close by that a page shows.
TOP = 8
#: Seconds that a page waits for analyses that are being made: a small graph is ready by then.
_PATIENCE = 0.2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`beyond` is what follows through two correspondances or more; `ready` is False while all this is being made.

    `identity` is what the register may know of what has no number of it: candidates, seldom a decision.
    """

    ready: bool
    identity: Finding | None = None
    beyond: tuple[Gained[None], ...] = ()
    neighbours: tuple[Neighbour, ...] = ()


def surroundings(request: Request, iri: str, today: date, top: int = TOP) -> Surroundings:
    """What the analyses say of a certification or a bloc; to be called in a thread."""
    graph: CurrentGraph = request.app.state.graph
    try:
        explorer = graph.explorer(_PATIENCE)
    except (PreparingError, StoreError):
        return Surroundings(False)
    identity = explorer.identities(iri) if top else None
    return Surroundings(True, identity, _beyond(explorer, iri, today), _close(explorer, iri, top))


def _beyond(explorer: Explorer, iri: str, today: date) -> tuple[Gained[None], ...]:
    """What is gained by more than one correspondance: those of one step are told with their sentences already."""
    found: Gains[None] = gains(explorer.finder.base, [iri], today)
    return tuple(
        each
        for each in found.gained
        if sum(step.kind == "correspondance" for step in each.derivation.steps) > 1
    )


def _close(explorer: Explorer, iri: str, top: int) -> tuple[Neighbour, ...]:
    """The certifications close to one; nothing for one that no document describes, or for a bloc."""
    if top == 0:
        return ()
    try:
        return explorer.similar(iri, top, active_first=True)
    except NotFoundError:
        return ()
