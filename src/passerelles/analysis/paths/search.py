"""The search for the paths with the fewest units, then the fewest steps: exact, and bounded.

It goes backwards from the goal: the item that leaves the fewest choices is either acquired or had by one of its ways,
which opens what the way needs. States are taken by the least cost that they may lead to, so the first that is whole
is the best, and the next ones follow in order.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from passerelles.analysis.paths.bound import Bound
from passerelles.analysis.paths.problem import Problem, Solution, Way, reached

#: For the units of a solution, what they belong to.
Through = Callable[[frozenset[str]], frozenset[str]]
#: States taken before the search gives up: far more than any real question asks for.
LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Solutions:
    """The best solutions, best first; `exact` is False when the limit was met before it was sure."""

    found: tuple[Solution, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class _State:
    """What is still to be had, what is acquired, and for each other item that is settled the way that gives it."""

    open: frozenset[str]
    acquired: frozenset[str]
    by: tuple[tuple[str, Way], ...]

    @property
    def ways(self) -> frozenset[Way]:
        """The ways chosen so far; each counts once, however many items it gives."""
        return frozenset(way for _, way in self.by)


def solve(problem: Problem, count: int = 1, limit: int = LIMIT, through: Through = frozenset) -> Solutions:
    """The `count` best solutions, none with a superfluous unit, best first.

    They really differ: `through` tells what the units of a solution go through, and one that goes through all that
    a better one does is left out. Ties are settled by name, so the same problem has the same solutions.
    """
    problem = _reachable(problem)
    if not problem.goal <= problem.held.union(problem.units, *(way.gives for way in problem.ways)):
        return Solutions((), True)
    return _Search(problem, through).run(count, limit)


def _reachable(problem: Problem) -> Problem:
    """The problem without the ways that can never be taken or give nothing new."""
    had = reached(problem.held | problem.units, problem.ways)
    return Problem(
        problem.held,
        problem.goal,
        problem.units - problem.held,
        tuple(way for way in problem.ways if way.needs <= had and way.gives - problem.held - way.needs),
    )


class _Search:
    def __init__(self, problem: Problem, through: Through) -> None:
        self._problem = problem
        self._through = through
        self._bound = Bound(problem)
        self._giving: dict[str, list[Way]] = {}
        for way in sorted(problem.ways, key=lambda way: way.name):
            for item in way.gives:
                self._giving.setdefault(item, []).append(way)

    def run(self, count: int, limit: int) -> Solutions:
        found: list[Solution] = []
        seen = set()
        turn = 0
        first = _State(self._problem.goal - self._problem.held, frozenset(), ())
        waiting = [(*self._least(first), 0, (), turn, first)]
        while waiting and len(found) < count:
            if limit == 0:
                return Solutions(tuple(found), False)
            limit -= 1
            *_, state = heapq.heappop(waiting)
            if self._repeats(state, found):
                continue
            if not state.open:
                self._keep(state, found)
                continue
            for following in self._following(state):
                if following not in seen:
                    seen.add(following)
                    turn += 1
                    # Of equal costs, the one nearest to its end, then by name: the first is soon there.
                    rank = (*self._least(following), len(following.open), tuple(sorted(following.acquired)))
                    heapq.heappush(waiting, (*rank, turn, following))
        return Solutions(tuple(found), True)

    def _keep(self, state: _State, found: list[Solution]) -> None:
        """Keep a whole state as a solution, unless one of its units is superfluous."""
        problem = self._problem
        for unit in state.acquired:
            if problem.goal <= reached(problem.held | (state.acquired - {unit}), problem.ways):
                return
        found.append(Solution(state.acquired, _ordered(problem.held | state.acquired, state.ways)))

    def _repeats(self, state: _State, found: list[Solution]) -> bool:
        """Whether all that comes of this state goes through what a solution that is kept goes through."""
        if not found:
            return False
        through = self._through(state.acquired)
        return any(self._through(each.acquired) <= through for each in found)

    def _least(self, state: _State) -> tuple[int, int]:
        """The least cost of what the state may lead to: units, then steps."""
        ways = state.ways
        given = frozenset().union(*(way.gives for way in ways))
        more = self._bound.least(state.open - given, self._bound.units(state.acquired))
        units = len(state.acquired) + more
        return units, units + sum(way.steps for way in ways)

    def _following(self, state: _State) -> Iterator[_State]:
        units = self._problem.units
        item = min(state.open, key=lambda item: (len(self._giving.get(item, ())) + (item in units), item))
        if item in units:
            yield _State(state.open - {item}, state.acquired | {item}, state.by)
        for way in self._giving.get(item, ()):
            if not self._hangs(state, item, way):
                by = dict(state.by)
                needs = way.needs - self._problem.held - state.acquired - by.keys()
                by[item] = way
                yield _State(
                    (state.open | needs) - {item}, state.acquired, tuple(sorted(by.items(), key=_name))
                )

    def _hangs(self, state: _State, item: str, way: Way) -> bool:
        """Whether what the way needs hangs on the item itself, by the choices made."""
        by = dict(state.by)
        waiting, seen = list(way.needs), set(way.needs)
        while waiting:
            each = waiting.pop()
            if each == item:
                return True
            if each in by:
                new = by[each].needs - seen
                seen |= new
                waiting.extend(new)
        return False


def _name(pair: tuple[str, Way]) -> str:
    return pair[0]


def _ordered(had: frozenset[str], ways: frozenset[Way]) -> tuple[Way, ...]:
    """The ways, each after those that give what it needs."""
    ordered: list[Way] = []
    left = sorted(ways, key=lambda way: way.name)
    while left:
        way = next(way for way in left if way.needs <= had)
        had |= way.gives
        left.remove(way)
        ordered.append(way)
    return tuple(ordered)
