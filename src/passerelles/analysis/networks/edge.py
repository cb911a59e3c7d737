"""The edges of a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from passerelles.analysis.networks.relation import Relation

#: The attributes that edges may have, with their types. Tools look for `label` and `weight`; `document` is not called
#: `source`, which in every format is where an edge begins.
EDGE_ATTRIBUTES: Mapping[str, type] = {
    "label": str,
    "relation": str,
    "rang": str,
    "portee": str,
    "weight": float,
    "document": str,
    "fichier": str,
}


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents that state something: their short IRIs and the names of their files, each joined in one text."""

    iris: str = ""
    files: str = ""

    def __or__(self, other: Documents) -> Documents:
        """The documents of both, each once."""
        if self == other or not other.iris:
            return self
        return Documents(
            " ".join(dict.fromkeys(f"{self.iris} {other.iris}".split())),
            " ; ".join(dict.fromkeys(filter(None, f"{self.files} ; {other.files}".split(" ; ")))),
        )


NO_DOCUMENT = Documents()


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge between the IRIs of two nodes; `label` says in French how to read it from start to end.

    `rank` is "officielle", "conventionnelle" or "calculée", None for what is no correspondance. `weight` is 1 but for
    overlap, where it is the score.
    """

    start: str
    end: str
    relation: Relation
    label: str
    rank: str | None = None
    weight: float = 1.0
    documents: Documents = NO_DOCUMENT
    scope: str | None = None

    def attributes(self) -> dict[str, str | float]:
        """The attributes by name, without those that are not known."""
        every = {
            "label": self.label,
            "relation": self.relation.value,
            "rang": self.rank,
            "portee": self.scope,
            "weight": self.weight,
            "document": self.documents.iris,
            "fichier": self.documents.files,
        }
        return {name: value for name, value in every.items() if value not in (None, "")}
