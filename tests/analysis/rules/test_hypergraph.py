"""The rules as a networkx graph with two kinds of nodes."""

from passerelles.analysis.rules import containment, hypergraph
from passerelles.analysis.rules.hypergraph import leading_to
from tests.analysis.small_base import base, iri, iris, rule


def test_a_rule_is_a_node_between_what_it_asks_and_what_it_gives() -> None:
    rules = [rule(1, "A1 A2", "B1 C"), containment(iri("A"), iris("A1 A2"))]
    graph = hypergraph(rules)
    node = rules[0].iri
    assert set(graph.predecessors(node)) == iris("A1 A2")
    assert set(graph.successors(node)) == iris("B1 C")
    assert graph.nodes[node] == {"kind": "rule", "rank": "Officielle", "scope": None, "right": "officielle"}
    assert graph.nodes[iri("A1")] == {"kind": "item"}
    assert set(graph.successors(f"{iri('A')}#contenu")) == iris("A1 A2")
    assert not any(graph.nodes[a]["kind"] == graph.nodes[b]["kind"] for a, b in graph.edges)


def test_a_slice_keeps_the_rules_that_may_have_a_part() -> None:
    rules = [rule(1, "A1", "B1"), rule(2, "B1 C1", "D"), rule(3, "D", "E"), rule(4, "E", "A2")]
    assert leading_to(base(rules), [iri("D")]) == (rules[0], rules[1])
