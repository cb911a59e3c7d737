"""Whose turn it is to work: short queries have places of their own, so that none waits behind long ones.

Every query begins in a short place. One that has worked `short_seconds` gives it back and goes on in a long
place. Long queries take turns: while others wait, each works for `SPELL` seconds and then waits behind them, its
process stopped (not ended) meanwhile. A client that is slow to read gives the place back. A short query
on a busy machine is still short: what counts is the processor's time, as far as the system tells it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from passerelles.store.worker_limits import Limits

#: Seconds for which a place is kept while the client reads a piece.
PATIENCE = 0.25
#: How many times longer a short query may take when the processor is busy with others: one that has used the
#: processor for some part of that time, and one that has hardly come to it.
STRETCH, LONGEST_STRETCH = 4, 20
SOME_PART = 0.3
#: Seconds that a long query works before it gives way to another.
SPELL = 1.0


class Workable(Protocol):
    """What a turn does to the process that works in it."""

    def used(self) -> float:
        """Seconds of the processor that it has used so far; infinity when the system does not tell."""

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
        #: Long queries that wait for their next turn.
        self.queueing = 0
        self._waiting = 0

    @property
    def full(self) -> bool:
        """Whether one more long query would be refused."""
        return self.outgrown >= self.limits.long_queries

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
        self._short = True
        self._worked = 0.0
        self._used_before = 0.0
        self._waited = 0.0
        self._since: float | None = None
        self._timeout: asyncio.Timeout | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._moving: asyncio.Task[None] | None = None
        self._refusal: Exception | None = None

    @property
    def is_long(self) -> bool:
        """Whether the query has turned out long."""
        return not self._short

    def begin(self, worker: Workable) -> None:
        """Let that process work for the query."""
        self._worker = worker
        self._used_before = worker.used()

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
        if self._short:
            self._timer = self._later(max(self._limits.short_seconds - self._worked, 0), self._age)
        else:
            self._timer = self._later(SPELL, self._give_way)

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

    def _age(self) -> None:
        """A short query becomes a long one, unless it had to wait for the processor."""
        assert self._worker is not None and self._since is not None
        limit = self._limits.short_seconds
        used = self._worker.used() - self._used_before
        stretch = (self._worked + self._time() - self._since) / limit
        allowed = STRETCH if used >= SOME_PART * limit else LONGEST_STRETCH
        if used < limit and stretch < allowed:
            self._timer = self._later(max(limit - used, limit / STRETCH), self._age)
            return
        self._short = False
        self._move()

    def _give_way(self) -> None:
        """Let another long query work, if one waits."""
        if self._places.queueing:
            self._move()
        else:
            self._timer = self._later(SPELL, self._give_way)

    def _move(self) -> None:
        """Look for a place that fits the work done so far."""
        self._disarm()
        self._leave()
        if self._refusal is None:
            lane = self._places.short if self._short else self._places.long
            self._moving = asyncio.ensure_future(self._moved(lane))

    async def _moved(self, lane: asyncio.Semaphore) -> None:
        if self._worker is not None and lane.locked():
            self._worker.pause()
        is_long, begun = lane is self._places.long, self._time()
        seconds = (
            self._limits.long_waiting_seconds - self._waited if is_long else self._limits.waiting_seconds
        )
        self._places.queueing += is_long
        try:
            async with asyncio.timeout(seconds):
                await lane.acquire()
        except TimeoutError:
            self._refuse()
            return
        finally:
            self._places.queueing -= is_long
            self._waited += self._time() - begun
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
