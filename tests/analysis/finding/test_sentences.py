"""Sentences are taken apart, and each part says what it was taken for."""

import pytest

from passerelles.analysis.finding import Finding
from passerelles.analysis.finding.sentence import ACQUIS, BUT, SAVOIR_FAIRE, parts


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("je soude au TIG et je lis des plans", [SAVOIR_FAIRE, SAVOIR_FAIRE]),
        ("j'ai travaillé 10 ans comme aide à domicile et je veux devenir aide-soignante", [ACQUIS, BUT]),
        ("j'étais maçon, je voudrais être chef de chantier", [ACQUIS, BUT]),
        ("je suis caissière et j'aimerais devenir secrétaire", [ACQUIS, BUT]),
        ("je conduis un camion depuis cinq ans", [ACQUIS]),
    ],
)
def test_a_sentence_is_cut_where_another_thought_begins(sentence: str, expected: list[str]) -> None:
    assert [part.role for part in parts(sentence)] == expected


def test_skills_lead_to_competences_jobs_and_certifications(finding: Finding) -> None:
    found = finding.search("je soude au TIG et je lis des plans")
    understood = found.understood
    assert understood is not None
    first, second = understood.fragments
    assert first.text == "je soude au TIG" and second.text == "je lis des plans"
    assert "H2916" in {match.identifier for match in first.matches}
    assert {match.kind for match in second.matches} >= {"competence", "capacite"}
    assert any(match.label == "Lire un plan, un schéma" for match in second.matches)
    assert {"je", "au", "des"} <= set(understood.ignored)
    shown = [hit.identifier for hit in found.results]
    assert shown.index("RNCP100") < 5 and "H2916" in shown[:3]


def test_what_is_aimed_at_weighs_more_than_what_was_done(finding: Finding) -> None:
    found = finding.search("j'ai travaillé 10 ans comme aide à domicile et je veux devenir aide-soignante")
    shown = [hit.identifier for hit in found.results]
    assert {"J1501", "RNCP104"} == set(shown[:2])
    assert found.understood is not None
    assert [fragment.role for fragment in found.understood.fragments] == [ACQUIS, ACQUIS, BUT] or [
        fragment.role for fragment in found.understood.fragments
    ] == [ACQUIS, BUT]
    assert {"travaillé", "ans", "veux"} <= set(found.understood.ignored)


def test_a_title_with_et_is_not_taken_apart(finding: Finding) -> None:
    found = finding.search("Comptabilité et gestion")
    assert found.results[0].identifier == "RNCP102" and found.understood is None


def test_irregular_verbs_are_known(finding: Finding) -> None:
    (fragment,) = finding.understand("je conduis des camions").fragments
    assert "N4101" in {match.identifier for match in fragment.matches}


def test_understanding_without_anything_known(finding: Finding) -> None:
    understood = finding.understand("je xyzzyxw des qwrtplk")
    assert all(not fragment.matches for fragment in understood.fragments)
    assert finding.understand("").fragments == ()
