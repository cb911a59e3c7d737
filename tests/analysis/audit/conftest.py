"""The audit of the register where something is amiss in every way."""

from collections.abc import Iterator
from datetime import date

import pytest

from passerelles.analysis.audit import Audit, audit
from passerelles.analysis.catalogue import Catalogue, write_catalogue
from passerelles.store import EmbeddedDataset, open_store
from tests.small_graph import AUDITED, publish

ID = "https://w3id.org/passerelles/id/"
DAY = date(2026, 11, 28)
#: As the overlap gives them: declared, of one certification, and worth telling.
NEAR = [
    (f"{ID}rncp/40001/bloc/BC02", f"{ID}rncp/40002/bloc/BC02", 0.99, ["soudure"]),
    (f"{ID}rncp/40001/bloc/BC01", f"{ID}rncp/40001/bloc/BC02", 0.95, ["souder"]),
    (f"{ID}rncp/40001/bloc/BC03", f"{ID}rncp/40002/bloc/BC03", 0.97, ["lire", "plan"]),
]


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDataset]:
    with open_store(publish(tmp_path_factory.mktemp("audit"), AUDITED)) as opened:
        yield opened


@pytest.fixture(scope="session")
def catalogue(dataset: EmbeddedDataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    path = tmp_path_factory.mktemp("catalogue") / "catalogue.sqlite"
    write_catalogue(dataset, path)
    with Catalogue(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def found(dataset: EmbeddedDataset, catalogue: Catalogue) -> Audit:
    return audit(dataset, catalogue, DAY, NEAR, data_day="2026-08-16")
