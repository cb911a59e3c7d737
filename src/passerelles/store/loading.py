"""Filling a database: quads pass through in blocks of bounded size, loaded while the next ones are made."""

from __future__ import annotations

import io
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from passerelles.store.quads import check_quad, graph_of, triple

#: Lines loaded at a time: more cost memory (0.7 GB for these), fewer cost a sorted file each, merged again and again.
BLOCK_LINES = 250_000


class Loading:
    """A database being written: every quad in its named graph, and its triple in the merged default graph.

    A triple that several graphs state is one triple of the default graph: that is what an RDF merge is, and what
    the engine does with a triple it has already.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store: ox.Store | None = None
        self._waiting: list[tuple[str, str]] = []  # graph, lines of triples
        self._lines = 0
        self._pool = ThreadPoolExecutor(2)
        self._running: list[Future[None]] = []

    def add(self, nquads_lines: Iterable[str]) -> None:
        """Take canonical N-Quads lines in any order; `ValueError` for one that is not, or has a blank node."""
        lines = list(nquads_lines)
        for line in lines:
            check_quad(line)
        _parse(lines)
        for graph, quads in groupby(sorted(lines, key=graph_of), key=graph_of):
            triples = [triple(line) for line in quads]
            self.add_block(graph, "".join(f"{line} .\n" for line in triples), len(triples))

    def add_block(self, graph: str, block: str, lines: int) -> None:
        """Take N-Triples lines of one graph, known to be well formed."""
        self._waiting.append((graph, block))
        self._lines += lines
        if self._lines >= BLOCK_LINES:
            self._start()

    def store(self) -> ox.Store:
        """The database with everything taken so far in it."""
        self._start()
        self._wait()
        return self._opened()

    def close(self) -> None:
        """Finish, and let go of the database, so that others may read it; adding opens it again."""
        store = self.store()
        store.flush()
        self._store = None

    def discard(self) -> None:
        """Let go of the database at once; what is waiting is lost."""
        self._waiting = []
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._store = None

    def _opened(self) -> ox.Store:
        if self._store is None:
            self._store = ox.Store(str(self._folder))
        return self._store

    def _start(self) -> None:
        """Load what is waiting, once what came before is loaded: named graphs and merged graph side by side."""
        self._wait()
        if self._waiting:
            blocks, self._waiting, self._lines = self._waiting, [], 0
            store = self._opened()
            self._running = [self._pool.submit(load, store, blocks) for load in (_load_named, _load_merged)]

    def _wait(self) -> None:
        running, self._running = self._running, []
        for each in running:
            each.result()


def _load_named(store: ox.Store, blocks: list[tuple[str, str]]) -> None:
    lines = b"".join(block.replace(" .\n", f" <{graph}> .\n").encode() for graph, block in blocks)
    _bulk(store, lines, ox.RdfFormat.N_QUADS)


def _load_merged(store: ox.Store, blocks: list[tuple[str, str]]) -> None:
    _bulk(store, b"".join(block.encode() for _, block in blocks), ox.RdfFormat.N_TRIPLES)


def _bulk(store: ox.Store, lines: bytes, form: ox.RdfFormat) -> None:
    # Lenient: terms are checked where they are made, and checking each IRI again costs a third of the load.
    store.bulk_load(input=io.BytesIO(lines), format=form, lenient=True)


def _parse(lines: list[str]) -> None:
    """Raise `ValueError` for an IRI that the standard forbids."""
    try:
        for _ in ox.parse("\n".join(lines), ox.RdfFormat.N_QUADS):
            pass
    except SyntaxError as error:
        raise ValueError(f"the engine refuses a quad: {error}") from error
