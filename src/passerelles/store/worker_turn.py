"""Whose turn it is to work: short queries have places of their own, so that none waits behind long ones.

Every query begins in a short place. One that has worked `short_seconds` gives it back and goes on in a long
place; when there is none, its process is stopped (not ended) until one is free. A client that is slow to
read gives the place back meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from passerelles.store.worker_limits import Limits

#: Seconds for which a place is kept while the client reads a piece.
PATIENCE = 0.25


class Workable(Protocol):
    """What a turn does to the process that works in it."""

    def pause(self) -> None:
        """Stop the work where it is."""

    def resume(self) -> None:
        """Go on with it."""

    def lower(self) -> None:
        """Give way to other processes from now on."""

    def kill(self) -> None:
        """End the work."""


class Places:
    """The places of one endpoint; `freed` is called when a query leaves a short place and goes on."""

    def __init__(self, limits: Limits, freed: Callable[[], None] = lambda: None) -> None:
        self.limits = limits
        self.freed = freed
        self.short = asyncio.Semaphore(limits.processes)
        self.long = asyncio.Semaphore(limits.long_processes)
        #: Queries in short places, and those that have left them and go on.
        self.beginning = 0
        self.outgrown = 0
        self._waiting = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """The turn of one query, once there is a short place; raises `BusyError` when too many wait."""
        if self.short.locked() and self._waiting >= self.limits.waiting:
            raise self.limits.crowded()
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.waiting_seconds):
                await self.short.acquire()
        except TimeoutError:
            raise self.limits.crowded() from None
        finally:
            self._waiting -= 1
        self.beginning += 1
        turn = Turn(self)
        try:
            yield turn
        finally:
            await turn.end()


class Turn:
    """One query's right to work, and the time it has left."""

    def __init__(self, places: Places) -> None:
        loop = asyncio.get_running_loop()
        self._time = loop.time
        self._later = loop.call_later
        self._places = places
        self._limits = places.limits
        self._deadline = loop.time() + self._limits.delivery_seconds
        self._lane: asyncio.Semaphore | None = places.short
        self._worker: Workable | None = None
        self._worked = 0.0
        self._since: float | None = None
        self._timeout: asyncio.Timeout | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._moving: asyncio.Task[None] | None = None
        self._refusal: Exception | None = None

    def begin(self, worker: Workable) -> None:
        """Let that process work for the query."""
        self._worker = worker

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """A context in which the engine works and the time runs; raises what the query is stopped for."""
        self._disarm()
        if self._refusal:
            raise self._refusal
        if self._lane is None and self._moving is None:
            self._move()
        try:
            async with asyncio.timeout(None) as self._timeout:
                self._arm()
                yield
        except TimeoutError:
            late = self._time() >= self._deadline
            raise self._refusal or (self._limits.undelivered() if late else self._limits.overdue()) from None
        finally:
            self._timeout = None
            self._disarm()
            self._arm()

    def _arm(self) -> None:
        """Set the clocks that fit: at work, waiting for a place, or waiting for the client."""
        now = self._time()
        if self._lane is None:
            self._stop_at(now if self._refusal else self._deadline)
            return
        if self._timeout is None:
            self._timer = self._later(PATIENCE, self._rest)
            return
        self._since = now
        self._stop_at(min(now + self._limits.seconds - self._worked, self._deadline))
        if self._lane is self._places.short:
            self._timer = self._later(self._limits.short_seconds - self._worked, self._move)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._since is not None:
            self._worked += self._time() - self._since
            self._since = None

    def _rest(self) -> None:
        """The client reads slowly: others may work meanwhile."""
        self._timer = None
        self._leave()
        if self._worker is not None:
            self._worker.pause()

    def _move(self) -> None:
        """Look for a place that fits the work done so far."""
        self._disarm()
        short = self._worked < self._limits.short_seconds
        self._leave()
        if self._refusal is None:
            self._moving = asyncio.ensure_future(
                self._moved(self._places.short if short else self._places.long)
            )

    async def _moved(self, lane: asyncio.Semaphore) -> None:
        if self._worker is not None and lane.locked():
            self._worker.pause()
        try:
            async with asyncio.timeout(self._limits.waiting_seconds):
                await lane.acquire()
        except TimeoutError:
            self._refuse()
            return
        finally:
            self._moving = None
        self._lane = lane
        if lane is self._places.short:
            self._places.outgrown -= 1
            self._places.beginning += 1
        elif self._worker is not None:
            self._worker.lower()
        if self._worker is not None:
            self._worker.resume()
        self._arm()

    def _leave(self) -> None:
        """Give the place back; the query goes on without one."""
        lane, self._lane = self._lane, None
        if lane is None:
            return
        lane.release()
        if lane is self._places.short:
            self._places.beginning -= 1
            self._places.outgrown += 1
            if self._places.outgrown > self._limits.long_queries:
                self._refuse()
            else:
                self._places.freed()

    def _refuse(self) -> None:
        self._refusal = self._limits.crowded_by_long_ones()
        if self._timeout is not None:
            self._stop_at(self._time())
        elif self._worker is not None:
            # Nobody waits for its next piece: who comes for it finds the reason.
            self._worker.kill()

    def _stop_at(self, moment: float) -> None:
        if self._timeout is not None and not self._timeout.expired():
            self._timeout.reschedule(moment)

    async def end(self) -> None:
        """Give back what the query holds."""
        self._disarm()
        if self._moving is not None:
            self._moving.cancel()
            await asyncio.wait({self._moving})
        if self._lane is not None:
            self._lane.release()
        if self._lane is self._places.short:
            self._places.beginning -= 1
        else:
            self._places.outgrown -= 1
