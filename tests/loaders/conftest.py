"""The readings of the real fiches, made once for all tests of the loaders."""

from __future__ import annotations

from pathlib import Path

import pytest

from passerelles.loaders.fiche_texte import read_fiche
from passerelles.loaders.opening import document_of
from passerelles.records import Certification, Reading

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
