"""What the workers of a pool read: a store on this disk, whose versions they follow."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from passerelles.errors import StoreError
from passerelles.store.layout import Layout, disk_errors
from passerelles.store.worker import Worker
from passerelles.store.worker_limits import Limits


@dataclass(frozen=True)
class Published:
    """A version of the graph: its number or digest, and the nanosecond of its publication since 1970."""

    version: str
    nanoseconds: int


class Origin(Protocol):
    """Where a pool gets its workers; asked in the event loop, so that only `start` may wait."""

    def is_there(self) -> bool:
        """Whether there is something to read."""
        ...

    def version(self) -> str:
        """The version that a new query reads; raises `StoreError` when there is none."""
        ...

    def published(self) -> Published:
        """The version that a new query reads, with its date; raises as `version` does."""
        ...

    async def start(self, version: str, limits: Limits) -> Worker:
        """A worker that reads that version; raises `StoreError` when it cannot."""
        ...


class StoreOrigin:
    """The store at `location`, or what is read in its place.

    `data` gives, in a thread, the folder of the engine's files for a version, when it is not the version's own: a
    part of it, that its owner keeps there as long as the pool lives.
    """

    def __init__(self, location: Path, data: Callable[[str], Path] | None = None) -> None:
        self._layout = Layout(location)
        self._data = data

    def is_there(self) -> bool:
        """Whether a version was published."""
        return self._layout.current() is not None

    def version(self) -> str:
        """The number of the current version."""
        version = self._layout.current()
        if version is None:
            raise StoreError(
                f"Aucun graphe dans « {self._layout.location} » : lancez « passerelles build SOURCE… » pour "
                "le construire, ou « passerelles demo » pour essayer les exemples."
            )
        return version

    def published(self) -> Published:
        """The current version with its date."""
        version = self.version()
        with disk_errors(self._layout.location):
            stat = (self._layout.path(version) / "manifest.json").stat()
        return Published(version, stat.st_mtime_ns)

    async def start(self, version: str, limits: Limits) -> Worker:
        """A worker that has opened that version."""
        data = None if self._data is None else await asyncio.to_thread(self._data, version)
        return await Worker.start(self._layout, version, limits, data)
