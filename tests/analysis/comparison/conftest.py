"""A comparer over the examples, and one over the real extracts and fiches when they lie beside the repository."""

from pathlib import Path

import pytest

from passerelles.analysis.catalogue import Catalogue, write_catalogue
from passerelles.analysis.comparison import Comparer, write_vocabulary
from passerelles.build import build
from passerelles.store import open_store
from tests.conftest import NOW


@pytest.fixture(scope="session")
def examples(examples_catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Comparer:
    folder = tmp_path_factory.mktemp("vocabulaire")
    write_vocabulary(examples_catalogue, folder)
    return Comparer(examples_catalogue, folder)


@pytest.fixture(scope="session")
def extracts(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Comparer:
    place = tmp_path_factory.mktemp("extraits")
    build([shared / "data" / "france-competences-v4.1", shared / "fiches"], place / "graphe", now=NOW)
    with open_store(place / "graphe") as dataset:
        write_catalogue(dataset, place / "catalogue.sqlite")
    catalogue = Catalogue(place / "catalogue.sqlite")
    write_vocabulary(catalogue, place)
    return Comparer(catalogue, place)
