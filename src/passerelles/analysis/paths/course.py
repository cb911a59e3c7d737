"""From holdings and a target certification to a problem: what can be acquired on the day, and the ways that grant."""

from __future__ import annotations

from dataclasses import dataclass, field

from passerelles.analysis.paths.problem import Problem, Way
from passerelles.analysis.rules import Certification, Closure, Rule, RuleBase, certification_of, is_bloc

#: What marks the whole certification as an end of its blocs: given by a correspondance, or awarded.
_WHOLE = "#entière"


@dataclass(frozen=True, slots=True)
class Course:
    """The problem of one target, and the rule behind each of its ways; a way without a rule is an award."""

    problem: Problem
    rules: dict[str, Rule]


@dataclass
class _Slice:
    """All that may have a part in reaching some goals, gathered backwards from them."""

    closure: Closure
    banned: str | None
    units: set[str] = field(default_factory=set)
    ways: dict[str, Way] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)

    def gather(self, goals: frozenset[str]) -> None:
        """Follow the goals backwards through all ways that grant on the day."""
        waiting, seen = sorted(goals), set(goals)
        while waiting:
            item = waiting.pop()
            if item not in self.closure.items:
                for way in self._ways(item):
                    self.ways[way.name] = way
                    new = way.needs - seen
                    seen |= new
                    waiting.extend(sorted(new))

    def _ways(self, item: str) -> list[Way]:
        """The ways to one item; what can be acquired is noted on the way."""
        base, day = self.closure.base, self.closure.day
        if item.endswith(_WHOLE):
            return self._to_whole(item.removesuffix(_WHOLE))
        whole = base.certification(certification_of(item))
        whole_unit = not (whole and whole.blocs)
        if (is_bloc(item) or whole_unit) and not (whole and whole.standing(day, base.known).enrol is False):
            self.units.add(item)
        found = [self._of_rule(rule) for rule in base.giving(item) if rule.grants(day)]
        if is_bloc(item) and whole and item in whole.contained and whole.iri != self.banned:
            contents = base.contents(whole.iri)
            if contents and base.giving(whole.iri):
                found.append(self._of_rule(contents))
        return found

    def _to_whole(self, certification: str) -> list[Way]:
        """A whole certification is given, acquired, or awarded once its blocs are had."""
        found = [
            Way(f"{certification}#donnée", frozenset({certification}), frozenset({certification + _WHOLE}), 0)
        ]
        whole = self.closure.base.certification(certification)
        standing = whole.standing(self.closure.day, self.closure.base.known) if whole else None
        if whole and whole.described and whole.blocs and standing and standing.award is not False:
            blocs = frozenset(bloc.iri for bloc in whole.required)
            found.append(Way(f"{certification}#délivrance", blocs, frozenset({certification + _WHOLE}), 1))
        return found

    def _of_rule(self, rule: Rule) -> Way:
        """A rule as a way; what a whole certification contains follows from being given it, not from its blocs."""
        name = f"{rule.iri}#contenu" if rule.contains else rule.iri
        self.rules[name] = rule
        if rule.contains:
            return Way(name, rule.depuis, rule.vers, 0)
        needs = frozenset(item if is_bloc(item) else item + _WHOLE for item in rule.depuis)
        return Way(name, needs, rule.vers - {self.banned} if self.banned else rule.vers, 1)


def by_blocs(closure: Closure, target: Certification) -> Course:
    """The course to all the blocs that the target requires, without being given the target itself."""
    return _course(closure, frozenset(bloc.iri for bloc in target.required), banned=target.iri)


def by_whole(closure: Closure, target: Certification) -> Course:
    """The course to the target itself: given by a correspondance, or acquired when it has no blocs."""
    return _course(closure, frozenset({target.iri}), banned=None)


def of_bloc(closure: Closure, bloc: str) -> Course:
    """The course to one bloc."""
    return _course(closure, frozenset({bloc}), banned=None)


def _course(closure: Closure, goals: frozenset[str], banned: str | None) -> Course:
    gathered = _Slice(closure, banned)
    gathered.gather(goals)
    wholes = {item + _WHOLE for item in closure.items if not is_bloc(item)}
    problem = Problem(
        held=closure.items | wholes,
        goal=goals,
        units=frozenset(gathered.units),
        ways=tuple(way for _, way in sorted(gathered.ways.items())),
    )
    return Course(problem, gathered.rules)


def awarded(way: Way) -> str | None:
    """The certification that this way has awarded, None for a way of another kind."""
    certification, mark, _ = way.name.partition("#délivrance")
    return certification if mark else None


def opens(base: RuleBase, target: Certification) -> bool:
    """Whether some correspondance gives the target or one of its blocs."""
    return any(base.giving(item) for item in (target.iri, *(bloc.iri for bloc in target.blocs)))
