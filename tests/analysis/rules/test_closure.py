"""Properties of what follows, on random rule graphs, and what must never grant."""

from datetime import date
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.analysis.rules import Right, Rule, close, gains
from passerelles.analysis.rules.closure import Closure
from tests.analysis.small_base import BLOCS, DAY, base, certification, holdings, iri, iris, rule, rule_lists


def naive(rules: list[Rule], held: frozenset[str], ranks: set[str]) -> frozenset[str]:
    """All that follows by correspondances of these ranks and by what certifications contain."""
    pairs = [(each.depuis, each.vers) for each in rules if each.rank in ranks]
    pairs += [
        (iris(name), iris(" ".join(f"{name}{place}" for place in range(1, count + 1))))
        for name, count in BLOCS.items()
        if count
    ]
    had = held
    while new := {item for depuis, vers in pairs if depuis <= had for item in vers} - had:
        had |= new
    return had


def within(closure: Closure, weakest: Right) -> frozenset[str]:
    return frozenset(item for item in closure.items if (closure.right(item) or Right.DETENU) <= weakest)


@given(rule_lists(), holdings)
def test_each_right_gives_exactly_its_own(rules: list[Rule], held: frozenset[str]) -> None:
    closure = close(base(rules), held, DAY)
    assert within(closure, Right.CONTENU) == naive(rules, held, set())
    assert within(closure, Right.OFFICIELLE) == naive(rules, held, {"Officielle"})
    assert closure.items == naive(rules, held, {"Officielle", "Conventionnelle"})


@given(rule_lists(), holdings, holdings)
def test_more_holdings_never_give_less_nor_by_a_weaker_right(
    rules: list[Rule], held: frozenset[str], more: frozenset[str]
) -> None:
    less, richer = close(base(rules), held, DAY), close(base(rules), held | more, DAY)
    for right in (Right.CONTENU, Right.OFFICIELLE, Right.CONVENTIONNELLE):
        assert within(less, right) <= within(richer, right)


@given(rule_lists(most=3), holdings)
@settings(max_examples=40)
def test_order_means_nothing(rules: list[Rule], held: frozenset[str]) -> None:
    answers = {
        repr(gains(base(list(order)), given, DAY)) for order in permutations(rules) for given in orders(held)
    }
    assert len(answers) == 1


def orders(held: frozenset[str]) -> list[list[str]]:
    return [sorted(held), sorted(held, reverse=True)]


@given(rule_lists(), holdings)
def test_derivations_hold_and_ranks_are_never_mixed(rules: list[Rule], held: frozenset[str]) -> None:
    closure = close(base(rules), held, DAY)
    for item in closure.gained:
        for found in closure.derivations(item):
            had, tree = held, closure.tree(found)
            for each in tree:
                assert each.rule.depuis <= had
                had |= {each.item}
            weakest = max(each.rule.right or Right.DETENU for each in tree)
            assert weakest is found.right
            assert [each.item for each in tree].count(item) == 1
            assert tree[-1].item == item
        rights = [found.right for found in closure.derivations(item)]
        assert rights == sorted(set(rights))


@given(rule_lists(), holdings)
def test_no_derivation_by_the_same_right_is_shorter(rules: list[Rule], held: frozenset[str]) -> None:
    closure = close(base(rules), held, DAY)
    depth = dict.fromkeys(held, 0)
    pairs = [(each.depuis, each.vers) for each in rules if each.rank == "Officielle"]
    pairs += [
        (frozenset({c}), base(rules).contents(c).vers) for c in map(iri, BLOCS) if base(rules).contents(c)
    ]  # type: ignore[union-attr]
    for turn in range(1, 20):
        had = set(depth)
        for depuis, vers in pairs:
            if depuis <= had:
                for item in vers:
                    depth.setdefault(item, turn)
    for item in closure.gained:
        if closure.right(item) == Right.OFFICIELLE:
            assert closure.derivations(item)[0].depth == depth[item]


def test_cycles_end() -> None:
    rules = [rule(1, "A", "D"), rule(2, "D", "E"), rule(3, "E", "A")]
    assert set(close(base(rules), iris("D"), DAY).gained) == iris("E A A1 A2")


def test_an_item_has_a_derivation_for_each_right() -> None:
    rules = [rule(1, "D", "A1"), rule(2, "E", "A1", "Conventionnelle")]
    (found,) = gains(base(rules), iris("D E"), DAY).gained
    assert found.right == "officielle"
    assert [each.right for each in found.also] == ["conventionnelle"]
    assert {step.rank for step in found.also[0].steps} == {"Conventionnelle"}


def test_one_conventional_step_makes_the_whole_conventional() -> None:
    rules = [rule(1, "D", "E", "Conventionnelle"), rule(2, "E", "A1")]
    (_, last) = gains(base(rules), iris("D"), DAY).gained
    assert (last.item.iri, last.right) == (iri("A1"), "conventionnelle")


def test_calculated_and_partial_ones_and_those_outside_their_dates_give_nothing() -> None:
    rules = [
        rule(1, "D", "A1", "Calculee"),
        rule(2, "D", "A2", scope="Partielle"),
        rule(3, "D", "B1", end=date(2026, 8, 31)),
        rule(4, "D", "B2", start=date(2026, 9, 2)),
        rule(5, "D", "C", start=DAY, end=DAY),
    ]
    found = gains(base(rules), iris("D"), DAY)
    assert {each.item.iri for each in found.gained} == iris("C C1")
    reasons = [each.reason for each in found.withheld]
    assert len(reasons) == 4
    assert any("calculée" in reason for reason in reasons)
    assert any("partielle" in reason for reason in reasons)
    assert any("échue" in reason for reason in reasons)
    assert any("à venir" in reason for reason in reasons)


def test_a_chain_through_what_is_no_longer_awarded_says_so_and_a_sound_one_is_preferred() -> None:
    known = [
        certification("A"),
        certification("B", end=date(2020, 6, 1)),
        certification("C"),
        certification("D"),
    ]
    rules = [rule(1, "A", "B"), rule(2, "B", "C")]
    (middle, last) = gains(base(rules, known), iris("A"), DAY).gained
    assert (middle.awardable, last.awardable) == (False, True)
    assert [each.iri for each in last.derivation.ended] == [iri("B")]
    sound = [*rules, rule(3, "A", "D"), rule(4, "D", "E"), rule(5, "E", "C")]
    found = gains(base(sound, [*known, certification("E")]), iris("A"), DAY)
    (last,) = [each for each in found.gained if each.item.iri == iri("C")]
    assert last.derivation.ended == ()
    # What is held is held, whenever it expired.
    (only,) = gains(base(rules, known), iris("B"), DAY).gained
    assert only.derivation.ended == ()


def test_blocs_that_may_be_done_without_do_not_follow_from_the_whole() -> None:
    titles = ("Souder", "Langue vivante (facultative)", "Option A : lire des plans", "Adopter une démarche")
    found = close(base([], [certification("A", titles)]), iris("A"), DAY)
    assert set(found.gained) == iris("A1 A4")


def test_all_blocs_of_a_certification_that_is_only_named_prove_nothing() -> None:
    named_only = [certification("A", 2, end=None, described=False)]
    assert gains(base([], named_only), iris("A1 A2"), DAY).complete == ()
    assert len(gains(base([], [certification("A", 2)]), iris("A1 A2"), DAY).complete) == 1


@given(
    st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")), max_size=8),
    st.sampled_from("ABCDE"),
)
def test_replacements_are_followed_and_never_grant(pairs: list[tuple[str, str]], start: str) -> None:
    newer: dict[str, tuple[str, ...]] = {}
    for old, new in pairs:
        newer[iri(old)] = (*newer.get(iri(old), ()), iri(new))
    known = [certification(name) for name in "ABCDE"]
    found = gains(base([], known, newer), iris(start), DAY)
    assert found.gained == ()
    following = {iri(new) for old, new in pairs if old == start} - {iri(start)}
    assert {each.chain[0].iri for each in found.successions} == following


def test_a_replacement_is_followed_to_the_fiche_that_is_open() -> None:
    known = [
        certification("A", end=date(2021, 1, 1)),
        certification("B", end=date(2024, 1, 1)),
        certification("C"),
    ]
    newer = {iri("A"): (iri("B"),), iri("B"): (iri("C"),), iri("C"): (iri("A"),)}
    (found,) = gains(base([], known, newer), iris("A"), DAY).successions
    assert [each.iri for each in found.chain] == [iri("B"), iri("C")]
