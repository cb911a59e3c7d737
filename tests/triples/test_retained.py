"""What is shown where sources disagree; a source that says several things itself disagrees with nobody."""

from datetime import date

from passerelles.ontology import ID
from passerelles.triples import Retained

CERT = f"<{ID}rncp/12>"
PAS = "https://w3id.org/passerelles/ns#"
TITLE = "<http://purl.org/dc/terms/title>"
DAY = "^^<http://www.w3.org/2001/XMLSchema#date>"


def fact(subject: str, predicate: str, term: str, source: str) -> str:
    return f"{subject} {predicate} {term} <{ID}fiche/{source}> ."


def registration(name: str, source: str, fin: str, effet: str | None = None) -> list[str]:
    node = f"<{ID}rncp/12/enregistrement/{name}>"
    lines = [
        fact(CERT, f"<{PAS}enregistrement>", node, source),
        fact(node, f"<{PAS}fin>", f'"{fin}"{DAY}', source),
    ]
    return [*lines, *([fact(node, f"<{PAS}effet>", f'"{effet}"{DAY}', source)] if effet else [])]


def kept(*sources: list[str]) -> list[tuple[str, str]]:
    """What is retained: (end of the property, value), the sources being given most trusted first."""
    retained = Retained()
    for position, lines in enumerate(sources):
        retained.observe(lines, position)
    return [
        (
            one.predicate.rsplit("#")[-1].rsplit("/")[-1],
            one.kept.split('"')[1] if '"' in one.kept else one.kept,
        )
        for one in retained.disagreements()
    ]


def test_the_most_trusted_source_is_shown_and_the_newer_of_equals() -> None:
    first = [fact(CERT, TITLE, '"Ancien"@fr', "a")]
    second = [fact(CERT, TITLE, '"Nouveau"@fr', "b")]
    assert kept(first, second) == [("title", "Ancien")]
    retained = Retained()
    retained.observe(first, 0, date(2019, 1, 1))
    retained.observe(second, 0, date(2020, 1, 1))
    assert [one.kept for one in retained.disagreements()] == ['"Nouveau"@fr']


def test_several_values_of_one_source_all_stay_shown() -> None:
    niveaux = [fact(CERT, f"<{PAS}niveau>", f"<{ID}niveau/{niveau}>", "a") for niveau in (4, 5)]
    assert kept(niveaux) == []
    assert kept(niveaux, [fact(CERT, f"<{PAS}niveau>", f"<{ID}niveau/6>", "b")]) == []


def test_a_thing_has_one_title_even_when_one_source_gives_two() -> None:
    titles = [fact(CERT, TITLE, f'"{title}"@fr', "a") for title in ("L’un", "L'un")]
    assert kept(titles) == [("title", "L'un")]


def test_registrations_in_a_row_told_by_one_source_do_not_disagree() -> None:
    assert (
        kept(
            registration("fin-2015-05-27", "a", "2015-05-27")
            + registration("fin-2020-05-27", "a", "2020-05-27")
        )
        == []
    )


def test_the_last_end_of_each_source_is_compared() -> None:
    exported = registration("fin-2020-08-23", "a", "2020-08-23")
    text = registration("2010-05-27", "b", "2015-05-27", "2010-05-27")
    latest = registration("2015-05-27", "b", "2020-05-27", "2015-05-27")
    assert kept(exported, text + latest) == [("fin", "2020-08-23")]
    same = registration("2015-05-27", "b", "2020-08-23", "2015-05-27")
    assert kept(exported, text + same) == []


def test_another_effect_is_another_registration() -> None:
    first = registration("2015-05-27", "a", "2020-05-27", "2015-05-27")
    second = registration("2020-05-28", "b", "2025-05-27", "2020-05-28")
    assert kept(first, second) == []
