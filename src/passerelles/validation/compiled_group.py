"""Group graph patterns of SPARQL constraints, read by rdflib and laid flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any

from rdflib.paths import AlternativePath, InvPath, Path, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import translateGroupGraphPattern
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node, URIRef, Variable

from passerelles.validation.compiled_paths import Route, Step
from passerelles.validation.compiled_scope import Pattern, route_patterns
from passerelles.validation.refusal import NotCompiled


@dataclass(slots=True)
class Group:
    """A group graph pattern.

    `triples` has for each triple the alternatives of its path, each one or several patterns. `choices` are variables
    of properties that a condition limits to some IRIs. `certain` are the variables that every row binds.
    """

    triples: list[list[list[Pattern]]] = field(default_factory=list)
    choices: dict[Variable, tuple[URIRef, ...]] = field(default_factory=dict)
    optional: list[tuple[CompValue, CompValue]] = field(default_factory=list)
    conditions: list[Any] = field(default_factory=list)
    certain: set[Variable] = field(default_factory=set)


@lru_cache(maxsize=256)
def parsed(text: str) -> CompValue:
    """The algebra of a SELECT query; raises `NotCompiled` for other forms. It is not to be changed."""
    query = prepareQuery(text).algebra
    if query.name != "SelectQuery" or query.datasetClause:
        raise NotCompiled("a query of SPARQL that is no plain SELECT")
    return query


def flat(node: CompValue, outer: Iterable[Variable] = ()) -> Group:
    """The group of an algebra node; `outer` are variables that are bound around it.

    Raises `NotCompiled` for other forms than plain groups, filters and optional groups.
    """
    if node.name == "GroupGraphPatternSub":
        node = translateGroupGraphPattern(node.clone())
    group = Group()
    _collect(node, group, frozenset(outer))
    return group


def variables_of(node: Any) -> set[Variable]:
    """The variables of an expression, outside the groups of EXISTS."""
    if isinstance(node, Variable):
        return {node}
    if isinstance(node, CompValue):
        if node.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            return set()
        return {one for key, part in node.items() if key != "_vars" for one in variables_of(part)}
    if isinstance(node, Iterable) and not isinstance(node, str):
        return {one for part in node for one in variables_of(part)}
    return set()


def _collect(node: CompValue, group: Group, outer: frozenset[Variable]) -> None:
    if node.name == "BGP":
        for triple in node.triples:
            group.triples.append(_ways(triple, f"way{len(group.triples)}x"))
            group.certain |= {term for term in triple if isinstance(term, Variable)}
    elif node.name == "Join":
        for part in (node.p1, node.p2):
            inner = Group()
            _collect(part, inner, outer)
            _merge(inner, group)
    elif node.name == "Filter":
        inner = Group()
        _collect(node.p, inner, outer)
        for condition in _conjuncts(node.expr):
            _limit(condition, inner, outer)
        _merge(inner, group)
    elif node.name == "LeftJoin":
        _collect(node.p1, group, outer)
        group.optional.append((node.p2, node.expr))
    else:
        raise NotCompiled(f"{node.name} in SPARQL")


def _merge(inner: Group, group: Group) -> None:
    if inner.choices.keys() & group.choices.keys() or (inner.optional and group.triples):
        raise NotCompiled("nested groups of that form in SPARQL")
    group.triples += inner.triples
    group.choices |= inner.choices
    group.optional += inner.optional
    group.conditions += inner.conditions
    group.certain |= inner.certain


def _limit(condition: Any, group: Group, outer: frozenset[Variable]) -> None:
    """Add a condition to the group in which it stands; what it speaks of has to be bound there."""
    optional = {variable for node, _ in group.optional for variable in flat(node).certain}
    if not variables_of(condition) <= outer | group.certain | optional:
        raise NotCompiled("a FILTER in SPARQL on a variable of another group")
    if isinstance(condition, CompValue) and condition.name == "RelationalExpression" and condition.op == "IN":
        name, values = condition.expr, condition.other
        properties = {pattern[1] for ways in group.triples for way in ways for pattern in way}
        if name in properties and name not in outer and all(isinstance(one, URIRef) for one in values):
            group.choices[name] = tuple(dict.fromkeys(values))
            return
    group.conditions.append(condition)


def _conjuncts(node: Any) -> Iterator[Any]:
    if isinstance(node, CompValue) and node.name == "ConditionalAndExpression":
        for part in (node.expr, *(node.other or ())):
            yield from _conjuncts(part)
    else:
        yield node


def _ways(triple: tuple[Node, Any, Node], name: str) -> list[list[Pattern]]:
    first, predicate, second = triple
    if not isinstance(predicate, Path):
        return [[(first, predicate, second)]]
    found = []
    for number, route in enumerate(_routes(predicate)):
        patterns = route_patterns(route, "first", "second", f"{name}{number}x")
        swap: dict[Node, Node] = {Variable("first"): first, Variable("second"): second}
        found.append([(swap.get(start, start), link, swap.get(end, end)) for start, link, end in patterns])
    return found


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
