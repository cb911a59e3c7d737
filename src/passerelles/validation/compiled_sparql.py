"""SPARQL constraints written again for one source among many, or for the merged graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from rdflib.namespace import SH
from rdflib.paths import AlternativePath, InvPath, Path, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import translateGroupGraphPattern
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node, URIRef, Variable

from passerelles.validation.compiled_core import Compiled
from passerelles.validation.compiled_expression import conjuncts, expression
from passerelles.validation.compiled_paths import Route, Step
from passerelles.validation.compiled_rules import Query, Rule
from passerelles.validation.compiled_scope import Branch, Pattern, Scope, route_patterns
from passerelles.validation.refusal import NotCompiled

_THIS = Variable("this")


@dataclass(slots=True)
class _Group:
    """A group graph pattern, flat: alternatives of triples, what is optional, and conditions."""

    triples: list[list[list[Pattern]]] = field(default_factory=list)
    optional: list[tuple[CompValue, Any]] = field(default_factory=list)
    conditions: list[Any] = field(default_factory=list)
    certain: set[Variable] = field(default_factory=set)


def sparql_query(rule: Rule, query: Query, scope: Scope) -> Compiled:
    """The query of a SPARQL constraint; raises `NotCompiled` for what is not known to mean the same."""
    select = prepareQuery(query.text).algebra
    if select.name != "SelectQuery" or select.datasetClause:
        raise NotCompiled("a query of SPARQL that is no plain SELECT")
    columns = tuple(str(variable) for variable in select.PV)
    if "this" not in columns or not set(columns) <= {"this", "path", "value"}:
        raise NotCompiled(f"SELECT {' '.join(f'?{name}' for name in columns)} in SPARQL")
    node = select.p
    while node.name in ("Distinct", "Project"):
        node = node.p
    writer = _Writer(rule, scope)
    group = writer.flat(node)
    if _THIS not in group.certain:
        raise NotCompiled("a query of SPARQL that does not bind $this itself")
    kept = " ".join(f"?{name}" for name in columns if name != "this")
    body = f"{{ SELECT DISTINCT {scope.variables} {kept} {{ {writer.body(group)} }} }}"
    text = f"SELECT {scope.variables} {kept} {{ {body} {scope.targets(rule.targets)} }}"
    names = tuple(name for name in columns if name != "this")
    return Compiled(rule, SH.SPARQLConstraintComponent, text, names, constraint=query.node)


@dataclass(slots=True)
class _Writer:
    rule: Rule
    scope: Scope
    #: What groups around are sure to bind: conditions of EXISTS may speak of it.
    outer: set[Variable] = field(default_factory=set)
    _steps: int = 0

    def flat(self, node: CompValue) -> _Group:
        """The group of an algebra node; raises `NotCompiled` for other forms than the plain ones."""
        if node.name == "GroupGraphPatternSub":
            node = translateGroupGraphPattern(node)
        group = _Group()
        self._collect(node, group)
        return group

    def _collect(self, node: CompValue, group: _Group) -> None:
        if node.name == "BGP":
            for triple in node.triples:
                group.triples.append(self._alternatives(triple))
                group.certain |= {term for term in triple if isinstance(term, Variable)}
        elif node.name == "Join":
            self._collect(node.p1, group)
            self._collect(node.p2, group)
        elif node.name == "Filter":
            inner = self.flat(node.p)
            for condition in conjuncts(node.expr):
                self._check_scope(condition, inner)
                group.conditions.append(condition)
            group.triples += inner.triples
            group.optional += inner.optional
            group.conditions[:0] = inner.conditions
            group.certain |= inner.certain
        elif node.name == "LeftJoin":
            self._collect(node.p1, group)
            group.optional.append((node.p2, node.expr))
        else:
            raise NotCompiled(f"{node.name} in SPARQL")

    def _check_scope(self, condition: Any, inner: _Group) -> None:
        """A condition may only speak of what is bound where it stands, or bound optionally there."""
        optional = {variable for node, _ in inner.optional for variable in self.flat(node).certain}
        bound = self.outer | inner.certain | optional
        if not _variables(condition) <= bound:
            raise NotCompiled("a FILTER in SPARQL on a variable of another group")

    def _alternatives(self, triple: tuple[Node, Any, Node]) -> list[list[Pattern]]:
        first, predicate, second = triple
        if not isinstance(predicate, Path):
            return [[(first, predicate, second)]]
        found = []
        for route in _routes(predicate):
            self._steps += 1
            patterns = route_patterns(route, "first", "second", f"step{self._steps}x")
            swap = {Variable("first"): first, Variable("second"): second}
            found.append([(swap.get(s, s), p, swap.get(o, o)) for s, p, o in patterns])
        return found

    def body(self, group: _Group) -> str:
        """The group that finds rows: what has to be there, then what must not."""
        text = self._positive(group)
        for node, condition in group.optional:
            inner = self._inside(self.flat(node))
            extra = "" if condition.name == "TrueFilter" else f" FILTER({self._expression(condition)})"
            text += f" OPTIONAL {{ {inner}{extra} }}"
        last = ""
        self.outer |= group.certain
        for condition in group.conditions:
            kind = getattr(condition, "name", "")
            if kind in ("Builtin_NOTEXISTS", "Builtin_EXISTS"):
                inner_group = self.flat(condition.graph)
                if kind == "Builtin_NOTEXISTS" and self._apart(inner_group, group):
                    for branch in self._branches(inner_group):
                        conditions = " ".join(
                            f"FILTER({self._expression(one)})" for one in inner_group.conditions
                        )
                        last += f" MINUS {{ {branch.text} {conditions} }}"
                    continue
            text += f" FILTER({self._expression(condition)})"
        return f"{{ {text} }}{last}" if last else text

    def _apart(self, inner: _Group, outer: _Group) -> bool:
        """Whether NOT EXISTS may be looked for once for all rows, instead of once a row."""
        if self.scope.graphs or inner.optional:
            return False
        shared = inner.certain & outer.certain
        plain = all(
            _variables(one) <= inner.certain and "EXISTS" not in self._expression(one)
            for one in inner.conditions
        )
        return bool(shared) and plain

    def _expression(self, node: Any) -> str:
        return expression(node, lambda graph: self._inside(self.flat(graph)))

    def _positive(self, group: _Group) -> str:
        parts = [
            branch.text if branch.own else f"{branch.text} {self.scope.targets(self.rule.targets)}"
            for branch in self._branches(group)
        ]
        return _union(parts)

    def _inside(self, group: _Group) -> str:
        """A group inside another, where `?g` is bound already."""
        text = _union([branch.text for branch in self._branches(group, limited=False)])
        for node, condition in group.optional:
            extra = "" if condition.name == "TrueFilter" else f" FILTER({self._expression(condition)})"
            text += f" OPTIONAL {{ {self._inside(self.flat(node))}{extra} }}"
        self.outer |= group.certain
        return text + "".join(f" FILTER({self._expression(one)})" for one in group.conditions)

    def _branches(self, group: _Group, limited: bool = True) -> Iterator[Branch]:
        for choice in product(*group.triples):
            patterns = [pattern for alternative in choice for pattern in alternative]
            yield from self.scope.branches(patterns, limited)


def _union(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else " UNION ".join(f"{{ {part} }}" for part in parts)


def _routes(path: Any) -> list[Route]:
    if isinstance(path, URIRef):
        return [(Step(path),)]
    if isinstance(path, InvPath):
        return [
            tuple(Step(step.predicate, not step.inverse) for step in reversed(route))
            for route in _routes(path.arg)
        ]
    if isinstance(path, AlternativePath):
        return [route for part in path.args for route in _routes(part)]
    if isinstance(path, SequencePath):
        parts = [_routes(part) for part in path.args]
        return [tuple(step for part in choice for step in part) for choice in product(*parts)]
    raise NotCompiled("a repeated or negated path in SPARQL")


def _variables(node: Any) -> set[Variable]:
    """The variables of an expression outside the groups of EXISTS."""
    if isinstance(node, Variable):
        return {node}
    if isinstance(node, CompValue):
        if node.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            return set()
        return {one for key, part in node.items() if key != "_vars" for one in _variables(part)}
    if isinstance(node, list | tuple):
        return {one for part in node for one in _variables(part)}
    return set()
