"""The graphs of a database written out as sorted lines."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from passerelles.store.engine_terms import triple_from_engine
from passerelles.store.quads import SortedLines
from passerelles.store.terms import Triple


def sorted_triples(store: ox.Store, graph: str) -> list[bytes]:
    """The N-Triples lines of one named graph, sorted, each with its line end; all in memory."""
    written = io.BytesIO()
    store.dump(written, ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
    return sorted(written.getvalue().splitlines(keepends=True))


def sorted_quads(store: ox.Store, graphs: Iterable[str]) -> Iterator[bytes]:
    """The N-Quads lines of these graphs, sorted by code point, each once; sorted on disk when there are many."""
    with tempfile.TemporaryDirectory(prefix="passerelles-") as folder:
        lines = SortedLines(Path(folder))
        for graph in graphs:
            end = f" <{graph}> .\n".encode()
            lines.add(line[:-3] + end for line in sorted_triples(store, graph))
        yield from lines.lines()


def merged_triples(blocks: Iterable[bytes]) -> Iterator[Triple]:
    """The triples of sorted N-Quads, given in pieces of whole lines: each once, whatever its graphs."""
    last = b""
    for block in blocks:
        merged = []
        for line in block.splitlines():
            statement = line[: line.rindex(b" <")]
            if statement != last:
                last = statement
                merged.append(statement + b" .\n")
        for quad in ox.parse(b"".join(merged), ox.RdfFormat.N_TRIPLES):
            yield triple_from_engine(quad.triple)
