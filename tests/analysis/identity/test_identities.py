"""What texts name by title: candidates with reasons, decided only when the evidence decides."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from passerelles.analysis.identity import Finding, Identities
from passerelles.build import Outcome
from passerelles.store import EmbeddedDataset, draft, open_store
from tests.analysis.small_base import ID

CQPI = f"{ID}titre/conducteur-d-equipements-industriels-cqpm-cqpi"


@pytest.fixture(scope="module")
def examples(examples_store: tuple[Path, Outcome]) -> Iterator[Identities]:
    with open_store(examples_store[0]) as dataset:
        yield Identities(dataset)


def of(identities: Identities, iri: str) -> Finding:
    found = identities(iri)
    assert found
    return found


def test_the_cqpi_of_rncp23022_has_candidates_of_several_branches(examples: Identities) -> None:
    found = of(examples, CQPI)
    assert found.decided is None
    assert {"RNCP23024", "RNCP18225", "RNCP28249"} <= {each.identifier for each in found.candidates}
    assert "sans certitude" in found.sentence
    assert [each.score for each in found.candidates] == sorted(
        (each.score for each in found.candidates), reverse=True
    )


def test_each_candidate_has_its_reasons_for_and_against(examples: Identities) -> None:
    by_number = {each.identifier: each for each in of(examples, CQPI).candidates}
    metal = {reason.about: reason for reason in by_number["RNCP23024"].reasons}
    assert metal["titre"].conclusive and "Même titre" in metal["titre"].sentence
    assert metal["nature"].sentence == "Nature CQPM ; le texte dit CQPI, CQPM."
    assert metal["certificateur"].favourable and "métallurgie" in metal["certificateur"].sentence
    textile = {reason.about: reason for reason in by_number["RNCP18225"].reasons}
    assert not textile["certificateur"].favourable
    assert textile["certificateur"].sentence.startswith("Autre certificateur")


def test_a_referentiel_without_its_fiche_has_none(examples: Identities) -> None:
    found = of(examples, f"{ID}cqpm/MQ-1988-0044")
    assert (found.candidates, found.decided, found.sentence) == ((), None, "Aucune trouvée.")


def test_a_number_of_the_register_needs_no_candidates(examples: Identities) -> None:
    assert examples(f"{ID}rncp/23022") is None
    assert examples(f"{ID}rs/5719") is None


HEAD = """
@prefix pas: <https://w3id.org/passerelles/ns#> .
@prefix id: <https://w3id.org/passerelles/id/> .
@prefix type: <https://w3id.org/passerelles/id/type/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
<https://w3id.org/passerelles/id/fiche/{fiche}> {{
"""
NAMED = """
<{id}titre/soudeur> a pas:Certification ; dcterms:title "Soudeur (CQPI)"@fr ; dcterms:type type:CQPI .
<{id}rncp/1> a pas:Certification ; dcterms:identifier "RNCP1" ; dcterms:title "Autre"@fr .
<{id}correspondance/1> a pas:Correspondance ; pas:depuis <{id}rncp/1> ; pas:vers <{id}titre/soudeur> ;
  pas:rang pas:Conventionnelle ; pas:declarePar <{id}siret/1> .
<{id}siret/1> dcterms:title "Branche du métal"@fr . <{id}siret/2> dcterms:title "Branche du bois"@fr .
<{id}cqpm/MQ-2000-0001> a pas:Certification ; dcterms:title "Tourneur"@fr ; dcterms:type type:CQPM .
"""


def register(*fiches: tuple[int, str, str, int]) -> str:
    return "".join(
        f'<{ID}rncp/{number}> a pas:Certification ; dcterms:identifier "RNCP{number}" ; '
        f'dcterms:title "{title}"@fr ; dcterms:type type:{kind} ; pas:certificateur <{ID}siret/{siret}> ; '
        f"prov:wasDerivedFrom <{ID}fiche/x> .\n"
        for number, title, kind, siret in fiches
    )


def identities(tmp_path: Path, *fiches: tuple[int, str, str, int]) -> tuple[Identities, EmbeddedDataset]:
    trig = HEAD.format(fiche="0" * 64) + NAMED.format(id=ID) + register(*fiches) + "}"
    with draft(tmp_path) as work:
        work.add([f"{quad} ." for quad in pyoxigraph.parse(trig.encode(), format=pyoxigraph.RdfFormat.TRIG)])
        work.publish({"built": "2026-11-21T08:00:00+00:00"})
    dataset = open_store(tmp_path)
    return Identities(dataset), dataset


@pytest.mark.parametrize(
    ("fiches", "decided"),
    [
        # One of the same title, kind and certificateur.
        ([(10, "CQP Soudeur (CQPI)", "CQPI", 1)], 10),
        ([(10, "Soudeuse", "CQPI", 1), (11, "Soudeur", "CQP", 2)], 10),
        # The same title in another branch.
        ([(10, "Soudeur", "CQPI", 2)], None),
        # Two that may be it.
        ([(10, "Soudeur", "CQPI", 1), (11, "Soudeur", "CQPI", 1)], None),
        ([(10, "Soudeur", "CQPI", 1), (11, "Soudeur", "CQPI", 2)], None),
        # Another kind, or another title.
        ([(10, "Soudeur", "CQP", 1)], None),
        ([(10, "Soudeur industriel", "CQPI", 1)], None),
        ([], None),
    ],
)
def test_it_is_decided_only_when_the_evidence_decides(
    tmp_path: Path, fiches: list[tuple[int, str, str, int]], decided: int | None
) -> None:
    found, dataset = identities(tmp_path, *fiches)
    with dataset:
        answer = of(found, f"{ID}titre/soudeur")
    assert answer.decided == (f"{ID}rncp/{decided}" if decided else None)


def test_a_cqpm_is_of_one_certificateur_by_its_kind(tmp_path: Path) -> None:
    found, dataset = identities(
        tmp_path, (10, "CQP Tourneur(se) (CQPM)", "CQPM", 1), (11, "Tourneur", "CAP", 2)
    )
    with dataset:
        answer = of(found, f"{ID}cqpm/MQ-2000-0001")
    assert answer.decided == f"{ID}rncp/10"
    assert answer.sentence.startswith("C’est RNCP10")
