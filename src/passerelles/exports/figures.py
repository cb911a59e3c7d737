"""How much a graph holds: statements, subjects, members of each class, uses of each property."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from passerelles.exports.node import RDF_TYPE, Node
from passerelles.store import Iri


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over a merged graph; `classes` and `properties` are pairs of an IRI and a count, in the order of IRIs."""

    triples: int
    subjects: int
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]


class Counting:
    """Takes nodes one by one and gives their figures."""

    def __init__(self) -> None:
        self._subjects = 0
        self._classes: Counter[str] = Counter()
        self._properties: Counter[str] = Counter()

    def add(self, node: Node) -> None:
        """Count a node, which no other one describes."""
        self._subjects += 1
        self._classes.update(kind.value for kind in node.types if isinstance(kind, Iri))
        if node.types:
            self._properties[RDF_TYPE.value] += len(node.types)
        for predicate, values in node.properties:
            self._properties[predicate.value] += len(values)

    def figures(self) -> Figures:
        """The figures of what was counted."""
        properties = tuple(sorted(self._properties.items()))
        triples = sum(count for _, count in properties)
        return Figures(triples, self._subjects, tuple(sorted(self._classes.items())), properties)
