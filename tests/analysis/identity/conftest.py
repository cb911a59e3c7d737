"""The rule base of the extracts, read once for the tests of this folder."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from passerelles.analysis.paths import Finder, open_finder
from passerelles.store import EmbeddedDataset, open_store
from tests.analysis.extracts import extracts_store


@pytest.fixture(scope="session")
def extracts(shared: Path) -> Iterator[EmbeddedDataset]:
    with open_store(extracts_store(shared)) as dataset:
        yield dataset


@pytest.fixture(scope="session")
def finder(extracts: EmbeddedDataset) -> Finder:
    return open_finder(extracts, date(2026, 8, 16))
