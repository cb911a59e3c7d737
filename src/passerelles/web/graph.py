"""The graph that pages read: the current version, opened once and followed when it changes."""

from __future__ import annotations

import logging
import sqlite3
import threading
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from passerelles.analysis.explorer import Explorer
from passerelles.errors import PasserellesError, PreparingError, StoreError
from passerelles.exports.outside import open_outside
from passerelles.store import Dataset, EmbeddedDataset, current_version
from passerelles.store.worker_limits import Limits
from passerelles.store.worker_origin import StoreOrigin
from passerelles.store.workers import WorkerPool

_log = logging.getLogger(__name__)
#: Seconds in which the analyses of any graph are made.
_PATIENCE = 3600


@dataclass(eq=False)
class Opened:
    """One version: what pages ask, and the analyses, with the thread that prepares these."""

    dataset: Dataset
    explorer: Explorer
    preparing: threading.Thread | None = None


class CurrentGraph(ABC):
    """Read in threads of this process: a slow query of the endpoint, in its own one, never delays a page."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def start(self) -> None:
        """Look for the graph before the first page; a graph that is not there is no error."""
        return

    def dataset(self) -> Dataset:
        """The dataset of the current version; it stays readable until two newer ones have been asked for.

        Raises `StoreError`, saying what to do, when there is no graph.
        """
        return self._current().dataset

    def explorer(self, patience: float = 5) -> Explorer:
        """The analyses of the current version.

        Raises `StoreError` as `dataset` does, and `PreparingError` while what they rest on is being made: that
        takes a minute for a whole register, and is asked for at once when it is not there. It is waited for during
        `patience` seconds.
        """
        opened = self._current()
        if opened.explorer.is_prepared:
            return opened.explorer
        with self._lock:
            thread = opened.preparing
            if thread is None or not thread.is_alive():
                thread = threading.Thread(target=_prepare, args=(opened.explorer,), daemon=True)
                opened.preparing = thread
                thread.start()
        # A small graph is ready before anyone notices.
        thread.join(timeout=patience)
        if not opened.explorer.is_prepared:
            raise PreparingError(
                "Le graphe vient de changer : la recherche et les rapprochements se préparent. "
                "Réessayez dans une minute."
            )
        return opened.explorer

    def warm(self) -> None:
        """Prepare the analyses in the background, and ask each once: then the first visitor waits for none.

        A graph that is not there is no error: whoever asks a page is told.
        """
        threading.Thread(target=self._warm, daemon=True).start()

    def _warm(self) -> None:
        with suppress(OSError, PasserellesError, sqlite3.ProgrammingError):
            self.explorer(patience=_PATIENCE).rehearse()

    @abstractmethod
    def pool(self, limits: Limits) -> WorkerPool:
        """A pool of processes that answer queries over the current version."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the versions."""

    @abstractmethod
    def _current(self) -> Opened:
        """The current version, which is not waited for."""


class LocalGraph(CurrentGraph):
    """The store at `location`, without the lists that nobody may pass on unless it is `with_restricted`."""

    def __init__(self, location: Path, *, with_restricted: bool = False) -> None:
        super().__init__()
        self._location = location
        self._with_restricted = with_restricted
        self._open: list[tuple[EmbeddedDataset, Opened]] = []

    def pool(self, limits: Limits) -> WorkerPool:
        """A pool over the same store, that reads what pages read."""
        return WorkerPool(StoreOrigin(self._location, self._data), limits)

    def _data(self, version: str) -> Path:
        self._current()
        with self._lock:
            for dataset, _ in self._open:
                if dataset.version.id == version:
                    return dataset.data_folder
        raise StoreError(f"La version {version} de la base « {self._location} » n’est plus là.")

    def _current(self) -> Opened:
        with self._lock:
            version = current_version(self._location)
            if version is None:
                raise StoreError(
                    f"Aucun graphe dans « {self._location} » : lancez « passerelles build SOURCE… » pour le "
                    "construire, ou « passerelles demo » pour essayer les exemples."
                )
            if not self._open or self._open[-1][0].version.id != version:
                dataset = open_outside(self._location, with_restricted=self._with_restricted)
                self._open.append((dataset, Opened(dataset, Explorer(dataset))))
                # A page begun on the version before may still read it.
                self._close(self._open[:-2])
                del self._open[:-2]
            return self._open[-1][1]

    def close(self) -> None:
        """Let go of the versions."""
        with self._lock:
            self._close(self._open)
            self._open.clear()

    @staticmethod
    def _close(held: list[tuple[EmbeddedDataset, Opened]]) -> None:
        for dataset, opened in held:
            opened.explorer.close()
            dataset.close()


def _prepare(explorer: Explorer) -> None:
    try:
        explorer.prepare()
    except sqlite3.ProgrammingError:
        # The graph was closed meanwhile: nobody asks it any more.
        return
    except (OSError, StoreError) as error:
        _log.warning("La recherche et les rapprochements n’ont pas pu être préparés : %s", error)
