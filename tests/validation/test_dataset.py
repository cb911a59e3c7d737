"""Validation of a whole store: rules that look across sources."""

from pathlib import Path

import pytest

from passerelles.store import draft, open_store
from passerelles.validation import validate_dataset, validate_source
from tests.validation.fiches import OTHER_SHA, SHA, fiche, quads


@pytest.fixture
def store(tmp_path: Path) -> Path:
    first = fiche(SHA, "RNCP28243.txt", "28243")
    second = fiche(OTHER_SHA, "autre.txt", "28245")
    second = [(s, p, '"RNCP28243"' if p == "dcterms:identifier" else o) for s, p, o in second]
    for source, statements in ((SHA, first), (OTHER_SHA, second)):
        assert "identifiant-partage" not in validate_source(quads(source, statements)).counts()
    with draft(tmp_path / "store") as version:
        version.add(quads(SHA, first))
        version.add(quads(OTHER_SHA, second))
        version.publish({})
    return tmp_path / "store"


def test_the_same_number_in_two_sources_is_found(store: Path) -> None:
    with open_store(store) as dataset:
        report = validate_dataset(dataset)
    shared = [one for one in report.results if one.cause == "identifiant-partage"]
    assert [one.focus.value.rsplit("/", 1)[-1] for one in shared if one.focus] == ["28243", "28245"]
    assert [one.place.file for one in shared if one.place] == ["RNCP28243.txt", "autre.txt"]


def test_a_triple_that_two_sources_state_counts_once(store: Path) -> None:
    with open_store(store) as dataset:
        report = validate_dataset(dataset)
    lacking = [one for one in report.results if one.cause == "certification-sans-certificateur"]
    assert len(lacking) == 2  # one a certification, not one a source
