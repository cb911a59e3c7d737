"""The rules run as queries over a store: what they find, each with the source it was found in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rdflib.namespace import SH
from rdflib.term import Node, URIRef

from passerelles.shapes import graph as shapes_graph
from passerelles.store import Dataset
from passerelles.validation.compiled_core import Compiled, core_queries
from passerelles.validation.compiled_rows import node_of_text, rows
from passerelles.validation.compiled_rules import Rule, rules_of
from passerelles.validation.compiled_scope import Scope
from passerelles.validation.compiled_sparql import sparql_query
from passerelles.validation.compiled_values import less_than, meets

#: So many suspects are asked one by one whether a rule is about them.
_SUSPECTS = 5_000
_TOGETHER = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """One result as written terms; `graph` is the IRI of its source, empty in the merged graph."""

    graph: str
    shape: str
    component: str
    focus: str
    path: str | None
    value: str | None
    constraint: str | None = None


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[Rule, ...]:
    """The rules of our shapes."""
    return rules_of(shapes_graph())


def compiled(rule: Rule, scope: Scope) -> list[Compiled]:
    """All queries of a rule that can find something; raises `NotCompiled`."""
    queries = (sparql_query(rule, query, scope) for query in rule.queries)
    return [*core_queries(rule, scope), *(query for query in queries if query is not None)]


def findings_of(dataset: Dataset, query: Compiled) -> Iterator[Found]:
    """The results of one query."""
    first = 1 if query.scope.merged else 2
    for row in _rows(dataset, query):
        graph = "" if query.scope.merged else row[0][1:-1]
        cells = dict(zip(query.columns, row[first:], strict=True))
        for component in _components(query, cells):
            yield _found(query, graph, row[first - 1], component, cells)


def _rows(dataset: Dataset, query: Compiled) -> Iterator[tuple[str, ...]]:
    """The rows of a query; when little is suspect, only that is asked whether the rule is about it."""
    if query.targets is None or not query.suspects_first:
        yield from rows(dataset, query.text)
        return
    with closing(rows(dataset, query.suspects)) as found:
        suspects = list(islice(found, _SUSPECTS + 1))
    if len(suspects) > _SUSPECTS:
        yield from rows(dataset, query.text)
        return
    width = 1 if query.scope.merged else 2
    pairs = sorted({row[:width] for row in suspects})
    concerned: set[tuple[str, ...]] = set()
    for start in range(0, len(pairs), _TOGETHER):
        concerned.update(rows(dataset, query.concerned(pairs[start : start + _TOGETHER])))
    yield from (row for row in suspects if row[:width] in concerned)


def _components(query: Compiled, cells: dict[str, str]) -> Iterator[URIRef]:
    if query.checks:
        value = node_of_text(cells["value"])
        yield from (one.component for one in query.checks if not meets(one, value))
    elif query.component == SH.LessThanConstraintComponent:
        if not less_than(node_of_text(cells["value"]), node_of_text(cells["other"])):
            yield query.component
    else:
        yield query.component


def _found(query: Compiled, graph: str, focus: str, component: URIRef, cells: dict[str, str]) -> Found:
    rule = query.rule
    path, value = rule.path, cells.get("value") or None
    if component == SH.SPARQLConstraintComponent:
        value = value or focus
        path = cells["path"][1:-1] if cells.get("path") else None
    constraint = str(query.constraint) if query.constraint is not None else None
    return Found(graph, str(rule.shape), str(component), focus, path, value, constraint)


def _iri(text: str) -> URIRef:
    return URIRef(text[1:-1])


def node(text: str | None) -> Node | None:
    """The node of a written term, None for none."""
    return node_of_text(text) if text else None
