"""Graphs cut into batches of about as many statements each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from passerelles.publish.source import LocalGraph, LocalGraphs


@dataclass(slots=True)
class Batch:
    """Triples of some graphs, as N-Triples lines; `ends` are the graphs of which the last ones are in it."""

    pieces: list[tuple[str, list[str]]] = field(default_factory=list)
    ends: list[LocalGraph] = field(default_factory=list)
    size: int = 0


def batches(source: LocalGraphs, graphs: Iterable[LocalGraph], size: int) -> Iterator[Batch]:
    """The triples of these graphs, `size` in a batch; a large graph is in several, small ones share one."""
    batch = Batch()
    for graph in graphs:
        lines = source.lines(graph.iri)
        for start in range(0, len(lines), size):
            if batch.size >= size:
                yield batch
                batch = Batch()
            piece = lines[start : start + size]
            batch.pieces.append((graph.iri, piece))
            batch.size += len(piece)
        batch.ends.append(graph)
    if batch.pieces or batch.ends:
        yield batch
