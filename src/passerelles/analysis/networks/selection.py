"""A part of a network: what lies around some things."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from passerelles.analysis.networks.network import Network


def around(network: Network, centres: Collection[str], distance: int) -> Network:
    """The part of a network within `distance` edges of these IRIs, whichever way the edges go.

    A correspondance that is reached comes with all its ends, however far: without one of them it would seem to ask
    for less, or to give less, than it does.
    """
    held, border = set(centres), set(centres)
    for _ in range(distance):
        met = {iri for edge in network.touching(border) for iri in (edge.start, edge.end)}
        border = met - held
        held |= border
        if not border:
            break
    for each in network.correspondances:
        if each.iri in held:
            held.update(each.depuis, each.vers)
    return replace(network, within=frozenset(held))
