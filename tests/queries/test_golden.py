"""Every question has its answer on the small graph, in `expected/queries/<name>.csv`.

With `PASSERELLES_GOLDEN=write` in the environment, missing answers are written: read them before committing.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from passerelles.queries import Query, names, query
from passerelles.store import EmbeddedDataset, Iri, Literal, Term, open_store
from tests.small_graph import AUDITED, publish

EXPECTED = Path(__file__).parent.parent / "expected" / "queries"
#: Parameters for the small graph, where the example of the header is about the real documents.
ON_SMALL_GRAPH = {
    "certification": "https://w3id.org/passerelles/id/rncp/28900",
    "identifiant": "RNCP28900BC01",
}
#: What only a référentiel says.
ON_REFERENTIEL = {"certification-criteres", "certification-realisation", "certification-connaissances"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDataset]:
    with open_store(publish(tmp_path_factory.mktemp("store"))) as dataset:
        yield dataset


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDataset]:
    """The register with faults, which the questions of the audit look for."""
    with open_store(publish(tmp_path_factory.mktemp("audit"), AUDITED)) as dataset:
        yield dataset


def given_to(question: Query) -> dict[str, Term]:
    """The parameters with which a question finds something in the small graph."""
    given = {each.name: ON_SMALL_GRAPH.get(each.name, each.example) for each in question.parameters}
    if question.name == "certification-habilitations":
        given["certification"] = "https://w3id.org/passerelles/id/rncp/30100"
    if question.name in ON_REFERENTIEL:
        given["certification"] = "https://w3id.org/passerelles/id/cqpm/MQ-1990-0001"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    return {
        key: Iri(value) if kind == "iri" else Literal(value, xsd + kind)
        for key, (kind, value) in question.bind_values(given).items()
    }


@pytest.mark.parametrize("name", names())
def test_answer(name: str, small: EmbeddedDataset, audited: EmbeddedDataset) -> None:
    question = query(name)
    bindings = given_to(question)
    construct = "CONSTRUCT" in question.text
    asked = audited if name.startswith("audit-") else small
    found = b"".join(
        asked.serialise(question.text, "application/n-triples" if construct else "text/csv", bindings)
    )
    text = found.decode().replace("\r\n", "\n")
    if construct:
        text = "".join(sorted(set(text.splitlines(keepends=True))))
    file = EXPECTED / f"{name}.{'nt' if construct else 'csv'}"
    if os.environ.get("PASSERELLES_GOLDEN") == "write" and not file.exists():
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
    # A question that the small graph cannot answer would prove nothing.
    assert len(text.splitlines()) > 1


def test_every_expected_answer_has_its_question() -> None:
    assert {file.stem for file in EXPECTED.iterdir()} == set(names())
