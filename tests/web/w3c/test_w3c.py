"""The W3C's tests for SPARQL 1.1 through HTTP: what passes is exactly what is not listed in `left_out.csv`.

The list says of each other test why: the engine answers otherwise, or an endpoint that only reads does not
do such things.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.web.conftest import serving
from tests.web.w3c.asking import failure
from tests.web.w3c.manifest import cases, suites
from tests.web.w3c.protocol import Refusal
from tests.web.w3c.store import make

# rdflib's own reader of JSON-LD uses a class that rdflib has given up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

LIST = Path(__file__).parent / "left_out.csv"
COUNTS = Path(__file__).parent / "counts.csv"


def listed() -> dict[tuple[str, str], tuple[str, str]]:
    """The cause and the reason of each test that is left out."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {(row["suite"], row["test"]): (row["cause"], row["reason"]) for row in csv.DictReader(file)}


def counts() -> dict[str, tuple[int, int]]:
    """How many tests each suite has, and how many pass."""
    with COUNTS.open(encoding="utf-8", newline="") as file:
        return {row["suite"]: (int(row["tests"]), int(row["passed"])) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    folder = shared / "w3c" / "rdf-tests" / "sparql" / "sparql11"
    if not folder.is_dir():
        pytest.skip("les tests du W3C (../shared/w3c) ne sont pas à côté du dépôt")
    return folder


@pytest.fixture(scope="module")
def endpoint(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    location = tmp_path_factory.mktemp("w3c") / "base"
    make(folder, location)
    with serving(location) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.mark.parametrize("suite", sorted(counts()))
def test_what_passes_is_what_is_not_listed(endpoint: httpx.Client, folder: Path, suite: str) -> None:
    found = {case.name: failure(endpoint, case) for case in cases(folder, suite)}
    expected = {test: cause for (of, test), cause in listed().items() if of == suite}
    failed = {test: detail for test, detail in found.items() if detail is not None}
    assert {test: failed[test] for test in failed.keys() - expected.keys()} == {}
    assert expected.keys() - failed.keys() == set(), "listed, but they pass or are no more"
    for test, (cause, _) in expected.items():
        detail = failed[test]
        # What is refused is refused in words.
        if cause in ("update", "graph store"):
            assert isinstance(detail, Refusal) and detail.status in (403, 405), (test, detail)
        elif cause == "federation":
            assert isinstance(detail, Refusal) and "SERVICE" in detail.text, (test, detail)
        else:
            assert not isinstance(detail, Refusal), (test, detail)
    passed = len(found) - len(failed)
    print(f"{suite}: {passed} / {len(found)}")
    assert counts()[suite] == (len(found), passed)


def test_every_suite_is_run(folder: Path) -> None:
    assert sorted(counts()) == suites(folder)


def test_every_test_left_out_has_its_reason() -> None:
    causes = Counter(cause for cause, _ in listed().values())
    assert set(causes) == {"engine", "entailment", "federation", "graph store", "update"}
    assert all(len(reason) > 20 for _, reason in listed().values())
    # Answers of the engine that differ are few, and each is looked at.
    assert causes["engine"] <= 12
