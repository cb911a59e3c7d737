"""The constraints of SHACL core as queries: each finds what is at fault, or all that might be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rdflib.namespace import SH
from rdflib.term import Node, URIRef, Variable

from passerelles.validation.compiled_filter import surely_fine
from passerelles.validation.compiled_rules import Rule, ValueConstraint
from passerelles.validation.compiled_scope import Condition, Pattern, Scope, route_patterns, union

_THIS, _VALUE, _OTHER = Variable("this"), Variable("value"), Variable("other")


@dataclass(frozen=True, slots=True)
class Compiled:
    """One query of a rule.

    `body` is a group that binds the source (not in the merged graph), the focus and `columns` (`path`, `value`,
    `other`, `language`); `targets` is one that binds the source and the focus to what the rule is about, None where the
    body does so itself. `checks` are the constraints that decide about a row; without any, each row is a result of
    `component`. `weight` is how many triples the body goes through.
    """

    rule: Rule
    component: URIRef
    columns: tuple[str, ...]
    body: str
    targets: str | None
    scope: Scope
    weight: int
    checks: tuple[ValueConstraint, ...] = ()
    constraint: Node | None = None

    @property
    def text(self) -> str:
        """The whole query."""
        if self.targets is None:
            return self.select(f"{self.scope.start()} {self.body}")
        if self.scope.by_row:
            return self.select(f"{self.scope.start()} {self.targets} {self.body}")
        return f"SELECT {self._names} {{ {{ {self.suspects} }} {self.targets} }}"

    @property
    def suspects(self) -> str:
        """The query without its targets: what is at fault if the rule is about it."""
        return self.select(self.body)

    @property
    def suspects_first(self) -> bool:
        """Whether it is better to look for suspects before it is asked what the rule is about."""
        return not self.scope.by_row and not self.scope.selective(self.rule.targets, self.weight)

    def concerned(self, pairs: Sequence[Sequence[str]]) -> str:
        """The query of those written sources and focus nodes that the rule is about."""
        by_row = replace(self.scope, by_row=True)
        values = " ".join(f"({' '.join(pair)})" for pair in pairs)
        names = self.scope.variables
        return f"SELECT DISTINCT {names} {{ VALUES ({names}) {{ {values} }} {by_row.targets(self.rule.targets)} }}"

    def select(self, group: str) -> str:
        """A query of the columns out of a group."""
        return f"SELECT DISTINCT {self._names} {{ {group} }}"

    @property
    def _names(self) -> str:
        return " ".join([self.scope.variables, *(f"?{name}" for name in self.columns)])


def core_queries(rule: Rule, scope: Scope) -> Iterator[Compiled]:
    """The queries of the constraints of SHACL core that a rule states; none where nothing can be at fault."""
    steps = [pattern for route in rule.routes or () for pattern in _route(route)]
    scope, weight = scope.for_patterns(rule.targets, steps), sum(map(scope.count, steps))
    targets = scope.targets(rule.targets)
    if not targets:
        return
    if rule.min_count:
        yield _min_count(rule, rule.min_count, scope, targets)
    condition = _doubtful(rule)
    # Where few nodes are targets and many have the property, other values are not even looked at.
    first = targets if rule.routes is not None and scope.selective(rule.targets, weight) else ""
    values = _values(rule, scope, targets, first)
    if values is None:
        return
    kept = None if first or rule.routes is None else targets
    # The triples of one graph are distinct already.
    distinct = len(steps) == 1 and len(list(scope.branches(steps))) == 1
    if rule.max_count is not None:
        body = _grouped(scope, values, rule.max_count, distinct=distinct)
        yield Compiled(rule, SH.MaxCountConstraintComponent, (), body, kept, scope, weight)
    if rule.unique_lang:
        body = _grouped(scope, values, 1, "?language", distinct=distinct)
        yield Compiled(rule, SH.UniqueLangConstraintComponent, ("language",), body, kept, scope, weight)
    for other in rule.less_than:
        fine = "isNumeric(?value) && isNumeric(?other) && ?value < ?other"
        others = union([branch.text for branch in scope.branches([(_THIS, other, _OTHER)])])
        body = f"{{ {values} }} {{ {others} }} FILTER(!COALESCE({fine}, false))"
        columns = ("value", "other")
        yield Compiled(rule, SH.LessThanConstraintComponent, columns, body, kept, scope, weight)
    if rule.values:
        early = [condition] if condition and not (first or scope.by_row) else []
        found = _values(rule, scope, targets, first, early)
        body = f"{found} FILTER({condition.text})" if condition and not early else str(found)
        component = SH.PropertyConstraintComponent
        yield Compiled(rule, component, ("value",), body, kept, scope, weight, rule.values)


def _doubtful(rule: Rule) -> Condition | None:
    """The condition that a value may be at fault; None when any value may be."""
    fine = [surely_fine(one) for one in rule.values]
    if not all(fine):
        return None
    return Condition(f"!COALESCE({' && '.join(map(str, fine))}, false)", frozenset((_VALUE,)))


def _values(
    rule: Rule, scope: Scope, targets: str, first: str, conditions: Sequence[Condition] = ()
) -> str | None:
    """A group that binds `?this` and its value nodes, each pair at least once; None when there can be none.

    `first` is the group of targets where values are to be looked for at them alone.
    """
    if rule.routes is None:
        return f"{targets} BIND(?this AS ?value)"
    parts = [
        branch.text if branch.own else f"{branch.text} {targets}"
        for route in rule.routes
        for branch in scope.branches(_route(route), conditions)
    ]
    if not parts:
        return None
    found = parts[0] if len(parts) == 1 else f"{{ {union(parts)} }}"
    return f"{first} {found}" if first else found


def _min_count(rule: Rule, count: int, scope: Scope, targets: str) -> Compiled:
    if count == 1:
        lacking = targets
        # Over all sources values are looked for once for all, over a few once a focus.
        sign = "FILTER NOT EXISTS" if scope.by_row else "MINUS"
        for route in rule.routes or ():
            for branch in scope.branches(_route(route), kept=(_THIS,), inside=scope.by_row, once=False):
                lacking += f" {sign} {{ {branch.text} }}"
        return Compiled(rule, SH.MinCountConstraintComponent, (), lacking, None, scope, 0)
    values = _values(rule, scope, targets, "") or "FILTER(false)"
    counted = f"{scope.start()} {targets} OPTIONAL {{ {values} }}"
    body = (
        f"{{ SELECT {scope.variables} {{ {counted} }} GROUP BY {scope.variables} "
        f"HAVING(COUNT(DISTINCT ?value) < {count}) }}"
    )
    return Compiled(rule, SH.MinCountConstraintComponent, (), body, None, scope, 0)


def _route(route: tuple[object, ...]) -> list[Pattern]:
    return route_patterns(route, "this", "value", "step")  # type: ignore[arg-type]


def _grouped(scope: Scope, values: str, more: int, key: str = "", *, distinct: bool) -> str:
    count = f"COUNT({'' if distinct else 'DISTINCT '}?value)"
    language = f'BIND(LCASE(LANG(?value)) AS {key}) FILTER({key} != "")' if key else ""
    names = f"{scope.variables} {key}"
    group = f"{scope.start()} {values} {language}"
    return f"{{ SELECT {names} {{ {group} }} GROUP BY {names} HAVING({count} > {more}) }}"
