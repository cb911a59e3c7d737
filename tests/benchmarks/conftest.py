from pathlib import Path

import pytest

from benchmarks.registre import REAL, Export, write


@pytest.fixture(scope="session")
def rome(shared: Path) -> Path:
    return shared / "data" / "rome-4.60"


@pytest.fixture(scope="session")
def register(rome: Path, tmp_path_factory: pytest.TempPathFactory) -> Export:
    """A register of 600 fiches, made once."""
    return write(tmp_path_factory.mktemp("registre"), REAL.scaled(600), rome=rome)


@pytest.fixture(scope="session")
def next_day(rome: Path, tmp_path_factory: pytest.TempPathFactory) -> Export:
    """The same register the next day, with about twenty changes."""
    return write(tmp_path_factory.mktemp("lendemain"), REAL.scaled(600), rome=rome, day=2, changes=20)
