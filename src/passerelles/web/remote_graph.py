"""The graph behind an endpoint as pages read it: looked at now and then, so that a new publication is followed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from passerelles.analysis.explorer import open_remote_explorer
from passerelles.errors import PasserellesError, PreparingError, StoreError
from passerelles.store import (
    MERGED,
    MergePlace,
    NotedDataset,
    PublicationNote,
    RemoteDataset,
    open_endpoint,
    read_note,
)
from passerelles.store.remote_origin import RemoteOrigin, RemoteVersion
from passerelles.store.worker_limits import Limits
from passerelles.store.worker_origin import Published
from passerelles.store.workers import WorkerPool
from passerelles.web.graph import CurrentGraph, Opened

_log = logging.getLogger(__name__)

#: Seconds between two looks at the endpoint, and while it does not answer or is being filled.
EVERY, SOON = 20.0, 2.0
#: Seconds that a page waits for an answer of the endpoint; what the analyses rest on takes longer.
PAGE_SECONDS, PREPARING_SECONDS = 15.0, 300.0


@dataclass(frozen=True)
class Remote:
    """An endpoint to serve: its address, the options of `RemoteDataset`, where files derived from it are kept."""

    endpoint: str
    options: Mapping[str, Any] = field(default_factory=dict)
    cache: Path | None = None
    #: Seconds between two looks at it, and when it does not answer.
    every: float = EVERY
    soon: float = SOON


@dataclass(frozen=True)
class _Seen:
    """What the endpoint said of itself when its graph was opened."""

    note: PublicationNote | None
    opened: Opened


class RemoteGraph(CurrentGraph):
    """Nothing here waits for the endpoint but `start`: a thread looks at it, pages take what it last saw."""

    def __init__(self, remote: Remote) -> None:
        super().__init__()
        self._remote = remote
        self._probe = RemoteDataset(
            remote.endpoint, **{**remote.options, "timeout": PAGE_SECONDS, "retries": 0}
        )
        self._seen: list[_Seen] = []
        self._problem: PasserellesError | None = StoreError(
            f"Le serveur SPARQL « {remote.endpoint} » n’a pas encore été lu : réessayez dans un instant."
        )
        self._watch: threading.Thread | None = None
        self._ending = threading.Event()

    def start(self) -> None:
        """Look at the endpoint, and go on looking."""
        self._look()
        self._watch = threading.Thread(target=self._looking, daemon=True)
        self._watch.start()

    def pool(self, limits: Limits) -> WorkerPool:
        """A pool that forwards queries."""
        return WorkerPool(RemoteOrigin(self._remote.endpoint, self._remote.options, self._version), limits)

    def close(self) -> None:
        """Look no more, and let go of the versions."""
        self._ending.set()
        if self._watch is not None:
            self._watch.join(timeout=1)
        with self._lock:
            held, self._seen = self._seen, []
        for seen in held:
            seen.opened.explorer.close()

    def _current(self) -> Opened:
        return self._last().opened

    def _last(self) -> _Seen:
        with self._lock:
            if self._problem is not None:
                # A fresh one each time: an exception keeps the traces of all that raised it.
                raise type(self._problem)(str(self._problem))
            return self._seen[-1]

    def _version(self) -> RemoteVersion:
        note = self._last().note
        if note is None or note.version is None:
            # Nothing tells whether the data have changed: no answer may be taken for an earlier one.
            now = time.time_ns()
            return RemoteVersion(Published("sans-version", now), _graphs(note))
        return RemoteVersion(Published(note.version[:16], _nanoseconds(note.built)), _graphs(note))

    def _looking(self) -> None:
        while not self._ending.wait(self._remote.every if self._problem is None else self._remote.soon):
            self._look()

    def _look(self) -> None:
        """Open what is there, if it is not what is open; what goes wrong is what pages will tell."""
        try:
            note = read_note(self._probe)
        except PasserellesError as error:
            if not self._seen or isinstance(self._problem, PreparingError):
                self._tell(error)
            # Else pages ask for themselves, and what needs no endpoint goes on.
            return
        if self._seen and self._seen[-1].note == note:
            self._tell(None)
            return
        if note is not None and not note.ended:
            self._tell(
                PreparingError(
                    f"Les données sont en cours de publication sur « {self._remote.endpoint} » : réessayez dans "
                    "quelques minutes. Si cela dure, la publication s’est interrompue : relancer « passerelles "
                    "publish » la reprend."
                )
            )
            return
        try:
            opened = self._open(note)
        except PasserellesError as error:
            self._tell(error)
            return
        with self._lock:
            self._seen.append(_Seen(note, opened))
            self._problem = None
            # A page begun on the version before may still read it.
            closing = self._seen[:-2]
            del self._seen[:-2]
        for seen in closing:
            seen.opened.explorer.close()

    def _open(self, note: PublicationNote | None) -> Opened:
        """What is there now; a graph that would have to be merged here is refused, for the endpoint is forwarded to."""
        endpoint, options = self._remote.endpoint, self._remote.options
        pages = open_endpoint(
            endpoint, merge=0, **{**options, "timeout": PAGE_SECONDS, "retries": 1, "pause": 0.2}
        )
        explorer = open_remote_explorer(
            endpoint, self._remote.cache, merge=0, **{"timeout": PREPARING_SECONDS, **options}
        )
        return Opened(NotedDataset(pages, note), explorer)

    def _tell(self, problem: PasserellesError | None) -> None:
        if problem is not None and str(problem) != str(self._problem):
            _log.warning("%s", problem)
        with self._lock:
            self._problem = problem


def _graphs(note: PublicationNote | None) -> tuple[str, ...]:
    return (MERGED,) if note is not None and note.place is MergePlace.GRAPH else ()


def _nanoseconds(built: str | None) -> int:
    """The moment at which the published graph was built; the beginning of 1970 when it is not told."""
    try:
        return int(datetime.fromisoformat(built or "").timestamp()) * 1_000_000_000
    except ValueError:
        return 0
