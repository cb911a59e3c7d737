"""What the compiler asks of a store before it writes queries: the known codes, and what nothing states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.paths import AlternativePath, InvPath, SequencePath
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node, URIRef

from passerelles.store import Dataset
from passerelles.validation.compiled_group import parsed
from passerelles.validation.compiled_rows import node_of_text, rows
from passerelles.validation.compiled_rules import Rule, Target
from passerelles.validation.compiled_scope import NS_GRAPH, Pattern, Scope

_TYPE, _SUBCLASS, _SCHEME = RDF.type.n3(), RDFS.subClassOf.n3(), SKOS.inScheme.n3()


def source_scope(dataset: Dataset, rules: Sequence[Rule], graphs: Sequence[str] = ()) -> Scope:
    """The scope of single sources, to which the codes of the ontology in the store are known."""
    codes: dict[Node, tuple[Pattern, ...]] = {}
    query = f"SELECT ?code ?p ?o {{ GRAPH <{NS_GRAPH}> {{ ?code {_SCHEME} ?scheme ; ?p ?o }} }}"
    for row in rows(dataset, query):
        subject, predicate, value = map(node_of_text, row)
        codes[predicate] = (*codes.get(predicate, ()), (subject, predicate, value))
    others = f"?s ?p ?o FILTER NOT EXISTS {{ ?s {_SCHEME} ?scheme }}"
    shared = rows(dataset, f"SELECT DISTINCT ?p {{ GRAPH <{NS_GRAPH}> {{ {others} }} }}")
    scope = Scope(
        codes=codes,
        shared=frozenset(node_of_text(row[0]) for row in shared),
        graphs=tuple(graphs),
        # A few sources are looked through node by node, however much else there is.
        counts={} if graphs else _counts(dataset, rules, "GRAPH ?g { ", " }"),
    )
    targets = {target for rule in rules for target in rule.targets}
    borrowed = {target for target in targets if _borrows(dataset, target, scope)}
    return replace(scope, borrowed=frozenset(borrowed))


def merged_scope(dataset: Dataset, rules: Sequence[Rule]) -> Scope:
    """The scope of the merged graph, with the classes below those that rules are about."""
    below = {}
    for target in sorted({target for rule in rules for target in rule.targets}):
        if target.kind == "class" and isinstance(target.node, URIRef):
            found = rows(dataset, f"SELECT DISTINCT ?c {{ ?c {_SUBCLASS}+ {target.node.n3()} }}")
            names = {node_of_text(row[0]) for row in found} - {target.node}
            if names:
                below[target.node] = tuple(sorted(name for name in names if isinstance(name, URIRef)))
    return Scope(merged=True, subclasses=below, counts=_counts(dataset, rules, "", ""))


def _counts(dataset: Dataset, rules: Sequence[Rule], before: str, after: str) -> dict[URIRef, int]:
    """How many triples have what rules name as their property or their class."""
    counts = {}
    for name in sorted({RDF.type, *(name for rule in rules for name in _named(rule))}):
        counts[name] = 0
        for stated in (f"?s {name.n3()} ?o", f"?s {_TYPE} {name.n3()}"):
            found = rows(dataset, f"SELECT (COUNT(*) AS ?count) {{ {before}{stated}{after} }}")
            counts[name] += sum(int(row[0]) for row in found)
    return counts


def _named(rule: Rule) -> Iterator[URIRef]:
    yield from (target.node for target in rule.targets if isinstance(target.node, URIRef))
    yield from (step.predicate for route in rule.routes or () for step in route)
    yield from rule.less_than
    for query in rule.queries:
        yield from _iris(parsed(query.text))


def _iris(part: object) -> Iterator[URIRef]:
    """The IRIs of an algebra, those of paths and of groups inside conditions included."""
    if isinstance(part, URIRef):
        yield part
    elif isinstance(part, InvPath):
        yield from _iris(part.arg)
    elif isinstance(part, AlternativePath | SequencePath):
        yield from _iris(part.args)
    elif isinstance(part, CompValue):
        yield from _iris([value for key, value in part.items() if key != "_vars"])
    elif isinstance(part, Iterable) and not isinstance(part, str):
        for item in part:
            yield from _iris(item)


def _borrows(dataset: Dataset, target: Target, scope: Scope) -> bool:
    """Whether a source describes such a target of the known codes without saying that it is one."""
    for pattern in scope.target_patterns(target):
        if target.kind == "objects" or not scope.is_known(pattern):
            continue
        what = " ".join(term.n3() for term in pattern)
        found = dataset.ask(
            f"ASK {{ {scope.start()} GRAPH <{NS_GRAPH}> {{ {what} }} GRAPH ?g {{ ?this ?anyProperty ?anyValue }} "
            f"FILTER(?g != <{NS_GRAPH}>) MINUS {{ GRAPH ?g {{ {what} }} }} }}"
        )
        if found:
            return True
    return False
