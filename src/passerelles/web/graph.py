"""The graph that pages read: the current version of the store, opened once and followed when it changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from passerelles.errors import StoreError
from passerelles.store import EmbeddedDataset, current_version, open_store


class CurrentGraph:
    """Read from several threads, in this process: a slow query of the endpoint never delays a page."""

    def __init__(self, location: Path) -> None:
        self._location = location
        self._lock = threading.Lock()
        self._dataset: EmbeddedDataset | None = None
        self._readers: dict[EmbeddedDataset, int] = {}

    @contextmanager
    def reading(self) -> Iterator[EmbeddedDataset]:
        """The dataset of the current version, kept open at least until the context is left.

        Raises `StoreError`, saying how to build one, when there is no store.
        """
        with self._lock:
            dataset = self._current()
            self._readers[dataset] = self._readers.get(dataset, 0) + 1
        try:
            yield dataset
        finally:
            with self._lock:
                self._readers[dataset] -= 1
                self._close_old()

    def version(self) -> str | None:
        """The number of the current version, None without a store."""
        return current_version(self._location)

    def close(self) -> None:
        """Close what nobody reads; readers that are left close the rest."""
        with self._lock:
            self._dataset = None
            self._close_old()

    def _current(self) -> EmbeddedDataset:
        version = current_version(self._location)
        if version is None:
            raise StoreError(
                f"Aucun graphe dans « {self._location} » : lancez « passerelles build SOURCE… » pour le "
                "construire, ou « passerelles demo » pour essayer les exemples."
            )
        if self._dataset is None or self._dataset.version.id != version:
            self._dataset = open_store(self._location)
            self._readers.setdefault(self._dataset, 0)
            self._close_old()
        return self._dataset

    def _close_old(self) -> None:
        for dataset in [each for each, readers in self._readers.items() if not readers]:
            if dataset is not self._dataset:
                del self._readers[dataset]
                dataset.close()
