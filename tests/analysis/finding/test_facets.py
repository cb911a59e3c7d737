"""How answers divide, and the list without words."""

from passerelles.analysis.finding import Filters, Finding

NONE = Filters()


def counts(finding: Finding, text: str, filters: Filters = NONE) -> dict[str, dict[str, int]]:
    return {
        facet.name: {value.value: value.count for value in facet.values}
        for facet in finding.outline(text, filters).facets
    }


def test_the_outline_counts_all_that_answers(finding: Finding) -> None:
    found = finding.outline("soudeur")
    listed = finding.search("soudeur", kinds=["certification"], top=200).groups[0].hits
    assert found.count == len(listed)
    assert counts(finding, "soudeur")["actif"] == {
        "true": sum(hit.actif is True for hit in listed),
        "false": sum(hit.actif is False for hit in listed),
    }


def test_a_filter_narrows_to_what_its_facet_counted(finding: Finding) -> None:
    for value, count in counts(finding, "soudeur")["type"].items():
        assert finding.outline("soudeur", Filters(types=(value,))).count == count


def test_without_words_all_that_the_filters_let_through_is_listed(finding: Finding) -> None:
    filters = Filters(niveaux=("3",), actif=True)
    found = finding.browse(filters, top=50)
    assert {hit.identifier for hit in found.results} == {"RNCP100", "RNCP105", "RNCP106", "RNCP108"}
    assert finding.outline("", filters).count == 4
    first, second = finding.browse(filters, top=2), finding.browse(filters, top=2, start=2)
    assert first.results + second.results == found.results
    assert counts(finding, "", filters)["niveau"] == {"3": 4}
    assert finding.browse(Filters(types=("INCONNU",))).groups == ()
