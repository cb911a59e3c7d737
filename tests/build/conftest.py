"""Stores built from the documents that the repository ships."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from passerelles.build import Outcome, build
from passerelles.examples import folder

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def examples_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """A store of the examples and the outcome of its build."""
    location = tmp_path_factory.mktemp("exemples")
    return location, build([folder()], location, now=NOW)
