"""How a question may go on."""

from passerelles.analysis.finding import Finding


def texts(finding: Finding, prefix: str, top: int = 8) -> list[str]:
    return [each.text for each in finding.complete(prefix, top)]


def test_a_beginning_is_completed_whatever_accents_and_case(finding: Finding) -> None:
    for prefix in ("soud", "SOUD", "Soudeur ass", "soudeur  assem"):
        assert "Soudeur assembleur industriel" in texts(finding, prefix), prefix
    assert "Pâtissier / Pâtissière" in texts(finding, "patiss")
    assert texts(finding, "patissier")[0].startswith("Pâtissier")


def test_a_name_is_found_from_any_of_its_words_but_from_the_first_sooner(finding: Finding) -> None:
    found = texts(finding, "sanit")
    assert "Installateur en thermique et sanitaire" in found
    found = texts(finding, "soudage")
    assert found[0] == "Soudage laser" or found[0] == "Soudage"


def test_kinds_and_numbers_come_along(finding: Finding) -> None:
    found = finding.complete("comptab")
    assert {each.kind for each in found} >= {"certification", "metier"}
    job = next(each for each in found if each.kind == "metier")
    assert job.identifier == "M1203" and job.iri is not None and job.iri.endswith("rome/M1203")
    assert "BTS Comptabilité et gestion" in texts(finding, "bts c")


def test_a_mistake_in_a_beginning_is_forgiven(finding: Finding) -> None:
    assert "Soudeur assembleur industriel" in texts(finding, "soudeurr asse")


def test_at_most_as_many_as_asked_and_each_once(finding: Finding) -> None:
    found = finding.complete("s", 3)
    assert len(found) == 3 == len(set(found))
    assert finding.complete("") == () == finding.complete("  ")
    assert finding.complete("zzzzzz") == ()
