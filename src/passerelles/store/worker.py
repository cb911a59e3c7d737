"""One read-only worker process seen from its parent: asked one query at a time, killed when it must stop."""

from __future__ import annotations

import asyncio
import json
import math
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from passerelles.errors import QueryError, StoreError, UsageError
from passerelles.store import worker_process
from passerelles.store.binding import bind
from passerelles.store.layout import Layout, disk_errors
from passerelles.store.terms import Term
from passerelles.store.worker_limits import Limits
from passerelles.store.worker_process import DATA, END, ERROR, FRAME, HEAD, READY
from passerelles.store.worker_turn import Turn

START_SECONDS = 30.0
#: By how much the priority of a long query is lower.
LONG_NICENESS = 10


@dataclass(frozen=True)
class Request:
    """A query, the engine's format for each kind of answer (None: not wanted), and its dataset.

    `default_graphs` None is the store's own dataset; otherwise both lists describe it whole.
    """

    query: str
    solutions: str | None = "JSON"
    triples: str | None = "TURTLE"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] = ()
    #: What relative IRIs of the query are relative to; without it they are errors.
    base: str | None = None
    head: bool = False
    #: Abbreviations of the IRIs of a written graph (Turtle, RDF/XML); the query does not see them.
    prefixes: Mapping[str, str] = field(default_factory=dict)
    #: Values for variables of the query, by name.
    bindings: Mapping[str, Term] = field(default_factory=dict)

    def payload(self) -> bytes:
        """What the process is sent; a value is bound as a term, so that it never becomes syntax.

        Raises `UsageError` for a binding that fits no variable or cannot be written.
        """
        members = {name: value for name, value in vars(self).items() if name != "bindings"}
        bound = {"query": bind(self.query, self.bindings), "prefixes": dict(self.prefixes)}
        return json.dumps({**members, **bound}).encode()


@dataclass(frozen=True)
class Answer:
    """An answer that has begun: its kind ("solutions", "boolean", "triples"), its format, then its bytes.

    `format` is None when the request wanted none for this kind. Reading `chunks` raises `QueryTimeoutError`
    (or one of the limits above) when the query is stopped on the way.
    """

    kind: str
    format: str | None
    chunks: AsyncIterator[bytes]


class Worker:
    """A process bound to one version of the store; `idle` only between two whole answers."""

    def __init__(
        self, version: str, process: asyncio.subprocess.Process, lock: int, errors: IO[bytes], limits: Limits
    ) -> None:
        self.version = version
        self.idle = False
        self.pid = process.pid
        self._process = process
        self._lock = lock
        self._errors = errors
        self._limits = limits
        self._stopped = False
        self._paused = False
        self._lowered = False

    @classmethod
    async def start(cls, layout: Layout, version: str, limits: Limits, data: Path | None = None) -> Worker:
        """A worker that has opened that version, or `data` in its place; raises `StoreError` when it cannot."""
        lock = layout.hold(version)
        if lock is None:
            raise StoreError(f"La version {version} de la base « {layout.location} » n’existe plus.")
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        try:
            program = str(Path(worker_process.__file__).resolve())
            folder = data or layout.path(version) / "data"
            process = await launch((program, str(folder.resolve())), limits, errors)
        except BaseException:
            os.close(lock)
            errors.close()
            raise
        worker = cls(version, process, lock, errors, limits)
        await worker.opened(layout.location)
        return worker

    async def configure(self, payload: bytes) -> None:
        """Send what the process has to know before the first query."""
        await self._send(b"C", payload)

    async def opened(self, location: Path | str) -> None:
        """Wait until the process is ready; raises `StoreError`, and has it stopped, when it is not."""
        try:
            async with asyncio.timeout(START_SECONDS):
                kind, payload = await self._frame()
        except TimeoutError:
            await self.stop()
            raise StoreError(f"La base « {location} » ne s’ouvre pas en {START_SECONDS:.0f} s.") from None
        except BaseException:
            await self.stop()
            raise
        if kind != READY:
            await self.stop()
            with disk_errors(Path(location)):
                raise OSError(json.loads(payload)["detail"])
        self.idle = True

    @property
    def alive(self) -> bool:
        """Whether the process still runs, as far as is known."""
        return self._process.returncode is None

    @property
    def reusable(self) -> bool:
        """Whether it may answer another query: idle, alive, and as quick as a new one."""
        return self.idle and self.alive and not self._paused and not self._lowered

    def used(self) -> float:
        """Seconds of the processor that the process has used so far; infinity when the system does not tell."""
        try:
            return int(Path(f"/proc/{self.pid}/schedstat").read_bytes().split()[0]) / 1e9
        except (OSError, ValueError, IndexError):
            return math.inf

    def pause(self) -> None:
        """Stop the process where it is; it keeps what it holds."""
        self._paused = True
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let the process go on."""
        if self._paused:
            self._paused = False
            self._signal(signal.SIGCONT)

    def lower(self) -> None:
        """Give way to pages and short queries from now on."""
        if self._lowered:
            return
        self._lowered = True
        with suppress(ProcessLookupError, PermissionError):
            own = os.getpriority(os.PRIO_PROCESS, self.pid)
            os.setpriority(os.PRIO_PROCESS, self.pid, own + LONG_NICENESS)

    def kill(self) -> None:
        """End the process at once."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            self._process.send_signal(number)

    async def ask(self, request: Request, turn: Turn) -> Answer:
        """The answer, once its head has come; raises `QueryError` for one malformed or stopped."""
        payload = request.payload()
        self.idle = False
        turn.begin(self)
        await self._send(b"Q", payload)
        kind, payload = await self._timed(turn)
        if kind != HEAD:
            raise self._raised(kind, payload)
        head = json.loads(payload)
        chunks = self._chunks(turn)
        # The first piece is awaited here: an answer that fails before it has begun fails with a status.
        first = await anext(chunks, None)
        return Answer(head["kind"], head["format"], _prefixed(first, chunks))

    async def _send(self, kind: bytes, payload: bytes) -> None:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError, ConnectionResetError):
            self._process.stdin.write(FRAME.pack(kind, len(payload)) + payload)
            await self._process.stdin.drain()

    async def _chunks(self, turn: Turn) -> AsyncIterator[bytes]:
        while True:
            kind, payload = await self._timed(turn)
            if kind == DATA:
                yield payload
            elif kind == END:
                self.idle = True
                return
            else:
                raise self._raised(kind, payload)

    async def _timed(self, turn: Turn) -> tuple[bytes, bytes]:
        """The next frame, the time spent waiting for it taken from the query's."""
        async with turn.working():
            return await self._frame()

    async def _frame(self) -> tuple[bytes, bytes]:
        assert self._process.stdout is not None
        try:
            kind, size = FRAME.unpack(await self._process.stdout.readexactly(FRAME.size))
            return kind, await self._process.stdout.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionResetError):
            await self._process.wait()
            raise self._death() from None

    def _raised(self, kind: bytes, payload: bytes) -> Exception:
        """The exception that an error frame stands for; the worker is ready for the next query."""
        if kind != ERROR:
            return StoreError("Le moteur de requêtes a répondu hors de son protocole.")
        self.idle = True
        error: dict[str, Any] = json.loads(payload)
        detail = error["detail"]
        match error["code"]:
            case "syntax" | "refused":
                return QueryError(detail, error["line"], error["column"])
            case "output":
                return self._limits.oversized()
            case "rows":
                return self._limits.overlong()
            case "merge":
                return UsageError(
                    f"Les graphes demandés comptent plus de {self._limits.merged_triples} triplets, trop "
                    "pour les fusionner le temps d’une requête : interrogez le graphe par défaut, qui les "
                    "fusionne tous, ou un seul graphe. / The graphs asked for are too large to be merged for "
                    "one query: query the default graph, which merges them all, or a single graph."
                )
            case "memory":
                return self._limits.overgrown()
            case "store":
                return StoreError(detail)
        return QueryError(f"L’évaluation a échoué : {detail}. / The evaluation failed.")

    def _death(self) -> Exception:
        """What the end of the process means, from its last words and its signal."""
        if self._stopped:
            return StoreError("Le service s’arrête : la requête a été interrompue.")
        self._errors.seek(0)
        # The cause is the first line, a trace may follow it.
        words = self._errors.read(1 << 16)
        code = self._process.returncode
        if b"overflowed its stack" in words or code == -signal.SIGSEGV:
            return QueryError(
                "La requête est trop profondément imbriquée pour être analysée. "
                "/ The query is nested too deeply."
            )
        # The memory limit shows as a refused allocation (abort), the system's own one as a kill.
        if b"memory allocation of" in words or b"bad_alloc" in words or code == -signal.SIGKILL:
            return self._limits.overgrown()
        return StoreError(f"Le moteur de requêtes s’est arrêté (code {code}).")

    async def stop(self) -> None:
        """Kill the process at once and wait for its end; what it holds is released."""
        self.idle, self._stopped = False, True
        self.kill()
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        # A paused pipe would never see its end: read what is left in it.
        while await self._process.stdout.read(1 << 20):
            pass
        await self._process.wait()
        self._errors.close()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


async def _prefixed(first: bytes | None, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    if first is not None:
        yield first
        async for chunk in rest:
            yield chunk


async def launch(program: Sequence[str], limits: Limits, errors: IO[bytes]) -> asyncio.subprocess.Process:
    """The program of a worker, started without any inherited file or socket; its limits are its last arguments."""
    numbers = (limits.memory_bytes, limits.output_bytes, limits.rows, limits.merged_triples)
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        *program,
        *map(str, numbers),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=errors,
    )
