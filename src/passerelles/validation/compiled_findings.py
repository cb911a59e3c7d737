"""The rules run as queries over a store: what they find, each with the source it was found in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rdflib.namespace import SH
from rdflib.term import Node, URIRef

from passerelles.shapes import graph as shapes_graph
from passerelles.store import Dataset
from passerelles.validation.compiled_core import Compiled, core_queries
from passerelles.validation.compiled_rows import node_of_text, rows
from passerelles.validation.compiled_rules import Rule, rules_of
from passerelles.validation.compiled_scope import NS_GRAPH, Scope
from passerelles.validation.compiled_sparql import sparql_query
from passerelles.validation.compiled_values import less_than, meets

_RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
_CODES = f"GRAPH <{NS_GRAPH}> {{ ?code <http://www.w3.org/2004/02/skos/core#inScheme> ?scheme"


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
    """All queries of a rule; raises `NotCompiled`."""
    return [*core_queries(rule, scope), *(sparql_query(rule, query, scope) for query in rule.queries)]


def source_scope(dataset: Dataset, rules: Sequence[Rule], graphs: Sequence[str] = ()) -> Scope:
    """The scope of single sources, to which the codes of the ontology in the store are known."""
    known = {_iri(row[0]) for row in rows(dataset, f"SELECT DISTINCT ?p {{ {_CODES} ; ?p ?o }} }}")}
    classes = {
        _iri(row[0]) for row in rows(dataset, f"SELECT DISTINCT ?c {{ {_CODES} ; {_RDF_TYPE} ?c }} }}")
    }
    asked = {target for rule in rules for target in rule.targets}
    limit = f"VALUES ?g {{ {' '.join(f'<{graph}>' for graph in graphs)} }}" if graphs else ""
    borrowed = {target for target in asked & classes if _borrows(dataset, target, limit)}
    return Scope(
        known=frozenset(known),
        known_classes=frozenset(classes),
        borrowed=frozenset(borrowed),
        graphs=tuple(graphs),
    )


def _borrows(dataset: Dataset, target: URIRef, limit: str) -> bool:
    typed = f"?code {_RDF_TYPE} {target.n3()}"
    return dataset.ask(
        f"ASK {{ {limit} GRAPH <{NS_GRAPH}> {{ {typed} }} GRAPH ?g {{ ?code ?p ?o }} FILTER(?g != <{NS_GRAPH}>) "
        f"MINUS {{ GRAPH ?g {{ {typed} }} }} }}"
    )


def merged_scope(dataset: Dataset, rules: Sequence[Rule]) -> Scope:
    """The scope of the merged graph, with the classes below those that rules are about."""
    below = {}
    for target in sorted({target for rule in rules for target in rule.targets}):
        found = rows(dataset, f"SELECT DISTINCT ?c {{ ?c {_SUBCLASS}+ {target.n3()} }}")
        names = sorted({_iri(row[0]) for row in found if row[0].startswith("<")} - {target})
        if names:
            below[target] = tuple(names)
    return Scope(merged=True, subclasses=below)


def findings_of(dataset: Dataset, query: Compiled, merged: bool) -> Iterator[Found]:
    """The results of one query; a result that several rows tell comes several times, as in SHACL."""
    first = 1 if merged else 2
    for row in rows(dataset, query.text):
        graph = "" if merged else row[0][1:-1]
        if graph == NS_GRAPH:
            continue
        cells = dict(zip(query.columns, row[first:], strict=True))
        for component in _components(query, cells):
            yield _found(query, graph, row[first - 1], component, cells)


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
