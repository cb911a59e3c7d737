"""What the start page says of a version of the store, read once and remembered as long as it is the current one."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from passerelles.answers.contents import Listed, Overview, read_overview, read_page
from passerelles.store import Dataset

#: Pages of the list remembered for one version.
PAGES = 100


@dataclass
class _Version:
    dataset: Dataset | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    overview: Overview | None = None
    pages: dict[int, tuple[Listed, ...]] = field(default_factory=dict)


class ContentsMemory:
    """The overview and the pages of the list, of one version; a dataset is one version as long as it is open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: _Version | None = None

    def read(self, dataset: Dataset, page: int) -> tuple[Overview, tuple[Listed, ...]] | None:
        """The overview and a page of the list (from 1), or None when there is no such page."""
        version = self._current(dataset)
        # Those who come while it is being read wait for it, instead of reading it again.
        with version.lock:
            if version.overview is None:
                version.overview = read_overview(dataset)
            if not 1 <= page <= version.overview.pages:
                return None
            listed = version.pages.get(page)
            if listed is None:
                listed = read_page(dataset, page)
                if len(version.pages) < PAGES:
                    version.pages[page] = listed
            return version.overview, listed

    def _current(self, dataset: Dataset) -> _Version:
        with self._lock:
            if self._version is None or self._version.dataset is not dataset:
                self._version = _Version(dataset)
            return self._version
