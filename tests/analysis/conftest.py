"""The catalogue of the examples, written once for the tests that only read it."""

from pathlib import Path

import pytest

from passerelles.analysis.catalogue import Catalogue, write_catalogue
from passerelles.build import Outcome
from passerelles.store import open_store


@pytest.fixture(scope="session")
def examples_catalogue(
    examples_store: tuple[Path, Outcome], tmp_path_factory: pytest.TempPathFactory
) -> Catalogue:
    path = tmp_path_factory.mktemp("catalogue") / "catalogue.sqlite"
    with open_store(examples_store[0]) as dataset:
        write_catalogue(dataset, path)
    return Catalogue(path)
