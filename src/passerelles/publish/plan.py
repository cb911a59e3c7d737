"""What a publication has to do: the difference between what is here and what is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from passerelles.publish.source import LocalGraph


@dataclass(frozen=True, slots=True)
class Plan:
    """Graphs to send, graphs there already (known by their digest, or adopted by their count), graphs to take out.

    `replaced` are those to take out because another content is sent in their place.
    """

    send: tuple[LocalGraph, ...]
    kept: tuple[LocalGraph, ...]
    adopted: tuple[LocalGraph, ...]
    replaced: tuple[str, ...]
    gone: tuple[str, ...]


def plan(
    local: Mapping[str, LocalGraph], counts: Mapping[str, int], digests: Mapping[str, str], *, resume: bool
) -> Plan:
    """What to do for the server to hold `local`, when it has these counts and digests.

    A graph that the server has, with as many triples and without a note of ours, was loaded by other means and is
    taken for the same. Graphs that no publication noted and that are not ours are left alone.
    """
    send, kept, adopted, replaced = [], [], [], []
    for iri, graph in sorted(local.items()):
        count = counts.get(iri, 0)
        if resume and count == graph.statements and digests.get(iri) == graph.digest:
            kept.append(graph)
        elif resume and count == graph.statements and iri not in digests:
            adopted.append(graph)
        else:
            send.append(graph)
            # What an interrupted publication sent of a graph is completed: adding a triple twice changes nothing.
            if iri in digests or count > graph.statements or (count and not resume):
                replaced.append(iri)
    gone = sorted(iri for iri in digests if iri not in local)
    return Plan(tuple(send), tuple(kept), tuple(adopted), tuple(replaced), tuple(gone))
