"""The files of `/data`, made once for each version by a process of its own, so that no page waits for them."""

from __future__ import annotations

import logging
import multiprocessing
import os
import tempfile
import threading
from pathlib import Path

from passerelles.analysis.prepared import prepared
from passerelles.errors import PasserellesError
from passerelles.exports.dumps import Dumps, read_dumps, write_dumps
from passerelles.exports.options import Options
from passerelles.store import EmbeddedDataset, open_store

_log = logging.getLogger(__name__)
#: Seconds that a page waits for files, in case they are there or nearly.
_PATIENCE = 0.3


class DumpsMaking:
    """The dumps of the versions asked for, one made at a time; what failed is tried again for another version only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._one_at_a_time = threading.Lock()
        self._made: dict[str, tuple[Path, Dumps] | None] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    def ask(self, dataset: EmbeddedDataset, options: Options) -> tuple[Path, Dumps] | None:
        """The folder and what it holds; None while it is being made, which this begins, and after a failure."""
        version = dataset.version.id
        with self._lock:
            thread = self._threads.get(version)
            if thread is None:
                thread = threading.Thread(target=self._make, args=(dataset, options), daemon=True)
                self._threads[version] = thread
                thread.start()
        thread.join(_PATIENCE)
        return self._made.get(version)

    def has_failed(self, dataset: EmbeddedDataset) -> bool:
        """Whether the files of that version could not be made."""
        return dataset.version.id in self._made and self._made[dataset.version.id] is None

    def _make(self, dataset: EmbeddedDataset, options: Options) -> None:
        version, location = dataset.version.id, dataset.location
        part = "donnees-completes" if options.with_restricted else "donnees"
        with self._one_at_a_time:
            try:
                folder = prepared(
                    self._place(dataset), part, lambda empty: _in_a_process(location, version, empty, options)
                )
                self._made[version] = folder, read_dumps(folder)
            except (OSError, ValueError) as error:
                _log.warning("Les fichiers de /data n’ont pas pu être préparés : %s", error)
                self._made[version] = None

    def _place(self, dataset: EmbeddedDataset) -> Path:
        """Beside the version, or in a folder of this process where that cannot be written."""
        folder = dataset.derived_folder
        if os.access(folder if folder.is_dir() else folder.parent, os.W_OK):
            return folder
        if self._temporary is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="passerelles-")
        return Path(self._temporary.name) / dataset.version.id


def _in_a_process(location: Path, version: str, folder: Path, options: Options) -> None:
    """Raises `OSError` when the process fails."""
    process = multiprocessing.get_context("forkserver").Process(
        target=_write, args=(location, version, folder, options), daemon=True
    )
    process.start()
    process.join()
    if process.exitcode != 0:
        raise OSError(f"le processus qui les fait s’est arrêté (code {process.exitcode})")


def _write(location: Path, version: str, folder: Path, options: Options) -> None:
    # Pages come first.
    os.nice(10)
    try:
        write_version(location, version, folder, options)
    except PasserellesError as error:
        raise SystemExit(str(error)) from error


def write_version(location: Path, version: str, folder: Path, options: Options) -> None:
    """Write the files of a version in an empty folder."""
    with open_store(location, version) as dataset:
        write_dumps(dataset, folder, options)
