"""Questions as people type them, and what must come first."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.analysis.finding import KIND_NAMES, KINDS, Filters, Finding, Found
from passerelles.ontology import ID


def identifiers(found: Found) -> list[str | None]:
    return [hit.identifier for hit in found.results]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("RNCP100", "RNCP100"),
        ("rncp 100", "RNCP100"),
        ("R.N.C.P. 100", "RNCP100"),
        ("fiche RNCP n° 100", "RNCP100"),
        ("100", "RNCP100"),
        ("RS 5054", "RS5054"),
        ("rncp100 bc 1", "RNCP100BC01"),
        ("RNCP100BC01", "RNCP100BC01"),
        ("h 2913", "H2913"),
        ("code ROME H2913", "H2913"),
        ("nsf 254", "254"),
        ("bts compta", "RNCP102"),
        ("bts sio", "RNCP103"),
        ("B.T.S. services informatiques", "RNCP103"),
        ("cap patisserie", "RNCP106"),
        ("CQPM soudeuse", "RNCP101"),
        ("titre pro soudeur", "RNCP100"),
        ("soudeur assembleur industriel", "RNCP100"),
        ("soudeur asembleur industrielle", "RNCP100"),
        ("integration robotique", "RNCP107"),
        ("chariots caces", "RS5054"),
        ("poids lour", "N4101"),
        ("chauffeuse poids-lourd", "N4101"),
        ("00000000000001", "00000000000001"),
    ],
)
def test_the_thing_asked_for_comes_first(finding: Finding, question: str, first: str) -> None:
    assert identifiers(finding.search(question))[:1] == [first]


@pytest.mark.parametrize(
    "question", ["DEAS", "aide soignante", "AIDE-SOIGNANT", "aide soigante", "aidesoignante"]
)
def test_spelling_case_gender_and_hyphens_do_not_matter(finding: Finding, question: str) -> None:
    assert {"RNCP104", "J1501"} & set(identifiers(finding.search(question))[:2])
    assert "RNCP104" in identifiers(finding.search(question))[:3]


def test_a_correction_is_told_and_numbers_and_acronyms_are_left_alone(finding: Finding) -> None:
    assert finding.search("soudeur asembleur").corrected == "soudeur assembleur"
    assert finding.search("soudeur assembleur").corrected is None
    assert finding.search("RNCP104").corrected is None
    assert finding.search("TIG").corrected is None


def test_a_job_leads_to_its_certifications_and_says_so(finding: Finding) -> None:
    found = finding.search("soudeuse au plasma")
    assert found.results[0].iri == f"{ID}rome/H2913"
    assert found.results[0].why == "appellation : « Soudeur / Soudeuse au plasma »"
    (hit,) = [hit for hit in found.results if hit.identifier == "RNCP100"]
    assert "mène au métier Soudeur / Soudeuse (ROME H2913)" in hit.why
    assert "le titre contient « Soudeur »" in hit.why


def test_the_job_of_a_new_code_leads_to_the_certifications_of_the_former_one(finding: Finding) -> None:
    found = finding.search("H2916")
    assert found.results[0].identifier == "H2916"
    assert "RNCP100" in identifiers(finding.search("soudeuse argon"))


def test_blocs_and_capacites_lead_to_certifications(finding: Finding) -> None:
    found = finding.search("gérer la paye")
    bloc = next(hit for hit in found.results if hit.kind == "bloc")
    assert (bloc.identifier, bloc.certification, bloc.of) == (
        "RNCP102BC02",
        "RNCP102",
        "Comptabilité et gestion",
    )
    certification = next(hit for hit in found.results if hit.identifier == "RNCP102")
    assert "bloc : « Gérer la paie »" in certification.why
    capacite = finding.search("aider à la toilette", kinds=["capacite"]).results[0]
    assert capacite.iri.endswith("rncp/105/capacite/C1") and capacite.why.startswith("la capacité contient")


def test_active_certifications_come_before_expired_ones_of_the_same_title(finding: Finding) -> None:
    found = identifiers(finding.search("Soudeur assembleur industriel"))
    assert found.index("RNCP100") < found.index("RNCP90")


def test_families_lead_from_a_verb_to_the_trade(finding: Finding) -> None:
    found = identifiers(finding.search("souder"))
    assert {"H2913", "RNCP100", "RNCP101"} <= set(found)


def test_a_certificateur_is_found_with_what_it_certifies(finding: Finding) -> None:
    found = finding.search("uimm")
    assert found.results[0].kind == "certificateur"
    assert {"RNCP101", "RNCP107"} <= set(identifiers(found))
    by_siret = finding.search("siret 00000000000001")
    assert (
        by_siret.results[0].identifier == "00000000000001"
        and by_siret.results[0].why == "SIRET 00000000000001"
    )
    assert any(hit.kind == "certification" for hit in by_siret.results)


def test_groups_hold_what_the_list_holds_kind_by_kind(finding: Finding) -> None:
    found = finding.search("soudage")
    assert {group.kind for group in found.groups} >= {"certification", "metier"}
    for group in found.groups:
        assert group.label == KINDS[group.kind]
        assert {hit.kind for hit in group.hits} == {group.kind}
        scores = [hit.score for hit in group.hits]
        assert scores == sorted(scores, reverse=True)
    only = finding.search("soudage", kinds=["metier"])
    assert {hit.kind for hit in only.results} == {"metier"} == {group.kind for group in only.groups}
    assert len(finding.search("soudage", top=2).results) == 2
    assert KIND_NAMES.keys() == KINDS.keys()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(actif=True), {"RNCP100", "RNCP101", "RS7"}),
        (Filters(types=("TP",)), {"RNCP100", "RNCP90"}),
        (Filters(types=("cqp",)), {"RNCP101"}),
        (Filters(niveaux=("3",)), {"RNCP100", "RNCP90"}),
        (Filters(nsf=("254",)), {"RNCP100", "RNCP90", "RNCP101"}),
        (Filters(rome=("H29",)), {"RNCP100", "RNCP90", "RNCP101"}),
        (Filters(certificateur="uimm"), {"RNCP101"}),
        (Filters(voies=("vae",), rome=("H2913",)), {"RNCP100", "RNCP90"}),
        (Filters(registres=("rs",)), {"RS7"}),
        (Filters(rome=("Z",)), set()),
    ],
)
def test_filters_let_through_what_fits(finding: Finding, filters: Filters, expected: set[str]) -> None:
    found = finding.search("soudage", kinds=["certification"], filters=filters)
    assert set(identifiers(found)) == expected


def test_filters_hold_for_numbers_and_parts_too(finding: Finding) -> None:
    only = Filters(types=("BTS",))
    assert identifiers(finding.search("RNCP100", kinds=["certification"], filters=only)) == []
    assert identifiers(finding.search("procédé tig", kinds=["bloc"], filters=only)) == []
    assert identifiers(finding.search("RNCP102", filters=only))[:1] == ["RNCP102"]


def test_a_code_leads_to_the_certifications_under_it(finding: Finding) -> None:
    found = finding.search("nsf 23")
    assert found.results[0].identifier == "23"
    assert found.results[1].identifier == "RNCP108" and found.results[1].why == "a le code NSF 23"


def test_an_answer_is_plain_data(finding: Finding) -> None:
    found = dataclasses.asdict(finding.search("soudeur"))
    assert json.loads(json.dumps(found))["results"][0].keys() >= {
        "identifier", "iri", "kind", "title", "score", "why",
    }  # fmt: skip
    assert all(hit["iri"].startswith("https://") and hit["why"] for hit in found["results"])


@pytest.mark.parametrize(
    "question",
    ["", "   ", "le la les", "?!…", '"soud* OR NEAR(', "NOT AND -x", "\x00", "😀", "'; DROP TABLE"],
)
def test_no_text_is_syntax(finding: Finding, question: str) -> None:
    found = finding.search(question)
    assert found.question == question
    assert finding.complete(question) is not None


@given(st.text(max_size=60))
def test_any_text_has_an_answer_and_always_the_same(finding: Finding, question: str) -> None:
    found = finding.search(question)
    assert found == finding.search(question)
    scores = [hit.score for group in found.groups for hit in group.hits]
    assert all(0 < score <= 2 for score in scores)
    assert len({hit.iri for hit in found.results}) == len(found.results) <= 10
    finding.understand(question)
    finding.complete(question)


@given(
    st.sampled_from(["Soudeur", "assembleur", "industriel", "pâtissière", "CQPM", "aide-soignante"]),
    st.data(),
)
def test_accents_and_case_change_nothing(finding: Finding, word: str, data: st.DataObject) -> None:
    flips = data.draw(st.lists(st.booleans(), min_size=len(word), max_size=len(word)))
    written = "".join(char.upper() if flip else char.lower() for char, flip in zip(word, flips, strict=True))
    bare = written.translate(str.maketrans("âèÂÈ", "aeAE"))
    assert identifiers(finding.search(bare)) == identifiers(finding.search(word.lower()))
