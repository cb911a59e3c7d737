"""The search against brute force on small random problems: truly the fewest units, then truly the fewest steps."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.analysis.paths.problem import Problem, Way, reached
from passerelles.analysis.paths.search import Solutions, solve

ITEMS = "abcdefgh"


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    items = st.sampled_from(ITEMS)
    ways = draw(
        st.lists(
            st.tuples(
                st.frozensets(items, min_size=1, max_size=3),
                st.frozensets(items, min_size=1, max_size=3),
                st.integers(0, 2),
            ),
            max_size=7,
        )
    )
    held = reached(
        draw(st.frozensets(items, max_size=2)),
        [Way("", needs, gives) for needs, gives, steps in ways if steps],
    )
    return Problem(
        held=held,
        goal=draw(st.frozensets(items, min_size=1, max_size=4)),
        units=draw(st.frozensets(items, max_size=6)),
        ways=tuple(Way(f"w{place}", *way) for place, way in enumerate(ways)),
    )


def brute_force(problem: Problem) -> list[tuple[frozenset[str], int]]:
    """All sets of units that reach the goal with none to spare, and the fewest steps of each, best first."""
    sets: list[frozenset[str]] = []
    units = sorted(problem.units - problem.held)
    for size in range(len(units) + 1):
        for chosen in map(frozenset, combinations(units, size)):
            if not any(known <= chosen for known in sets) and problem.goal <= reached(
                problem.held | chosen, problem.ways
            ):
                sets.append(chosen)
    return sorted(
        ((chosen, len(chosen) + fewest_steps(problem, chosen)) for chosen in sets),
        key=lambda found: (len(found[0]), found[1]),
    )


def fewest_steps(problem: Problem, chosen: frozenset[str]) -> int:
    return min(
        sum(way.steps for way in ways)
        for size in range(len(problem.ways) + 1)
        for ways in combinations(problem.ways, size)
        if problem.goal <= reached(problem.held | chosen, ways)
    )


@given(problems())
@settings(max_examples=300)
def test_best_solutions_are_those_of_brute_force(problem: Problem) -> None:
    expected = brute_force(problem)
    answer = solve(problem, count=4)
    assert answer.exact and answer.complete
    costs = [each.cost for each in answer.found]
    assert costs == [(len(chosen), steps) for chosen, steps in expected[:4]]
    assert len({each.acquired for each in answer.found}) == len(answer.found)
    assert {each.acquired for each in answer.found} <= {chosen for chosen, _ in expected}


@given(problems())
def test_ways_come_after_what_they_need(problem: Problem) -> None:
    for solution in solve(problem, count=3).found:
        had = problem.held | solution.acquired
        for way in solution.ways:
            assert way.needs <= had
            had |= way.gives
        assert problem.goal <= had


@given(problems(), st.frozensets(st.sampled_from(ITEMS), max_size=3))
def test_holding_more_never_leaves_more_to_acquire(problem: Problem, more: frozenset[str]) -> None:
    less = solve(problem).found
    richer = Problem(reached(problem.held | more, problem.ways), problem.goal, problem.units, problem.ways)
    if less:
        assert len(solve(richer).found[0].acquired) <= len(less[0].acquired)


def test_a_cycle_is_no_way_in() -> None:
    ways = (Way("1", frozenset("a"), frozenset("b")), Way("2", frozenset("b"), frozenset("a")))
    assert solve(Problem(frozenset(), frozenset("ab"), frozenset(), ways)) == Solutions(())
    (found,) = solve(Problem(frozenset(), frozenset("ab"), frozenset("ab"), ways)).found
    assert found.cost == (1, 2)


def test_the_limit_is_told() -> None:
    units = frozenset(ITEMS)
    assert solve(Problem(frozenset(), units, units, ()), limit=3) == Solutions((), False, False)
