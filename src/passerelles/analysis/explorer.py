"""One version of a graph with all that the analyses derive from it: what commands, pages, the API and notebooks ask."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from passerelles.analysis.catalogue import Catalogue, write_catalogue
from passerelles.analysis.prepared import prepared
from passerelles.store import Dataset, EmbeddedDataset, open_store

if TYPE_CHECKING:
    from passerelles.analysis.finding import Finding
    from passerelles.analysis.overlap import Overlap
    from passerelles.analysis.rules import RuleBase

_CATALOGUE = "catalogue.sqlite"
#: Told of each part that is about to be prepared, by its French name.
Listener = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Data:
    """Which data an answer rests on: the day that the graph describes, when it was built, and its version.

    All are None for a graph behind an endpoint that does not say.
    """

    day: str | None
    built: str | None
    version: str | None


def _silent(part: str) -> None:
    """Tell nobody."""


class Explorer:
    """The analyses of one graph, each part prepared when it is first asked for; safe to use from several threads.

    Close it, or use it as a context manager; the dataset given stays its owner's to close.
    """

    def __init__(self, dataset: Dataset, *, listener: Listener = _silent) -> None:
        self.dataset = dataset
        self._listener = listener
        # One part at a time; the catalogue is asked for while another is being made.
        self._lock = threading.RLock()
        self._temporary: list[Path] = []
        self._opened: list[EmbeddedDataset] = []
        #: Whether `prepare` has ended: what is then asked for is answered at once.
        self.is_prepared = False

    def __enter__(self) -> Explorer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of files; the explorer must not be used afterwards."""
        if "catalogue" in self.__dict__:
            self.catalogue.close()
        for dataset in self._opened:
            dataset.close()
        for folder in self._temporary:
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def data(self) -> Data:
        """Which data the answers rest on."""
        if not isinstance(self.dataset, EmbeddedDataset):
            return Data(None, None, None)
        manifest = self.dataset.version.manifest
        return Data(manifest.get("day"), manifest.get("built"), self.dataset.version.id)

    def prepare(self) -> None:
        """Make everything that later questions rest on, so that none of them waits for it."""
        _ = self.catalogue, self.overlap, self.finding, self.rules
        self.is_prepared = True

    @cached_property
    def catalogue(self) -> Catalogue:
        """The certifications and what surrounds them."""
        with self._lock:
            made = self._prepared(
                "catalogue", "le catalogue", lambda folder: write_catalogue(self.dataset, folder / _CATALOGUE)
            )
            return Catalogue(made / _CATALOGUE)

    @cached_property
    def overlap(self) -> Overlap:
        """What lies close to what, and why."""
        from passerelles.analysis.overlap import Overlap, write_overlap

        with self._lock:
            catalogue = self.catalogue
            made = self._prepared(
                "overlap", "les rapprochements", lambda folder: write_overlap(catalogue, folder)
            )
            return Overlap(catalogue, made)

    @cached_property
    def finding(self) -> Finding:
        """Full-text search, completion, and what a sentence means."""
        from passerelles.analysis.finding import Finding, write_finding

        with self._lock:
            catalogue = self.catalogue
            made = self._prepared("finding", "la recherche", lambda folder: write_finding(catalogue, folder))
            return Finding(catalogue, made)

    @cached_property
    def rules(self) -> RuleBase:
        """The correspondances, as rules."""
        from passerelles.analysis.rules import read_rules

        with self._lock:
            return read_rules(self.dataset, date.fromisoformat(self.data.day) if self.data.day else None)

    def _prepared(self, part: str, name: str, make: Callable[[Path], None]) -> Path:
        def told(folder: Path) -> None:
            self._listener(name)
            make(folder)

        if isinstance(self.dataset, EmbeddedDataset):
            folder = self.dataset.derived_folder
            if folder.is_dir() or os.access(folder.parent, os.W_OK):
                return prepared(folder, part, told)
        return prepared(self._own_folder(), part, told)

    def _own_folder(self) -> Path:
        """A folder of this process, for a graph whose own folder cannot be written or that has none."""
        if not self._temporary:
            self._temporary.append(Path(tempfile.mkdtemp(prefix="passerelles-")))
        return self._temporary[0]


def open_explorer(location: Path, *, listener: Listener = _silent) -> Explorer:
    """The explorer of the current version of the store at `location`; raises what `open_store` raises."""
    dataset = open_store(location)
    explorer = Explorer(dataset, listener=listener)
    explorer._opened.append(dataset)
    return explorer
