"""What labels and evidence ask of a graph, and a small one that answers it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from rdflib.term import Node


class Statements(Protocol):
    """The part of an rdflib graph that names and places of results are read from."""

    def __contains__(self, triple: tuple[Node, Node, Node], /) -> bool: ...

    def objects(self, subject: Node, predicate: Node, /) -> Iterator[Node]:
        """The values of a property."""
        ...

    def subjects(self, predicate: Node, value: Node, /) -> Iterator[Node]:
        """The nodes that have this value."""
        ...

    def subject_predicates(self, value: Node, /) -> Iterator[tuple[Node, Node]]:
        """The nodes that point to the value, and how."""
        ...


class Facts:
    """The statements about some nodes, read out of a store for their results."""

    def __init__(self) -> None:
        self._values: dict[tuple[Node, Node], dict[Node, None]] = {}
        self._links: dict[Node, dict[tuple[Node, Node], None]] = {}

    def add(self, subject: Node, predicate: Node, value: Node) -> None:
        """Take a statement; one that is there already changes nothing."""
        self._values.setdefault((subject, predicate), {})[value] = None
        self._links.setdefault(value, {})[(subject, predicate)] = None

    def __contains__(self, triple: tuple[Node, Node, Node], /) -> bool:
        subject, predicate, value = triple
        return value in self._values.get((subject, predicate), ())

    def objects(self, subject: Node, predicate: Node, /) -> Iterator[Node]:
        """The values of a property."""
        return iter(self._values.get((subject, predicate), ()))

    def subjects(self, predicate: Node, value: Node, /) -> Iterator[Node]:
        """The nodes that have this value."""
        return (subject for subject, link in self._links.get(value, ()) if link == predicate)

    def subject_predicates(self, value: Node, /) -> Iterator[tuple[Node, Node]]:
        """The nodes that point to the value, and how."""
        return iter(self._links.get(value, ()))
