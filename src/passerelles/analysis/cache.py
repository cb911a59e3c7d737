"""Folders of derived files for graphs that have none of their own: those behind an endpoint.

    cache/ENDPOINT-VERSION/lock        held, shared, by each reader; its date is that of the last use
    cache/ENDPOINT-VERSION/overlap-1/  what `prepared` makes

All may be removed at any time; the least recently used go by themselves, those that are being read stay.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: Folders that are kept; the files of a whole register take some hundred megabytes.
KEPT = 4
_REMOVED = ".removed"
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Held:
    """A folder that nobody removes until it is closed."""

    path: Path
    lock: int

    def close(self) -> None:
        """Let go of the folder."""
        os.close(self.lock)


@dataclass(frozen=True, slots=True)
class Cache:
    """The folders below `root`, one for each endpoint and version of its data; `kept` of them at most."""

    root: Path
    kept: int = KEPT

    def hold(self, endpoint: str, version: str) -> Held:
        """The folder for these data, made when it is not there; raises `OSError` where nothing can be written."""
        name = "-".join(hashlib.sha256(text.encode()).hexdigest()[:16] for text in (endpoint, version))
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = self._held(self.root / name)
        os.utime(held.lock)
        self._remove_oldest()
        return held

    def _held(self, folder: Path) -> Held:
        # Another process may remove the folder between its making and its locking.
        for _ in range(_ATTEMPTS):
            try:
                # Removed between the two looks of `mkdir`, it counts as a file that stands in the way.
                with suppress(FileExistsError):
                    folder.mkdir(mode=0o700)
                lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
            except FileNotFoundError:
                continue
            if _alone(lock) and _is_at(lock, folder / "lock"):
                _remove_waiting(folder)
            fcntl.flock(lock, fcntl.LOCK_SH)
            if _is_at(lock, folder / "lock"):
                return Held(folder, lock)
            os.close(lock)
        raise OSError(f"{folder} is removed as often as it is made")

    def _remove_oldest(self) -> None:
        """Remove the least recently used folders but those that are read, and what a removal left halfway."""
        used: list[tuple[int, Path]] = []
        for folder in self.root.iterdir():
            if folder.name.endswith(_REMOVED):
                shutil.rmtree(folder, ignore_errors=True)
                continue
            try:
                used.append(((folder / "lock").stat().st_mtime_ns, folder))
            except FileNotFoundError:
                continue  # not ours, or gone meanwhile
        for _, folder in sorted(used, reverse=True)[self.kept :]:
            _remove(folder)


def _remove(folder: Path) -> None:
    try:
        lock = os.open(folder / "lock", os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        if _alone(lock) and _is_at(lock, folder / "lock"):
            # Renamed first: from here on nobody reads it, even if the removal is cut short.
            doomed = folder.rename(folder.with_name(folder.name + _REMOVED))
            shutil.rmtree(doomed, ignore_errors=True)
    except OSError:
        return  # what another removal left is in the way: a later use removes both
    finally:
        os.close(lock)


def _alone(lock: int) -> bool:
    """Whether nobody else holds the folder; it is then held for itself alone."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_at(lock: int, path: Path) -> bool:
    """Whether the open file is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(lock), path.stat())
    except FileNotFoundError:
        return False


def _remove_waiting(folder: Path) -> None:
    """Remove what processes left that were cut short: `prepared` works in names that begin with a dot."""
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            shutil.rmtree(entry, ignore_errors=True)
