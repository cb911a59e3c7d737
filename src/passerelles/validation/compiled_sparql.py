"""SPARQL constraints written again for one source among many, or for the merged graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from rdflib.namespace import SH
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import URIRef, Variable

from passerelles.validation.compiled_core import Compiled
from passerelles.validation.compiled_expression import expression
from passerelles.validation.compiled_group import Group, flat, parsed, variables_of
from passerelles.validation.compiled_rules import Query, Rule, Target
from passerelles.validation.compiled_scope import Branch, Condition, Pattern, Scope, union, written
from passerelles.validation.refusal import NotCompiled

_THIS = Variable("this")
#: Above so many triples, what must not be there is looked up row by row: it would fill the memory.
_WIDE = 1_000_000


def sparql_query(rule: Rule, query: Query, scope: Scope) -> Compiled | None:
    """The query of a SPARQL constraint, None where it cannot find anything.

    Raises `NotCompiled` for what is not known to mean the same to pySHACL and to the engine.
    """
    select = parsed(query.text)
    columns = tuple(str(variable) for variable in select.PV if variable != _THIS)
    if _THIS not in select.PV or not set(columns) <= {"path", "value"}:
        raise NotCompiled(f"SELECT {' '.join(f'?{name}' for name in select.PV)} in SPARQL")
    node = select.p
    while node.name in ("Distinct", "Project"):
        node = node.p
    group = flat(node)
    if _THIS not in group.certain:
        raise NotCompiled("a query of SPARQL that does not bind $this itself")
    patterns = list(_patterns(group))
    scope = scope.for_patterns(rule.targets, patterns)
    targets = scope.targets(rule.targets)
    body = _Writer(scope, targets).body(group, select.PV) if targets else None
    if body is None:
        return None
    kept = None if _binds_target(group, rule.targets, scope) else targets
    weight = sum(map(scope.count, patterns))
    component = SH.SPARQLConstraintComponent
    return Compiled(rule, component, columns, body, kept, scope, weight, constraint=query.node)


def _patterns(group: Group) -> Iterator[Pattern]:
    """All patterns that a group would scan, those of its conditions included."""
    for ways in group.triples:
        for way in ways:
            for subject, predicate, value in way:
                names = group.choices.get(predicate, ()) if isinstance(predicate, Variable) else ()
                yield from ((subject, name, value) for name in names or (predicate,))
    for condition in filter(_exists, group.conditions):
        yield from _patterns(flat(condition.graph, group.certain))
    for node, _ in group.optional:
        yield from _patterns(flat(node))


def _binds_target(group: Group, targets: tuple[Target, ...], scope: Scope) -> bool:
    """Whether the query itself asks for what makes a node a target."""
    if len(targets) != 1 or targets[0] in scope.borrowed:
        return False
    wanted = scope.target_patterns(targets[0])
    if len(wanted) != 1 or scope.is_known(wanted[0]):
        return False
    asked = [ways[0][0] for ways in group.triples if len(ways) == 1 and len(ways[0]) == 1]
    if targets[0].kind == "class":
        return wanted[0] in asked
    return targets[0].kind == "subjects" and any(one[:2] == wanted[0][:2] for one in asked)


@dataclass(slots=True)
class _Writer:
    scope: Scope
    targets: str
    #: What groups around are sure to bind: conditions of EXISTS may speak of it.
    outer: set[Variable] = field(default_factory=set)

    def body(self, group: Group, columns: Collection[Variable]) -> str | None:
        """The group that finds rows: what has to be there, then what must not; None when it finds nothing."""
        self.outer |= group.certain
        kept = self._kept(group, columns)
        plain = [one for one in group.conditions if not _exists(one)]
        conditions = [Condition(self._written(one), frozenset(variables_of(one))) for one in plain]
        early = [one for one in conditions if "EXISTS" not in one.text]
        parts = [
            branch.text if branch.own else f"{branch.text} {self.targets}"
            for branch in self._branches(group, early, kept=kept)
        ]
        if not parts:
            return None
        text = self._optional(
            f"{{ {union(parts)} }}" if len(parts) > 1 else parts[0], group, inside=self.scope.by_row
        )
        late = [one for one in conditions if one not in early or not self._covered(one, group)]
        # Whether two terms are one is seen without reading them, and most often they are.
        quick = [f"!sameTerm(?{first}, ?{second})" for first, second in filter(None, map(_apart, plain))]
        if quick or late:
            text += f" FILTER({' && '.join([*quick, *(one.text for one in late)])})"
        last = ""
        for condition in filter(_exists, group.conditions):
            inner = flat(condition.graph, self.outer)
            found = self._together(inner, group)
            if found is None or (condition.name == "Builtin_EXISTS" and not all(one.own for one in found)):
                text += f" FILTER({self._written(condition)})"
            elif condition.name == "Builtin_NOTEXISTS":
                last += "".join(f" MINUS {{ {branch.text} }}" for branch in found)
            else:
                shared = " ".join(f"?{name}" for name in sorted(inner.certain & group.certain))
                names = shared if self.scope.merged else f"?g {shared}"
                some = union([branch.text for branch in found])
                text = f"{text} {{ SELECT DISTINCT {names} {{ {some} }} }}"
        return f"{{ {text} }}{last}" if last else text

    def _kept(self, group: Group, columns: Collection[Variable]) -> set[Variable]:
        """The variables of a group that are selected, or that a condition or an optional group speaks of."""
        kept = {*columns, _THIS}
        for condition in group.conditions:
            kept |= _all_variables(condition)
        for node, condition in group.optional:
            kept |= _all_variables(node) | _all_variables(condition)
        return kept

    def _covered(self, condition: Condition, group: Group) -> bool:
        """Whether the scan of a pattern has checked a condition already."""
        single = [ways[0][0] for ways in group.triples if len(ways) == 1 and len(ways[0]) == 1]
        return not self.scope.by_row and any(condition.variables <= set(pattern) for pattern in single)

    def _together(self, inner: Group, outer: Group) -> list[Branch] | None:
        """The branches of EXISTS or NOT EXISTS, to be looked for once for all rows; None where that may not be.

        What nothing but a row tells apart has to be looked up for each row; so is what would be looked for in
        all triples of the store.
        """
        if self.scope.by_row or inner.optional:
            return None
        if not all(variables_of(one) <= inner.certain and not _exists(one) for one in inner.conditions):
            return None
        patterns = (pattern for ways in inner.triples for way in ways for pattern in way)
        if any(isinstance(one[1], Variable) or self.scope.count(one) > _WIDE for one in patterns):
            return None
        conditions = [Condition(self._written(one), frozenset(variables_of(one))) for one in inner.conditions]
        if any("EXISTS" in one.text for one in conditions):
            return None
        last = "".join(f" FILTER({one.text})" for one in conditions)
        kept = (inner.certain & outer.certain).union(*(one.variables for one in conditions))
        found = [
            Branch(branch.text + last, branch.own) for branch in self._branches(inner, conditions, kept=kept)
        ]
        if inner.certain & outer.certain:
            return found
        # Nothing but the source ties such a group to a row.
        return None if self.scope.merged or not all(branch.own for branch in found) else found

    def _written(self, node: Any) -> str:
        return expression(node, lambda graph: self._inside(flat(graph, self.outer)))

    def _inside(self, group: Group) -> str:
        """A group inside another, where the source is bound already."""
        self.outer |= group.certain
        text = union([branch.text for branch in self._branches(group, [], inside=True)])
        text = self._optional(text, group, inside=True)
        return text + "".join(f" FILTER({self._written(one)})" for one in group.conditions)

    def _optional(self, text: str, group: Group, *, inside: bool) -> str:
        for node, condition in group.optional:
            inner = flat(node)
            if inner.optional or inner.conditions:
                raise NotCompiled("OPTIONAL with conditions in SPARQL")
            found = union([branch.text for branch in self._branches(inner, [], inside=inside)])
            extra = "" if condition.name == "TrueFilter" else f" FILTER({self._written(condition)})"
            text += f" OPTIONAL {{ {found}{extra} }}"
        return text

    def _branches(
        self,
        group: Group,
        conditions: list[Condition],
        *,
        kept: Collection[Variable] | None = None,
        inside: bool = False,
        once: bool = True,
    ) -> Iterator[Branch]:
        names = list(group.choices)
        for values in product(*group.choices.values()):
            chosen = dict(zip(names, values, strict=True))
            for ways in product(*group.triples):
                patterns = [_chosen(pattern, chosen) for way in ways for pattern in way]
                for branch in self.scope.branches(patterns, conditions, kept=kept, inside=inside, once=once):
                    binds = "".join(f" BIND({written(iri)} AS ?{name})" for name, iri in chosen.items())
                    yield Branch(branch.text + binds, branch.own)


def _chosen(pattern: Pattern, chosen: dict[Variable, URIRef]) -> Pattern:
    subject, predicate, value = pattern
    return (subject, chosen.get(predicate, predicate), value) if isinstance(predicate, Variable) else pattern


def _all_variables(node: Any) -> set[Variable]:
    """The variables of an algebra, those of groups in conditions included."""
    if isinstance(node, Variable):
        return {node}
    if isinstance(node, CompValue):
        return {one for key, part in node.items() if key != "_vars" for one in _all_variables(part)}
    if isinstance(node, Iterable) and not isinstance(node, str):
        return {one for part in node for one in _all_variables(part)}
    return set()


def _apart(condition: Any) -> tuple[Variable, Variable] | None:
    """The two variables that a condition tells apart: `STR(?a) < STR(?b)`, `?a != ?b`."""
    if not isinstance(condition, CompValue) or condition.name != "RelationalExpression":
        return None
    if condition.op not in ("<", ">", "!="):
        return None
    first, second = (
        one.arg if isinstance(one, CompValue) and one.name == "Builtin_STR" else one
        for one in (condition.expr, condition.other)
    )
    return (first, second) if isinstance(first, Variable) and isinstance(second, Variable) else None


def _exists(node: Any) -> bool:
    return isinstance(node, CompValue) and node.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS")
