"""What a file of a network holds, wherever its nodes and edges come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from passerelles.analysis.networks.node import Node, Value


class Bond(Protocol):
    """One edge between the IRIs of two nodes; `label` says in French how to read it."""

    @property
    def start(self) -> str:
        """The IRI it begins at."""

    @property
    def end(self) -> str:
        """The IRI it ends at."""

    @property
    def label(self) -> str:
        """How to read it from start to end."""

    def attributes(self) -> Mapping[str, Value]:
        """Its attributes by name, without those that are not known."""


class Content(Protocol):
    """Nodes and edges to write, the attributes they may have with their types, and the relations they come from."""

    @property
    def relations(self) -> frozenset[str]:
        """The names of the relations."""

    @property
    def node_attributes(self) -> Mapping[str, type]:
        """The attributes that nodes may have."""

    @property
    def edge_attributes(self) -> Mapping[str, type]:
        """The attributes that edges may have."""

    def nodes(self) -> Iterator[Node]:
        """Every node once, in a stable order."""

    def edges(self) -> Iterator[Bond]:
        """Every edge once, in a stable order."""
