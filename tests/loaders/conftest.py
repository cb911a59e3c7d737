"""The readings of the real fiches, made once for all tests of the loaders."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from passerelles.build import build
from passerelles.loaders.fiche_texte import read_fiche
from passerelles.loaders.opening import document_of
from passerelles.records import Certification, Reading
from tests.conftest import NOW
from tests.loaders.csv_tables import REGISTER, Tables, sample_of, tables_of, write

NUMBERS = ("23022", "28243", "28245")


@pytest.fixture(scope="session")
def readings(shared: Path) -> dict[str, Reading]:
    paths = {number: shared / "fiches" / f"RNCP{number}.txt" for number in NUMBERS}
    return {
        number: read_fiche(document_of(path.read_bytes(), path.name), path.name)
        for number, path in paths.items()
    }


@pytest.fixture(scope="session")
def records(readings: dict[str, Reading]) -> dict[str, Certification]:
    return {number: reading.certifications[0] for number, reading in readings.items()}


@pytest.fixture(scope="session")
def register_sample(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Tables, Path]:
    """The tables of 500 fiches of the 2020 register, drawn from a seed, and the store that is built of them."""
    folder = tmp_path_factory.mktemp("registre")
    tables = sample_of(tables_of(shared / REGISTER), 500, seed=2020)
    assert build([write(tables, folder / PurePath(REGISTER).name)], folder / "store", now=NOW).version
    return tables, folder / "store"
