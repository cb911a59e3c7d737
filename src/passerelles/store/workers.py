"""A pool of killable worker processes that answer SPARQL queries over the current version of a store.

The engine cannot stop a query by itself, so what runs too long, grows too large or is wanted no more is
killed with its process, and a new one takes the place (decision 0040). Short queries do not wait behind long
ones (decision 0141).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, nullcontext
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from passerelles.errors import StoreError
from passerelles.store.worker import Answer, Request, Worker
from passerelles.store.worker_limits import Limits, MemoryLimitError, OutputLimitError
from passerelles.store.worker_origin import Origin, Published, StoreOrigin
from passerelles.store.worker_turn import Places

__all__ = ["Answer", "Limits", "MemoryLimitError", "OutputLimitError", "Published", "Request", "WorkerPool"]

#: How many queries are remembered to be long; a client that is refused asks the same again.
KNOWN_LONG = 1000


class WorkerPool:
    """A bounded number of queries at once over a store on disk, or another origin; an async context manager.

    A missing store is no error before the first query: workers start when there is something to read.
    """

    def __init__(self, origin: Path | Origin, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._origin = StoreOrigin(origin) if isinstance(origin, Path) else origin
        self.places = Places(self.limits, self._prepare_soon)
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._starting = asyncio.Lock()
        #: Queries that were long when they were last asked.
        self._known_long: dict[bytes, None] = {}
        #: Queries that have a place and no process yet.
        self._needing = 0
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """The process numbers of the workers, those that run a query and those that wait."""
        return tuple(worker.pid for worker in (*self._busy, *self._idle))

    def version(self) -> str:
        """The number of the version that a new query reads; raises `StoreError` when nothing is published."""
        return self._origin.version()

    def published(self) -> Published:
        """The version that a new query reads, with its date; raises `StoreError` without a readable store."""
        return self._origin.published()

    async def prepare(self) -> None:
        """Start the processes before the first query, so that it does not wait; none without a store."""
        async with self._starting:
            while self._room() and self._origin.is_there():
                self._put_back(await self._origin.start(self.version(), self.limits))

    @asynccontextmanager
    async def run(self, request: Request) -> AsyncIterator[Answer]:
        """The answer to one query; leaving the context before its end stops the work.

        Raises `BusyError` when too many wait, `StoreError` without a readable store, `QueryError` for a query
        that is malformed, `QueryTimeoutError` for one stopped at a limit, `UsageError` for a dataset
        too large to merge.
        """
        if self._closed:
            raise StoreError("Le service s’arrête.")
        key = sha256(request.payload()).digest()
        if self.places.full and key in self._known_long:
            # Its first moment would be taken from others, to end in the same refusal.
            raise self.limits.crowded_by_long_ones()
        worker = None
        try:
            async with self.places.turn() as turn:
                worker = await self._worker()
                self._busy.add(worker)
                try:
                    yield await worker.ask(request, turn)
                finally:
                    self._remember(key, long=turn.is_long)
        finally:
            # Its place is free by now, so that the process may wait for the next query.
            if worker is not None:
                self._busy.discard(worker)
                self._put_back(worker)

    def _remember(self, key: bytes, *, long: bool) -> None:
        self._known_long.pop(key, None)
        if long:
            self._known_long[key] = None
            if len(self._known_long) > KNOWN_LONG:
                del self._known_long[next(iter(self._known_long))]

    async def _worker(self) -> Worker:
        """An idle worker of the current version, or a new one; those of older versions are retired."""
        version = self.version()
        self._needing += 1
        try:
            # One that is being started is for whoever comes first.
            async with nullcontext() if self._idle else self._starting:
                while self._idle:
                    worker = self._idle.pop()
                    if worker.version == version and worker.alive:
                        return worker
                    self._background(worker.stop())
                return await self._origin.start(version, self.limits)
        finally:
            self._needing -= 1

    def _put_back(self, worker: Worker) -> None:
        if worker.reusable and self._room():
            self._idle.append(worker)
        else:
            self._background(self._replace(worker))

    def _room(self) -> bool:
        """Whether one more process may wait for queries: as many as may begin, and the spare ones."""
        held = self.places.beginning - self._needing
        wanted = self.limits.processes + self.limits.spare_processes
        return not self._closed and len(self._idle) + held < wanted

    async def _replace(self, worker: Worker) -> None:
        """Kill the worker, and start another one so that the next query does not wait."""
        await worker.stop()
        await self._prepare_again()

    def _prepare_soon(self) -> None:
        if not self._closed:
            self._background(self._prepare_again())

    async def _prepare_again(self) -> None:
        try:
            await self.prepare()
        except StoreError:
            # The next query will try again and tell its client.
            return

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop every process; queries that run fail."""
        self._closed = True
        for worker in (*self._busy, *self._idle):
            self._background(worker.stop())
        self._idle.clear()
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
