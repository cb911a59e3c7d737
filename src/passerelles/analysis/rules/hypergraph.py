"""The rules as a networkx graph of two kinds of nodes: an item needs any of its rules, a rule all of its items."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from passerelles.analysis.rules.base import RuleBase
from passerelles.analysis.rules.rule import Rule

if TYPE_CHECKING:
    import networkx as nx


def hypergraph(rules: Iterable[Rule]) -> nx.DiGraph[str]:
    """The AND/OR graph of rules: `depuis` → rule → `vers`, each node with its `kind`, "item" or "rule".

    A rule node has its `rank`, `scope` and `right`; a path through it means something only when all its
    predecessors are had. Never to be read as a graph of items.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for rule in rules:
        node = f"{rule.iri}#contenu" if rule.contains else rule.iri
        graph.add_node(
            node,
            kind="rule",
            rank=rule.rank or None,
            scope=rule.scope,
            right=rule.right.word if rule.right is not None else None,
        )
        for item in sorted(rule.depuis):
            graph.add_node(item, kind="item")
            graph.add_edge(item, node, role="depuis")
        for item in sorted(rule.vers):
            graph.add_node(item, kind="item")
            graph.add_edge(node, item, role="vers")
    return graph


def leading_to(base: RuleBase, goals: Iterable[str]) -> tuple[Rule, ...]:
    """The rules that may have a part in obtaining one of the goals, by IRI: a slice of the base, backwards."""
    found: dict[str, Rule] = {}
    waiting, seen = list(goals), set(goals)
    while waiting:
        for rule in base.giving(waiting.pop()):
            if rule.iri not in found:
                found[rule.iri] = rule
                new = rule.depuis - seen
                seen |= new
                waiting.extend(new)
    return tuple(rule for _, rule in sorted(found.items()))
