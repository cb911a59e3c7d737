"""The search for the paths with the fewest units, then the fewest steps: exact, and bounded.

It goes backwards from the goal: the item that leaves the fewest choices is either acquired or had by one of its ways,
which opens what the way needs. States are taken by the least cost that they may lead to, so the first that is whole
is the best, and the next ones follow in order.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from passerelles.analysis.paths.bound import Bound
from passerelles.analysis.paths.problem import Problem, Solution, Way, reached

#: For the units of a solution, what they belong to.
Through = Callable[[frozenset[str]], frozenset[str]]
#: States taken before the search gives up: far more than any real question asks for.
LIMIT = 20_000
#: What part of the limit is left for other solutions once the best is found.
_SHARE = 10
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Solutions:
    """The best solutions, best first.

    `exact` is False when the limit was met before the best was sure, `complete` when it was met before all the others
    asked for were found.
    """

    found: tuple[Solution, ...]
    exact: bool = True
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _State:
    """What is still to be had, what is acquired, and for each other item that is settled the name of its way.

    The rest follows from these: the ways chosen, each once however many items it gives, all that they give, and how
    many steps they take.
    """

    open: frozenset[str]
    acquired: frozenset[str]
    by: frozenset[tuple[str, str]]
    ways: frozenset[str] = field(compare=False)
    given: frozenset[str] = field(compare=False)
    steps: int = field(compare=False)


#: A state in the queue: units, steps, open items, names, turn.
_Entry = tuple[int, int, int, tuple[str, ...], int, _State]


def solve(problem: Problem, count: int = 1, limit: int = LIMIT, through: Through = frozenset) -> Solutions:
    """The `count` best solutions, none with a superfluous unit, best first.

    They really differ: `through` tells what the units of a solution go through, and one that goes through all that
    a better one does is left out. Ties are settled by name, so the same problem has the same solutions.
    """
    problem = _reachable(problem)
    if not problem.goal <= problem.held.union(problem.units, *(way.gives for way in problem.ways)):
        return Solutions(())
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
        self._ways = {way.name: way for way in problem.ways}
        self._giving: dict[str, list[Way]] = {}
        for way in sorted(problem.ways, key=lambda way: way.name):
            for item in way.gives:
                self._giving.setdefault(item, []).append(way)
        self._choices = {
            item: len(self._giving.get(item, ())) + (item in problem.units)
            for item in (*self._giving, *problem.units)
        }

    def run(self, count: int, most: int) -> Solutions:
        limit = most
        found: list[Solution] = []
        seen = set()
        turn = 0
        first = _State(self._problem.goal - self._problem.held, _NONE, frozenset(), _NONE, _NONE, 0)
        waiting: list[_Entry] = [(*self._rank(first), turn, first)]
        while waiting and len(found) < count:
            if limit <= 0:
                return Solutions(tuple(found), bool(found), False)
            limit -= 1
            *_, state = heapq.heappop(waiting)
            if self._repeats(state, found):
                continue
            if not state.open:
                if self._keep(state, found) and len(found) == 1:
                    limit = min(limit, most // _SHARE)
                continue
            for following in self._following(state):
                if following not in seen:
                    seen.add(following)
                    turn += 1
                    heapq.heappush(waiting, (*self._rank(following), turn, following))
        return Solutions(tuple(found))

    def _keep(self, state: _State, found: list[Solution]) -> bool:
        """Keep a whole state as a solution, unless one of its units is superfluous; whether it is kept."""
        problem = self._problem
        for unit in state.acquired:
            if problem.goal <= reached(problem.held | (state.acquired - {unit}), problem.ways):
                return False
        found.append(
            Solution(
                state.acquired,
                _ordered(problem.held | state.acquired, [self._ways[name] for name in state.ways]),
            )
        )
        return True

    def _repeats(self, state: _State, found: list[Solution]) -> bool:
        """Whether all that comes of this state goes through what a solution that is kept goes through."""
        if not found:
            return False
        through = self._through(state.acquired)
        return any(self._through(each.acquired) <= through for each in found)

    def _rank(self, state: _State) -> tuple[int, int, int, tuple[str, ...]]:
        """Of equal costs, the state nearest to its end, then by name: the first solution is soon there."""
        return *self._least(state), len(state.open), tuple(sorted(state.acquired))

    def _least(self, state: _State) -> tuple[int, int]:
        """The least cost of what the state may lead to: units, then steps."""
        more, steps = self._bound.least(state.open - state.given, state.acquired, state.ways)
        return len(state.acquired) + more, len(state.acquired) + state.steps + steps

    def _following(self, state: _State) -> Iterator[_State]:
        units, held = self._problem.units, self._problem.held
        item = min(state.open, key=lambda item: (self._choices.get(item, 1), item))
        if item in units:
            yield replace(state, open=state.open - {item}, acquired=state.acquired | {item})
        by = dict(state.by)
        for way in self._giving.get(item, ()):
            if not self._hangs(by, item, way):
                needs = way.needs - held - state.acquired - by.keys()
                yield _State(
                    (state.open | needs) - {item},
                    state.acquired,
                    state.by | {(item, way.name)},
                    state.ways | {way.name},
                    state.given | way.gives,
                    state.steps + (0 if way.name in state.ways else way.steps),
                )

    def _hangs(self, by: dict[str, str], item: str, way: Way) -> bool:
        """Whether what the way needs hangs on the item itself, by the choices made."""
        waiting, seen = list(way.needs), set(way.needs)
        while waiting:
            each = waiting.pop()
            if each == item:
                return True
            if each in by:
                new = self._ways[by[each]].needs - seen
                seen |= new
                waiting.extend(new)
        return False


def _ordered(had: frozenset[str], ways: Iterable[Way]) -> tuple[Way, ...]:
    """The ways, each after those that give what it needs."""
    ordered: list[Way] = []
    left = sorted(ways, key=lambda way: way.name)
    while left:
        way = next(way for way in left if way.needs <= had)
        had |= way.gives
        left.remove(way)
        ordered.append(way)
    return tuple(ordered)
