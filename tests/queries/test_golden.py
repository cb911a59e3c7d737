"""Every question has its answer on the small graph, in `expected/queries/<name>.csv`.

With `PASSERELLES_GOLDEN=write` in the environment, missing answers are written: read them before committing.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from passerelles.queries import Query, names, query
from passerelles.store import EmbeddedDataset, Iri, Literal, Term, open_store
from tests.small_graph import AUDITED, QUESTIONS, publish

EXPECTED = Path(__file__).parent.parent / "expected" / "queries"
_ID = "https://w3id.org/passerelles/id/"
#: Parameters for the small graph, where the example of the header is about the real documents.
ON_SMALL_GRAPH = {"certification": f"{_ID}rncp/28900", "identifiant": "RNCP28900BC01"}
_LATER = {"certification": f"{_ID}rncp/40100"}
_REFERENTIEL = {"certification": f"{_ID}cqpm/MQ-1990-0001"}
#: Those of one question, where others find more.
OF_QUESTION: dict[str, dict[str, str]] = {
    "bloc-correspondances": {"bloc": f"{_ID}rncp/40100/bloc/BC01"},
    "capacites-par-mot": {"mot": "À l’ŒIL"},
    "certification-blocs-ailleurs": _LATER,
    "certification-connaissances": _REFERENTIEL,
    "certification-criteres": _REFERENTIEL,
    "certification-habilitations": {"certification": f"{_ID}rncp/30100"},
    "certification-promotions": _LATER,
    "certification-realisation": _REFERENTIEL,
    "certifications-arrivant-a-echeance": {"debut": "2026-01-01", "fin": "2027-05-02"},
    "certifications-enregistrees": {"debut": "2022-01-01", "fin": "2024-12-31"},
    "certifications-par-certificateur": {"certificateur": f"{_ID}siret/12345678900011"},
    "certifications-par-formacode": {"formacode": f"{_ID}formacode/23054"},
    "certifications-par-mot": {"mot": "façonnier"},
    "certifications-par-partenaire": {"organisme": f"{_ID}siret/12345678900029"},
    "blocs-par-mot": {"mot": "execution"},
    "competences-communes-a-deux-certificateurs": {
        "certificateur": f"{_ID}organisme/cpne-de-la-metallurgie",
        "certificateur_2": f"{_ID}siret/12345678900011",
    },
    "competences-communes-a-deux-conventions": {"convention_2": f"{_ID}idcc/3248"},
    "correspondance": {"correspondance": f"{_ID}correspondance/aaaaaaaaaaaaaaaaaaaa"},
    "fiche": {"fiche": f"{_ID}fiche/{'1' * 64}"},
    "insertion-par-annee": {"annee": "2023"},
    "metier-formacodes": {"metier": f"{_ID}rome/H2905"},
    "metiers-par-competence": {"competence": f"{_ID}rome-competence/1"},
    "organismes-par-mot": {"mot": "metallurgie"},
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDataset]:
    with open_store(publish(tmp_path_factory.mktemp("store"), *QUESTIONS)) as dataset:
        yield dataset


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDataset]:
    """The register with faults, which the questions of the audit look for."""
    with open_store(publish(tmp_path_factory.mktemp("audit"), AUDITED)) as dataset:
        yield dataset


def given_to(question: Query) -> dict[str, Term]:
    """The parameters with which a question finds something in the small graph."""
    own = ON_SMALL_GRAPH | OF_QUESTION.get(question.name, {})
    given = {each.name: own.get(each.name, each.example) for each in question.parameters}
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
