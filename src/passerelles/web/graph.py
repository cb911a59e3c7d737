"""The graph that pages read: the current version of the store, opened once and followed when it changes."""

from __future__ import annotations

import threading
from pathlib import Path

from passerelles.errors import StoreError
from passerelles.store import EmbeddedDataset, current_version, open_store


class CurrentGraph:
    """Read in threads of this process: a slow query of the endpoint, in its own one, never delays a page."""

    def __init__(self, location: Path) -> None:
        self._location = location
        self._lock = threading.Lock()
        self._open: list[EmbeddedDataset] = []

    def dataset(self) -> EmbeddedDataset:
        """The dataset of the current version; it stays readable until two newer ones have been asked for.

        Raises `StoreError`, saying how to build one, when there is no store.
        """
        with self._lock:
            version = current_version(self._location)
            if version is None:
                raise StoreError(
                    f"Aucun graphe dans « {self._location} » : lancez « passerelles build SOURCE… » pour le "
                    "construire, ou « passerelles demo » pour essayer les exemples."
                )
            if not self._open or self._open[-1].version.id != version:
                self._open.append(open_store(self._location))
                # A page begun on the version before may still read it.
                for old in self._open[:-2]:
                    old.close()
                del self._open[:-2]
            return self._open[-1]

    def close(self) -> None:
        """Let go of the versions."""
        with self._lock:
            for dataset in self._open:
                dataset.close()
            self._open.clear()
