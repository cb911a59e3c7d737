"""Communities and centralities: the same each time, as networkx computes them, said to be computed."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.analysis.networks import Measure, Network, measured
from passerelles.analysis.networks.measure import communities


def test_measures_are_attributes_that_say_they_are_computed(whole: Network) -> None:
    network = measured(whole, list(Measure))
    plain = {node.id: node.attributes for node in whole.nodes()}
    for node in network.nodes():
        more = node.attributes.keys() - plain[node.id].keys()
        assert len(more) == 4 and all(name.endswith(("calcule", "calculee")) for name in more)
        assert {name: node.attributes[name] for name in plain[node.id]} == plain[node.id]
    assert measured(whole, []) is whole
    assert network.measures == measured(whole, list(Measure)).measures


def test_centralities_are_those_of_networkx(whole: Network) -> None:
    found = measured(whole, [Measure.CENTRALITIES]).measures
    directed = nx.DiGraph()
    for start, end, data in whole.graph().edges(data=True):
        weight = directed[start][end]["weight"] if directed.has_edge(start, end) else 0
        directed.add_edge(start, end, weight=weight + data["weight"])
    rank, between = nx.pagerank(directed), nx.betweenness_centrality(directed.to_undirected())
    for node, values in found.items():
        assert values["pagerank_calcule"] == pytest.approx(rank[node], rel=1e-4)
        assert values["intermediarite_calculee"] == pytest.approx(between[node], rel=1e-4, abs=1e-9)
        assert values["degre_calcule"] == len({*directed.successors(node), *directed.predecessors(node)})


def test_two_groups_bound_by_one_edge_are_two_communities_the_larger_first() -> None:
    graph = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(6))
    graph = nx.relabel_nodes(graph, {node: f"n{node:02}" for node in graph})
    graph.add_edge("n00", "n05")
    graph.add_edge("n10", "feuille")
    nx.set_edge_attributes(graph, 1.0, "weight")
    found = communities(graph)
    assert {node for node, number in found.items() if number == 1} == {f"n{n:02}" for n in range(5, 11)} | {
        "feuille"
    }
    assert set(found.values()) == {1, 2}


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), min_size=1, max_size=30), st.data())
def test_leaves_left_out_of_the_search_change_no_modularity(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    graph = nx.Graph()
    for one, other in pairs:
        if one != other:
            graph.add_edge(f"n{one}", f"n{other}", weight=float(data.draw(st.integers(1, 4))))
    if not graph:
        return
    found = communities(graph)
    assert found.keys() == set(graph) and set(found.values()) == set(range(1, max(found.values()) + 1))
    parts = [{node for node in found if found[node] == number} for number in set(found.values())]
    mine = nx.community.modularity(graph, parts)
    theirs = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=20))
    # Louvain is a heuristic: the orders of search differ, what is found is as good but for a little.
    assert mine >= theirs - 0.1
    for node in graph:
        if len(graph[node]) == 1:
            assert found[node] == found[next(iter(graph[node]))]
