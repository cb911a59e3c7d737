"""A network: edges and nodes read again each time they are asked for, so that a register need not fit in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.networks.correspondance import Correspondance, list_documents, read_correspondances
from passerelles.analysis.networks.edge import EDGE_ATTRIBUTES, NO_DOCUMENT, Documents, Edge
from passerelles.analysis.networks.link import BLOCS, LINKS, Link, LinkRow
from passerelles.analysis.networks.node import NODE_ATTRIBUTES, Node, Value, catalogue_nodes, short
from passerelles.analysis.networks.relation import DEFAULT, Relation
from passerelles.ontology import ID
from passerelles.store import Dataset

if TYPE_CHECKING:
    import networkx as nx

#: Pairs of certifications or blocs with their score between 0 and 1.
Pairs = Iterable[tuple[str, str, float]]
_SOURCES = """
SELECT l.certification, s.iri, s.file FROM certification_source l JOIN source s ON s.id = l.source
ORDER BY l.certification, s.iri
"""


@dataclass(frozen=True)
class Network:
    """The network of some relations of a graph.

    `overlap` are the computed pairs; `within` keeps the edges whose two ends it holds, None keeps all. `measures` are
    computed attributes by the identifier of a node. Nodes are the ends of edges: what nothing binds is not in it.
    """

    catalogue: Catalogue
    relations: frozenset[Relation]
    correspondances: tuple[Correspondance, ...] = ()
    overlap: tuple[tuple[str, str, float], ...] = ()
    lists: Mapping[str, Documents] = field(default_factory=dict)
    within: frozenset[str] | None = None
    measures: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    @property
    def node_attributes(self) -> Mapping[str, type]:
        """The attributes that its nodes may have."""
        return NODE_ATTRIBUTES

    @property
    def edge_attributes(self) -> Mapping[str, type]:
        """The attributes that its edges may have."""
        return EDGE_ATTRIBUTES

    def edges(self) -> Iterator[Edge]:
        """Every edge once, relation by relation, in a stable order."""
        every = self._edges(lambda link: link.all(self.catalogue), self.correspondances, self.overlap)
        within = self.within
        return every if within is None else (e for e in every if e.start in within and e.end in within)

    def touching(self, iris: Set[str]) -> Iterator[Edge]:
        """The edges that start or end at one of these IRIs; one that does both may come twice."""
        met = tuple(
            each
            for each in self.correspondances
            if each.iri in iris or not iris.isdisjoint(each.depuis) or not iris.isdisjoint(each.vers)
        )
        pairs = tuple(pair for pair in self.overlap if pair[0] in iris or pair[1] in iris)
        every = self._edges(lambda link: link.touching(self.catalogue, iris), met, pairs)
        return (edge for edge in every if edge.start in iris or edge.end in iris)

    def ends(self) -> frozenset[str]:
        """The IRIs of all nodes."""
        return frozenset(iri for edge in self.edges() for iri in (edge.start, edge.end))

    def nodes(self) -> Iterator[Node]:
        """Every node once: certifications, blocs, capacités, codes, then correspondances."""
        wanted = self.ends()
        for node in catalogue_nodes(self.catalogue, wanted):
            yield self._with_measures(node)
        for each in self.correspondances:
            if each.iri in wanted:
                yield self._with_measures(each.node())

    def graph(self) -> nx.MultiDiGraph:
        """The network for networkx; nodes are named as in files, the key of an edge is its label."""
        import networkx as nx

        graph = nx.MultiDiGraph(name="Passerelles", relations=sorted(self.relations))
        graph.add_nodes_from((node.id, dict(node.attributes)) for node in self.nodes())
        graph.add_edges_from(
            (short(edge.start), short(edge.end), edge.label, edge.attributes()) for edge in self.edges()
        )
        return graph

    def _with_measures(self, node: Node) -> Node:
        more = self.measures.get(node.id)
        return replace(node, attributes={**node.attributes, **more}) if more else node

    def _edges(
        self,
        rows: Callable[[Link], Iterator[LinkRow]],
        correspondances: Collection[Correspondance],
        overlap: Collection[tuple[str, str, float]],
    ) -> Iterator[Edge]:
        for link in LINKS:
            if link.relation in self.relations:
                yield from (self._linked(link, row) for row in rows(link))
        if Relation.STRUCTURE not in self.relations:
            yield from self._owners(rows)
        for each in correspondances:
            yield from each.edges()
        for start, end, score in overlap:
            yield Edge(start, end, Relation.OVERLAP, "recouvre", rank="calculée", weight=score)

    def _owners(self, rows: Callable[[Link], Iterator[LinkRow]]) -> Iterator[Edge]:
        """The certifications of the blocs that correspondances and overlap bind: a bloc never stands alone."""
        bound = {iri for each in self.correspondances for iri in (*each.depuis, *each.vers)}
        bound |= {iri for start, end, _ in self.overlap for iri in (start, end)}
        if any("/bloc/" in iri for iri in bound):
            yield from (self._linked(BLOCS, row) for row in rows(BLOCS) if row[1] in bound)

    def _linked(self, link: Link, row: LinkRow) -> Edge:
        start, end, owner, other, label = row
        found = NO_DOCUMENT if owner is None else self._documents.get(owner, NO_DOCUMENT)
        if other is not None:
            found = found | self._documents.get(other, NO_DOCUMENT)
        if link.relation is Relation.MOBILITIES:
            found = self.lists.get(f"{ID}rome", NO_DOCUMENT)
        return Edge(start, end, link.relation, label, documents=found)

    @cached_property
    def _documents(self) -> dict[int, Documents]:
        """The documents that describe each certification, by its number."""
        found: dict[int, Documents] = {}
        for number, iri, file in self.catalogue.rows(_SOURCES):
            if isinstance(number, int):
                found[number] = found.get(number, NO_DOCUMENT) | Documents(short(str(iri)), str(file or ""))
        return found


def network(
    catalogue: Catalogue,
    dataset: Dataset,
    relations: Collection[Relation] = DEFAULT,
    *,
    overlap: Pairs = (),
    threshold: float = 0.0,
) -> Network:
    """The network of these relations; `overlap` pairs count when the relation is asked for, from `threshold` on.

    A pair given both ways is one edge, from the first IRI in alphabetical order, with the higher score.
    """
    asked = frozenset(relations)
    return Network(
        catalogue,
        asked,
        read_correspondances(dataset) if Relation.CORRESPONDANCES in asked else (),
        _pairs(overlap, threshold) if Relation.OVERLAP in asked else (),
        list_documents(dataset) if Relation.MOBILITIES in asked else {},
    )


def _pairs(overlap: Pairs, threshold: float) -> tuple[tuple[str, str, float], ...]:
    best: dict[tuple[str, str], float] = {}
    for one, other, score in overlap:
        if score >= threshold and one != other:
            pair = (one, other) if one < other else (other, one)
            best[pair] = max(score, best.get(pair, score))
    return tuple((*pair, round(score, 6)) for pair, score in sorted(best.items()))
