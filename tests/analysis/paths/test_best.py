"""Paths between certifications against brute force: which blocs to acquire, by what the rules mean."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.analysis.paths.best import best_to, best_to_bloc
from passerelles.analysis.paths.search import LIMIT
from passerelles.analysis.rules import Rule, RuleBase, certification_of, close
from tests.analysis.small_base import BLOCS, DAY, base, certification, holdings, iri, iris, rule, rule_lists


def with_awards(known: RuleBase, held: frozenset[str]) -> frozenset[str]:
    """All that is had once every certification whose blocs are had has been awarded."""
    had = close(known, held, DAY).items
    for name in BLOCS:
        whole = known.certification(iri(name))
        if whole is None or not whole.blocs or whole.iri in had or whole.standing(DAY).award is False:
            continue
        if {bloc.iri for bloc in whole.required} <= had:
            return with_awards(known, had | {whole.iri})
    return had


def units(known: RuleBase) -> list[str]:
    """All that one can acquire on the day: blocs, and certifications without blocs."""
    wholes = filter(None, (known.certification(iri(name)) for name in BLOCS))
    enrolled = [whole for whole in wholes if whole.standing(DAY).enrol is not False]
    return [item for whole in enrolled for item in ([bloc.iri for bloc in whole.blocs] or [whole.iri])]


def brute_force(known: RuleBase, held: frozenset[str], target: str) -> int | None:
    """The fewest units that lead to the target, or to all its blocs."""
    whole = known.certification(target)
    assert whole
    blocs = {bloc.iri for bloc in whole.required}
    every = units(known)
    for count in range(len(every) + 1):
        for chosen in combinations(every, count):
            had = with_awards(known, held | set(chosen))
            if target in had or (blocs and blocs <= had):
                return count
    return None


@st.composite
def bases(draw: st.DrawFn) -> RuleBase:
    closed = draw(st.frozensets(st.sampled_from("ABCDE"), max_size=3))
    known = [
        certification(name, blocs, end=DAY.replace(year=2025) if name in closed else DAY.replace(year=2030))
        for name, blocs in BLOCS.items()
    ]
    return base(draw(rule_lists(most=8)), known)


@given(bases(), holdings, st.sampled_from("AABC"))
@settings(max_examples=150)
def test_no_path_is_shorter(known: RuleBase, held: frozenset[str], name: str) -> None:
    target = known.certification(iri(name))
    assert target
    closure = close(known, held, DAY)
    best = best_to(closure, target, 3, LIMIT)
    least = brute_force(known, held, target.iri)
    assert best.exact
    assert (best.ways[0].solution.cost[0] if best.ways else None) == least
    for way in best.ways:
        acquired = way.solution.acquired
        assert acquired <= set(units(known))
        had = with_awards(known, closure.items | acquired)
        assert target.iri in had or {bloc.iri for bloc in target.required} <= had


@given(bases(), holdings, st.sampled_from("AB"))
@settings(max_examples=60)
def test_paths_really_differ_and_come_best_first(known: RuleBase, held: frozenset[str], name: str) -> None:
    target = known.certification(iri(name))
    assert target
    ways = best_to(close(known, held, DAY), target, 4, LIMIT).ways
    costs = [way.solution.cost for way in ways]
    assert costs == sorted(costs)
    through = [frozenset(map(certification_of, way.solution.acquired)) for way in ways]
    for place, one in enumerate(through):
        assert not any(one <= other for other in through[place + 1 :])


@given(bases(), holdings, holdings, st.sampled_from("ABC"))
@settings(max_examples=60)
def test_holding_more_never_leaves_more(
    known: RuleBase, held: frozenset[str], more: frozenset[str], name: str
) -> None:
    target = known.certification(iri(name))
    assert target
    one, other = (best_to(close(known, had, DAY), target, 1, LIMIT).ways for had in (held, held | more))
    if one:
        assert other and other[0].solution.cost[0] <= one[0].solution.cost[0]


def left(rules: list[Rule], held: str, target: str) -> list[tuple[int, int]]:
    closure = close(base(rules), iris(held), DAY)
    whole = closure.base.certification(iri(target))
    assert whole
    return [way.solution.cost for way in best_to(closure, whole, 3, LIMIT).ways]


def test_blocs_of_another_certification_are_worth_it_when_they_are_fewer() -> None:
    assert left([rule(1, "C1", "A1 A2")], "", "A") == [(1, 2), (2, 2)]


def test_one_bloc_missing_of_two_gives_nothing() -> None:
    rules = [rule(1, "B1 B2", "A1 A2")]
    assert left(rules, "B1 B2", "A") == [(0, 0)]
    assert left(rules, "B1", "A") == [(1, 2), (2, 2)]


def test_a_whole_certification_is_awarded_before_it_gives() -> None:
    assert left([rule(1, "C", "A")], "", "A")[0] == (1, 3)


def test_calculated_rules_are_no_way() -> None:
    assert left([rule(1, "D", "A1 A2", "Calculee")], "D", "A") == [(2, 2)]


def test_a_bloc_is_a_target_of_its_own() -> None:
    closure = close(base([rule(1, "D", "A1")]), iris("D"), DAY)
    assert best_to_bloc(closure, iri("A1"), 1, LIMIT).ways[0].solution.cost == (0, 0)
    assert best_to_bloc(closure, iri("A2"), 1, LIMIT).ways[0].solution.cost == (1, 1)
