"""What is computed on a network: communities and centralities, kept apart from what documents say by their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelles.analysis.networks.network import Network
from passerelles.analysis.networks.node import Value, short

if TYPE_CHECKING:
    import networkx as nx

#: The same network gives the same communities and the same estimates.
SEED = 20
#: Nodes and edges that the estimate of betweenness may pass by: half a minute.
BUDGET = 6_000_000
FEWEST_PIVOTS = 8


class Measure(StrEnum):
    """What may be computed; every attribute it gives ends in « calculé » or « calculée »."""

    COMMUNITIES = "communautes"
    CENTRALITIES = "centralites"


def measured(network: Network, measures: Collection[Measure]) -> Network:
    """The network with the attributes that these measures give to its nodes.

    `communaute_calculee`: communities of Louvain, numbered from 1 by decreasing size. `degre_calcule`: different
    neighbours. `intermediarite_calculee`: share of shortest paths that pass through a node, estimated from a sample of
    nodes when the network is large; both take edges in either direction. `pagerank_calcule` follows the edges.
    """
    if not measures:
        return network
    plain = _undirected(network)
    found: dict[str, dict[str, Value]] = {node: {} for node in plain}
    if Measure.COMMUNITIES in measures:
        _note(found, "communaute_calculee", communities(plain))
    if Measure.CENTRALITIES in measures:
        _note(found, "degre_calcule", dict(plain.degree()))
        _note(found, "intermediarite_calculee", _betweenness(plain))
        del plain
        _note(found, "pagerank_calcule", _pagerank(network))
    return replace(network, measures=found)


def communities(plain: nx.Graph) -> dict[str, int]:
    """The number of the community of each node of an undirected graph without loops, the largest being 1.

    A node with one neighbour is always in its neighbour's community: a loop of the same weight stands for it, which
    changes no modularity and leaves a register's hundred thousands of capacités out of the search.
    """
    import networkx as nx

    leaves = {node: next(iter(plain[node])) for node in plain if len(plain[node]) == 1}
    # Two nodes bound to each other alone: one of them stays.
    leaves = {node: other for node, other in leaves.items() if leaves.get(other) != node or other < node}
    core = nx.Graph()
    core.add_nodes_from(node for node in plain if node not in leaves)
    core.add_edges_from(
        (node, other, data)
        for node, other, data in plain.edges(data=True)
        if node not in leaves and other not in leaves
    )
    loops = Counter[str]()
    for node, other in leaves.items():
        loops[other] += plain[node][other]["weight"]
    core.add_weighted_edges_from((node, node, weight) for node, weight in loops.items())
    parts = nx.community.louvain_communities(core, weight="weight", seed=SEED)
    label = {node: number for number, part in enumerate(parts) for node in part}
    label |= {node: label[other] for node, other in leaves.items()}
    return _renumbered(label)


def _renumbered(label: Mapping[str, int]) -> dict[str, int]:
    sizes, first = Counter(label.values()), dict[int, str]()
    for node, number in label.items():
        first[number] = min(node, first.get(number, node))
    order = sorted(sizes, key=lambda number: (-sizes[number], first[number]))
    place = {number: rank for rank, number in enumerate(order, start=1)}
    return {node: place[number] for node, number in label.items()}


def _undirected(network: Network) -> nx.Graph:
    """Each pair of neighbours once, with the sum of the weights between them."""
    import networkx as nx

    plain = nx.Graph()
    for edge in network.edges():
        start, end = short(edge.start), short(edge.end)
        if start == end:
            plain.add_node(start)
        elif plain.has_edge(start, end):
            plain[start][end]["weight"] += edge.weight
        else:
            plain.add_edge(start, end, weight=edge.weight)
    return plain


def _betweenness(plain: nx.Graph) -> dict[str, float]:
    import networkx as nx

    size = len(plain)
    pivots = max(FEWEST_PIVOTS, BUDGET // max(size + plain.number_of_edges(), 1))
    return _rounded(nx.betweenness_centrality(plain, k=pivots if pivots < size else None, seed=SEED).items())


def _pagerank(network: Network) -> dict[str, float]:
    import networkx as nx

    directed = nx.DiGraph()
    for edge in network.edges():
        start, end = short(edge.start), short(edge.end)
        weight = directed[start][end]["weight"] if directed.has_edge(start, end) else 0.0
        directed.add_edge(start, end, weight=weight + edge.weight)
    return _rounded(nx.pagerank(directed).items()) if len(directed) else {}


def _rounded(values: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Six significant digits: more would depend on the machine."""
    return {node: float(f"{value:.6g}") for node, value in values}


def _note(found: dict[str, dict[str, Value]], name: str, values: Mapping[str, Value]) -> None:
    for node, value in values.items():
        found[node][name] = value
