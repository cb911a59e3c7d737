"""Graphs published to each real server, through the very function that the command calls."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from passerelles.publish import publish
from passerelles.store import Dataset, EmbeddedDataset, RemoteDataset, open_endpoint, open_store, read_note
from tests import small_graph
from tests.engines.servers import Engine, oxigraph, virtuoso


def _store(folder: Path, *graphs: Path) -> Iterator[EmbeddedDataset]:
    with open_store(small_graph.publish(folder / "base", *graphs)) as dataset:
        yield dataset


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDataset]:
    yield from _store(tmp_path_factory.mktemp("petit"), *small_graph.QUESTIONS)


@pytest.fixture(scope="session")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDataset]:
    """The register with faults, which the questions of the audit look for."""
    yield from _store(tmp_path_factory.mktemp("audit"), small_graph.AUDITED)


@pytest.fixture(scope="session")
def oxigraph_engine() -> Iterator[Engine]:
    with oxigraph() as engine:
        yield engine


@pytest.fixture(scope="session")
def virtuoso_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as engine:
        yield engine


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found


@pytest.fixture(scope="session")
def behind(engine: Engine) -> Callable[[EmbeddedDataset], Dataset]:
    """What a store on disk holds, read from the server: it is published there when it is not what is there."""
    return _behind(engine)


@pytest.fixture(scope="session")
def behind_oxigraph(oxigraph_engine: Engine) -> Callable[[EmbeddedDataset], Dataset]:
    """The same for one server only."""
    return _behind(oxigraph_engine)


def _behind(engine: Engine) -> Callable[[EmbeddedDataset], Dataset]:
    def read(dataset: EmbeddedDataset) -> Dataset:
        note = read_note(RemoteDataset(engine.endpoint))
        if note is None or not note.ended or note.version != dataset.version.manifest["sha256"]:
            done = publish(dataset, engine.endpoint, update=engine.update, **engine.options)
            assert done.differences == ()
        return open_endpoint(engine.endpoint, merge=0)

    return read
