"""The best ways to one certification from what is had, before they are told as paths."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.analysis.paths.course import Course, by_blocs, by_whole, of_bloc, opens
from passerelles.analysis.paths.problem import Problem, Solution
from passerelles.analysis.paths.search import Through, solve
from passerelles.analysis.rules import Certification, Closure, certification_of

_HERE = Solution(frozenset(), ())
#: What is left of the bound of the search for ways that are no shorter than those found.
_SHARE = 10


@dataclass(frozen=True, slots=True)
class Way:
    """One solution with the course it belongs to."""

    course: Course
    solution: Solution


@dataclass(frozen=True, slots=True)
class Best:
    """The best ways, best first; `exact` and `complete` as for `Solutions`."""

    ways: tuple[Way, ...]
    exact: bool = True
    complete: bool = True


def best_to(closure: Closure, target: Certification, count: int, limit: int) -> Best:
    """The `count` best ways to a certification: to all its blocs, or to the whole when a correspondance gives it.

    Different ways really differ: none goes through all the certifications that a better one goes through. Those
    that do more than replace blocs of the target by as many others come first to be chosen.
    """
    if target.iri in closure.items:
        return Best((Way(_empty(closure, frozenset({target.iri})), _HERE),))
    if not opens(closure.base, target):
        return Best(_direct(closure, target))
    courses = [by_blocs(closure, target)] if target.blocs else []
    if not target.blocs or closure.base.giving(target.iri):
        courses.append(by_whole(closure, target))
    return _merged(courses, target.iri, count, limit)


def best_to_bloc(closure: Closure, bloc: str, count: int, limit: int) -> Best:
    """The `count` best ways to one bloc."""
    return _merged([of_bloc(closure, bloc)], certification_of(bloc), count, limit)


def _merged(courses: list[Course], target: str, count: int, limit: int) -> Best:
    """The best of all courses: detours that are worth it, then those that only differ by where one enrols."""
    best = _solved(courses, frozenset({target}), count, limit, ())
    if len(best.ways) == count or not best.ways:
        return best
    others = _solved(courses, frozenset(), count - len(best.ways), limit // _SHARE, best.ways)
    every = sorted([*best.ways, *others.ways], key=lambda way: way.solution.cost)
    return Best(tuple(every), best.exact, best.complete and others.exact and others.complete)


def _solved(
    courses: list[Course], home: frozenset[str], count: int, limit: int, before: tuple[Way, ...]
) -> Best:
    """The `count` best ways of all courses that differ from each other and from those before."""
    through = _through(home)
    answers = [solve(course.problem, count + len(before), limit, through) for course in courses]
    every = [
        Way(course, solution)
        for course, answer in zip(courses, answers, strict=True)
        for solution in answer.found
    ]
    kept: list[Way] = []
    passed = [through(way.solution.acquired) for way in before]
    for way in sorted(every, key=lambda way: way.solution.cost):
        mine = through(way.solution.acquired)
        if len(kept) < count and not any(each <= mine for each in passed):
            kept.append(way)
            passed.append(mine)
    return Best(
        tuple(kept), all(answer.exact for answer in answers), all(answer.complete for answer in answers)
    )


def _through(home: frozenset[str]) -> Through:
    """The certifications to enrol in, without those that count for nothing."""
    return lambda acquired: frozenset(map(certification_of, acquired)) - home


def _direct(closure: Closure, target: Certification) -> tuple[Way, ...]:
    """The only way where no correspondance leads to the target: all that is missing, if one can enrol."""
    goal = frozenset(bloc.iri for bloc in target.required) or frozenset({target.iri})
    missing = goal - closure.items
    if missing and target.standing(closure.day, closure.base.known).enrol is False:
        return ()
    return (Way(_empty(closure, goal), Solution(missing, ())),)


def _empty(closure: Closure, goal: frozenset[str]) -> Course:
    return Course(Problem(closure.items, goal, goal - closure.items, ()), {})
