"""A graph to publish, and an empty Oxigraph server for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passerelles.store import EmbeddedDataset, draft, open_store
from tests.engines.servers import Engine, oxigraph

EX = "http://exemple.fr/"
PAS = "https://w3id.org/passerelles/ns#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

#: Two sources of the same certification, which agree on two triples; a text that looks like an escape.
FIRST = [
    f"<{EX}a> <{TYPE}> <{PAS}Certification> <{EX}source1> .",
    f'<{EX}a> <{EX}titre> "Dossier C:\\\\users\\\\Unité"@fr <{EX}source1> .',
    f'<{EX}a> <{EX}nombre> "37"^^<http://www.w3.org/2001/XMLSchema#integer> <{EX}source1> .',
]
SECOND = [
    f"<{EX}a> <{TYPE}> <{PAS}Certification> <{EX}source2> .",
    f'<{EX}a> <{EX}titre> "Dossier C:\\\\users\\\\Unité"@fr <{EX}source2> .',
    f'<{EX}b> <{EX}titre> "autre" <{EX}source2> .',
]


def store_of(folder: Path, *sources: list[str]) -> EmbeddedDataset:
    """A store of these quads, open."""
    with draft(folder) as work:
        for quads in sources:
            work.add(quads)
        work.publish({"built": "2026-11-21T08:00:00+00:00", "day": "2026-11-21"})
    return open_store(folder)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[EmbeddedDataset]:
    with store_of(tmp_path / "base", FIRST, SECOND) as dataset:
        yield dataset


@pytest.fixture
def server() -> Iterator[Engine]:
    with oxigraph() as engine:
        yield engine


@pytest.fixture
def union_server() -> Iterator[Engine]:
    """A server whose default graph is the union of the named ones, a triple of two of them twice."""
    with oxigraph("--union-default-graph") as engine:
        yield engine
