"""The correspondances of the real extracts: the rules are those of the XML, and give that and nothing more."""

from datetime import date
from pathlib import Path

import pytest

from passerelles.analysis.paths import Finder
from passerelles.analysis.rules import Right, close, gains
from tests.analysis.extracts import compositions, declared, iri

DAY = date(2026, 9, 1)


def naive(shared: Path, holdings: set[str]) -> set[str]:
    """All that follows from holdings, by the XML alone."""
    rules = [(each.depuis, each.vers) for each in declared(shared)]
    rules += [(frozenset({whole}), frozenset(blocs)) for whole, blocs in compositions(shared).items()]
    had = set(holdings)
    while True:
        new = {item for depuis, vers in rules if depuis <= had for item in vers} - had
        if not new:
            return had - holdings
        had |= new


def test_rules_are_those_of_the_feed(finder: Finder, shared: Path) -> None:
    read = [(rule.depuis, rule.vers) for rule in finder.base.rules if rule.rank == "Officielle"]
    written = [(each.depuis, each.vers) for each in declared(shared)]
    assert len(written) == 25
    assert sorted(map(sorted_ends, read)) == sorted(map(sorted_ends, set(written)))


def sorted_ends(rule: tuple[frozenset[str], frozenset[str]]) -> tuple[list[str], list[str]]:
    return sorted(rule[0]), sorted(rule[1])


def test_holding_all_that_is_asked_gives_all_that_is_declared(finder: Finder, shared: Path) -> None:
    for each in declared(shared):
        found = close(finder.base, each.depuis, DAY)
        assert set(found.gained) == naive(shared, set(each.depuis)), each
        for item in each.vers - each.depuis:
            assert found.right(item) is Right.OFFICIELLE


def test_a_set_with_one_missing_gives_nothing_of_it(finder: Finder, shared: Path) -> None:
    several = [each for each in declared(shared) if len(each.depuis) > 1]
    assert len(several) == 5
    for each in several:
        for missing in each.depuis:
            held = each.depuis - {missing}
            assert set(close(finder.base, held, DAY).gained) == naive(shared, set(held)), each
            answer = gains(finder.base, held, DAY)
            assert missing in {item.iri for near in answer.incomplete for item in near.missing}


@pytest.mark.parametrize(
    ("held", "given"),
    [
        (
            ["RNCP37778BC01", "RNCP37778BC02"],
            ["RNCP36490BC01", "RNCP36490BC02", "RNCP36490BC03"],
        ),
        (["RNCP37778BC01"], []),
        (["RNCP37778BC02"], []),
        (["RNCP38038BC01"], ["RNCP36490BC01", "RNCP36490BC02"]),
        (["RNCP35419BC04"], ["RNCP36490BC02", "RNCP36490BC03"]),
        (["RNCP31678BC02"], []),
        (["RNCP31678BC02", "RNCP31678BC03"], ["RNCP37873BC02"]),
        (["RNCP31114BC01"], ["RNCP37674BC01"]),
        (
            ["RNCP31114"],
            ["RNCP37674", "RNCP37674BC01", "RNCP37674BC02", "RNCP31114BC01", "RNCP31114BC02"],
        ),
        # Never symmetrical.
        (["RNCP36490BC01", "RNCP36490BC02", "RNCP36490BC03", "RNCP36490BC04"], []),
        (["RNCP37873"], ["RNCP37873BC01", "RNCP37873BC02", "RNCP37873BC03"]),
    ],
)
def test_known_cases(finder: Finder, held: list[str], given: list[str]) -> None:
    found = gains(finder.base, map(iri, held), DAY)
    assert sorted(each.item.iri for each in found.gained) == sorted(map(iri, given))


def test_fiches_of_the_specific_register_count(finder: Finder, shared: Path) -> None:
    from_rs = [each for each in declared(shared) if any("/rs/" in item for item in each.depuis)]
    assert from_rs
    for each in from_rs:
        assert each.vers <= set(close(finder.base, each.depuis, DAY).gained)


def test_each_item_tells_who_declares_it_and_where(finder: Finder) -> None:
    (first, *_) = gains(finder.base, map(iri, ["RNCP37778BC01", "RNCP37778BC02"]), DAY).gained
    assert (first.right, first.direct, first.awardable) == ("officielle", True, True)
    (step,) = first.derivation.steps
    assert [each.identifier for each in step.depuis] == ["RNCP37778BC01", "RNCP37778BC02"]
    assert step.declared_by == ("CESI",)
    assert "RNCP36490" in (step.sources[0].file or "")
    assert "tous nécessaires ensemble" in step.explanation


def test_all_blocs_are_not_the_certification(finder: Finder) -> None:
    held = [iri(f"RNCP36490BC0{place}") for place in range(1, 5)]
    found = gains(finder.base, held, DAY)
    assert found.gained == ()
    (whole,) = found.complete
    assert whole.item.identifier == "RNCP36490"
    assert "reste à demander" in whole.sentence


def test_what_an_old_fiche_states_is_conventional_and_quoted(finder: Finder) -> None:
    found = gains(finder.base, [iri("RNCP23022")], DAY)
    (given,) = [each for each in found.gained if each.right == "conventionnelle"]
    assert given.item.title and given.item.title.startswith("Conducteur d’équipements industriels")
    (step,) = given.derivation.steps
    assert "donne lieu à la délivrance du CQP Conducteur d’équipements industriels" in step.sentences[0]
    assert step.rank == "Conventionnelle"
    assert {each.right for each in found.gained} == {"conventionnelle", "contenu"}


def test_what_has_expired_is_shown_as_such(finder: Finder) -> None:
    found = gains(finder.base, [iri("RNCP31114")], date(2029, 1, 1))
    (whole,) = [each for each in found.gained if each.item.identifier == "RNCP37674"]
    assert whole.awardable is False
    assert "01/09/2028" in whole.standing
