"""The overlaps of the examples, written once for the tests that only read them."""

from pathlib import Path

import pytest

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.overlap import Overlap, write_overlap


@pytest.fixture(scope="session")
def overlap_folder(examples_catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("overlap")
    write_overlap(examples_catalogue, folder)
    return folder


@pytest.fixture(scope="session")
def overlap(examples_catalogue: Catalogue, overlap_folder: Path) -> Overlap:
    return Overlap(examples_catalogue, overlap_folder)
