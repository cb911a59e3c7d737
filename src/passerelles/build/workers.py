"""The pieces of a large export read in several processes, given back in their order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from passerelles.build.stating import StatedSource, state_pieces
from passerelles.loaders.loader import Piece, PieceLoader
from passerelles.records import Problem

#: Bytes handed to a process at a time; exports smaller than that many bytes are not worth a process.
_TASK_BYTES = 1_500_000
_SMALL_BYTES = 8_000_000


def stated_pieces(
    loader: PieceLoader, position: int, pieces: Iterable[Piece], processes: int | None = None
) -> Iterator[StatedSource | Problem]:
    """What the pieces say, in their order; `processes` is the number of cores unless given, memory is bounded."""
    tasks = _tasks(iter(pieces))
    first, size = [], 0
    for task in tasks:
        first.append(task)
        size += sum(len(piece.content) for piece in task)
        if size >= _SMALL_BYTES:
            break
    count = processes or os.cpu_count() or 1
    if size < _SMALL_BYTES or count < 2:
        for task in _chained(first, tasks):
            yield from state_pieces(loader, position, task)
        return
    # Not forked: the database engine of this process has threads of its own.
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        running: deque[Future[list[StatedSource | Problem]]] = deque()
        for task in _chained(first, tasks):
            running.append(pool.submit(state_pieces, loader, position, task))
            if len(running) > 2 * count:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _tasks(pieces: Iterator[Piece]) -> Iterator[list[Piece]]:
    """Pieces gathered into tasks of about the same number of bytes."""
    while task := list(islice(pieces, 1)):
        size = len(task[0].content)
        while size < _TASK_BYTES and (more := next(pieces, None)) is not None:
            task.append(more)
            size += len(more.content)
        yield task


def _chained(first: list[list[Piece]], rest: Iterator[list[Piece]]) -> Iterator[list[Piece]]:
    while first:
        yield first.pop(0)
    yield from rest
