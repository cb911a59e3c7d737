"""How a store lies on disk: numbered versions, the one that is current, and the locks that keep them whole.

current            number of the version that readers open; replaced in one step
build.lock         held by the one build that runs
versions/3/        data/ (Oxigraph), sources.sqlite, attachments/, manifest.json, lock
versions/3/derived/  what was computed from the version, may be made again
versions/4.draft/  a version being written; a leftover once its build is dead
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from passerelles.errors import StoreError

#: Raised by one whenever a store written by older code could be misread.
FORMAT = 2

_LEFTOVER = re.compile(r"[0-9]+\.(?:draft|removed)")
_CAUSES = {
    errno.ENOSPC: "le disque est plein : libérez de la place, puis relancez la commande",
    errno.EDQUOT: "votre quota de disque est atteint : libérez de la place, puis relancez la commande",
    errno.EACCES: "les droits manquent : vérifiez le propriétaire et les droits du dossier",
    errno.EPERM: "les droits manquent : vérifiez le propriétaire et les droits du dossier",
    errno.EROFS: "le disque est en lecture seule : choisissez un autre dossier avec « --store »",
    errno.ENOTDIR: "ce n’est pas un dossier : choisissez un autre dossier avec « --store »",
    errno.EEXIST: "un fichier porte déjà ce nom : choisissez un autre dossier avec « --store »",
    errno.ENAMETOOLONG: "son chemin est trop long : choisissez un autre dossier avec « --store »",
    errno.ENOENT: "le dossier ne peut pas être créé là : choisissez un autre dossier avec « --store »",
    errno.EMFILE: "trop de fichiers sont ouverts : fermez d’autres programmes ou relevez « ulimit -n »",
}


@contextmanager
def disk_errors(location: Path) -> Iterator[None]:
    """Errors of the disk come out as `StoreError`, in French, saying what to do."""
    try:
        yield
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0) or _cause_in_text(str(error)) or f"le disque répond « {error} »"
        raise StoreError(f"La base « {location} » est inaccessible : {cause}.") from error


def _cause_in_text(message: str) -> str | None:
    """The cause named in a message of the storage engine, which gives no error number."""
    known = {"No space left": errno.ENOSPC, "Permission denied": errno.EACCES, "Read-only file": errno.EROFS}
    return next((_CAUSES[number] for text, number in known.items() if text in message), None)


class Layout:
    """The paths of one store, and the few operations on its versions that must not be interrupted halfway."""

    def __init__(self, location: Path) -> None:
        self.location = location
        self.versions = location / "versions"
        self._current = location / "current"

    def path(self, version: str) -> Path:
        """The folder of a published version."""
        return self.versions / version

    def current(self) -> str | None:
        """The number of the version that readers open, or None when nothing was published yet."""
        try:
            text = self._current.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            text = ""
        if not (text.isascii() and text.isdigit()):
            raise StoreError(
                f"La base « {self.location} » est abîmée (son fichier « current » est illisible) : "
                "supprimez le dossier et reconstruisez-le avec « passerelles build »."
            )
        return text

    def switch(self, version: str) -> None:
        """Make `version` the current one, in one step that a crash cannot split."""
        waiting = self._current.with_name("current.new")
        with waiting.open("w", encoding="ascii") as file:
            file.write(version + "\n")
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(self._current)
        sync_folder(self.location)

    @contextmanager
    def build_lock(self) -> Iterator[None]:
        """The right to build, for one process at a time; raises `StoreError` when another one holds it."""
        with (self.location / "build.lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StoreError(
                    f"Une autre construction est en cours dans « {self.location} » : "
                    "attendez sa fin, ou choisissez un autre dossier avec « --store »."
                ) from error
            yield

    def clean(self) -> None:
        """Remove what dead builds left, and old versions that nobody reads but the one before the current.

        Only the holder of the build lock may call it.
        """
        for entry in self.versions.iterdir():
            if _LEFTOVER.fullmatch(entry.name):
                shutil.rmtree(entry)
        current = int(self.current() or 0)
        # A version newer than the current one comes from a build that died just before its switch.
        ours = [number for number in self._numbers() if (self.path(str(number)) / "lock").exists()]
        older = [number for number in ours if number < current]
        newer = [number for number in ours if number > current]
        for number in [*older[:-1], *newer]:
            self._remove(self.path(str(number)))

    def next(self) -> str:
        """The number of the next version."""
        return str(max([0, *self._numbers()]) + 1)

    def _numbers(self) -> list[int]:
        return sorted(int(entry.name) for entry in self.versions.iterdir() if entry.name.isdecimal())

    def _remove(self, folder: Path) -> None:
        """Remove a version unless a reader holds its lock."""
        lock = os.open(folder / "lock", os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Renamed first: from here on nobody can open it, even if the removal is cut short.
            doomed = folder.rename(folder.with_name(folder.name + ".removed"))
            shutil.rmtree(doomed)
        except BlockingIOError:
            pass  # Read right now; a later build will remove it.
        finally:
            os.close(lock)

    def hold(self, version: str) -> int | None:
        """A file descriptor that keeps `version` from being removed while open, or None when it is gone."""
        path = self.path(version) / "lock"
        try:
            lock = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            return None
        fcntl.flock(lock, fcntl.LOCK_SH)
        if os.fstat(lock).st_nlink == 0 or not path.exists():
            os.close(lock)
            return None
        return lock

    def manifest(self, version: str) -> dict[str, Any]:
        """What `manifest.json` of a version says; `StoreError` when it is unreadable or of another format."""
        try:
            manifest = json.loads((self.path(version) / "manifest.json").read_bytes())
        except (FileNotFoundError, ValueError) as error:
            raise StoreError(
                f"La base « {self.location} » est abîmée (version {version} incomplète) : "
                "reconstruisez-la avec « passerelles build »."
            ) from error
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise StoreError(
                f"La base « {self.location} » a été faite par une autre version de Passerelles : "
                "reconstruisez-la avec « passerelles build »."
            )
        return manifest


def remove_unread(location: Path) -> None:
    """Remove the whole store at `location`, unless one of its versions is being read or built."""
    layout = Layout(location)
    locks = [os.open(path, os.O_RDONLY) for path in sorted(layout.versions.glob("*/lock"))]
    try:
        for lock in locks:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with layout.build_lock():
            shutil.rmtree(location)
    except (BlockingIOError, StoreError):
        pass  # in use: a later call will remove it
    finally:
        for lock in locks:
            os.close(lock)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
