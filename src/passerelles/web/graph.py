"""The graph that pages read: the current version of the store, opened once and followed when it changes."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from passerelles.analysis.explorer import Explorer
from passerelles.errors import PreparingError, StoreError
from passerelles.store import EmbeddedDataset, current_version, open_store

_log = logging.getLogger(__name__)


class CurrentGraph:
    """Read in threads of this process: a slow query of the endpoint, in its own one, never delays a page."""

    def __init__(self, location: Path) -> None:
        self._location = location
        self._lock = threading.Lock()
        self._open: list[tuple[EmbeddedDataset, Explorer]] = []
        self._preparing: dict[str, threading.Thread] = {}

    def dataset(self) -> EmbeddedDataset:
        """The dataset of the current version; it stays readable until two newer ones have been asked for.

        Raises `StoreError`, saying how to build one, when there is no store.
        """
        return self._current()[0]

    def explorer(self) -> Explorer:
        """The analyses of the current version.

        Raises `StoreError` as `dataset` does, and `PreparingError` while what they rest on is being made: that
        takes a minute for a whole register, and is asked for at once when it is not there.
        """
        dataset, explorer = self._current()
        if explorer.is_prepared:
            return explorer
        with self._lock:
            version = dataset.version.id
            thread = self._preparing.get(version)
            if thread is None or not thread.is_alive():
                thread = threading.Thread(target=_prepare, args=(explorer,), daemon=True)
                self._preparing[version] = thread
                thread.start()
        # A small graph is ready before anyone notices.
        thread.join(timeout=5)
        if not explorer.is_prepared:
            raise PreparingError(
                "Le graphe vient de changer : la recherche et les rapprochements se préparent. "
                "Réessayez dans une minute."
            )
        return explorer

    def _current(self) -> tuple[EmbeddedDataset, Explorer]:
        with self._lock:
            version = current_version(self._location)
            if version is None:
                raise StoreError(
                    f"Aucun graphe dans « {self._location} » : lancez « passerelles build SOURCE… » pour le "
                    "construire, ou « passerelles demo » pour essayer les exemples."
                )
            if not self._open or self._open[-1][0].version.id != version:
                dataset = open_store(self._location)
                self._open.append((dataset, Explorer(dataset)))
                # A page begun on the version before may still read it.
                self._close(self._open[:-2])
                del self._open[:-2]
            return self._open[-1]

    def close(self) -> None:
        """Let go of the versions."""
        with self._lock:
            self._close(self._open)
            self._open.clear()

    @staticmethod
    def _close(held: list[tuple[EmbeddedDataset, Explorer]]) -> None:
        for dataset, explorer in held:
            explorer.close()
            dataset.close()


def _prepare(explorer: Explorer) -> None:
    try:
        explorer.prepare()
    except (OSError, StoreError) as error:
        _log.warning("La recherche et les rapprochements n’ont pas pu être préparés : %s", error)
