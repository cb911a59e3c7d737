"""A picture as the content of a network file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from passerelles.analysis.networks import Node
from passerelles.analysis.networks.edge import EDGE_ATTRIBUTES
from passerelles.analysis.networks.node import NODE_ATTRIBUTES, Value, label_of
from passerelles.analysis.pictures.line import Line
from passerelles.analysis.pictures.mark import Mark
from passerelles.analysis.pictures.picture import Picture
from passerelles.ontology import ID

_NODE_MORE: Mapping[str, type] = {"debut": str, "etat": str, "x": float, "y": float}
_EDGE_MORE: Mapping[str, type] = {"phrase": str}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A line as an edge of a file."""

    line: Line

    @property
    def start(self) -> str:
        return f"{ID}{self.line.start}"

    @property
    def end(self) -> str:
        return f"{ID}{self.line.end}"

    @property
    def label(self) -> str:
        return self.line.words

    def attributes(self) -> Mapping[str, Value]:
        line = self.line
        said = " ".join(filter(None, (line.explanation, *(f"« {quote} »" for quote in line.quotes))))
        every: dict[str, Value | None] = {
            "label": line.words,
            "relation": line.kind,
            "rang": line.rank,
            "weight": 1.0 if line.score is None else line.score,
            "document": " ".join(source.iri.removeprefix(ID) for source in line.sources),
            "fichier": " ; ".join(source.file for source in line.sources if source.file),
            "phrase": said,
        }
        return {name: value for name, value in every.items() if value not in (None, "")}


@dataclass(frozen=True)
class PictureContent:
    """The marks and lines of a picture, without what stands for lists that were cut."""

    picture: Picture

    @property
    def relations(self) -> frozenset[str]:
        """The kinds of its lines."""
        return frozenset(line.kind for line in self.picture.lines)

    @cached_property
    def node_attributes(self) -> Mapping[str, type]:
        """Those of networks, and what only a picture has."""
        return {**NODE_ATTRIBUTES, **_NODE_MORE}

    @cached_property
    def edge_attributes(self) -> Mapping[str, type]:
        """Those of networks, and the sentence."""
        return {**EDGE_ATTRIBUTES, **_EDGE_MORE}

    def nodes(self) -> Iterator[Node]:
        """Every mark, in the order of the picture."""
        return (self._node(mark) for mark in self.picture.marks if mark.kind != "suite")

    def edges(self) -> Iterator[_Drawn]:
        """Every line, in the order of the picture."""
        return (_Drawn(line) for line in self.picture.lines)

    def _node(self, mark: Mark) -> Node:
        box = self.picture.boxes[mark.id]
        every: dict[str, Value | None] = {
            "label": label_of(mark.name, mark.title) or mark.kind,
            "type": mark.kind,
            "iri": mark.iri,
            "identifiant": mark.name,
            "intitule": mark.title,
            "actif": mark.active,
            "debut": mark.start,
            "fin": mark.end,
            "etat": mark.state,
            "communaute_calculee": mark.group,
            "x": round(box.x, 1),
            "y": round(box.y, 1),
        }
        return Node(mark.id, {name: value for name, value in every.items() if value not in (None, "")})
