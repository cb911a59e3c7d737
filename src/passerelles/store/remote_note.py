"""What a publication notes in the store it fills, so that readers know where the merged graph is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from passerelles.store.dataset import NO_BINDINGS, Dataset
from passerelles.store.terms import Table, Term, Triple

#: The graph of the notes of a publication, and its subject for what concerns the whole.
NOTES = "https://w3id.org/passerelles/id/publication"
#: The graph that holds the merged sources, where a store has no default graph of its own for it.
MERGED = "https://w3id.org/passerelles/id/fusion"
#: How predicates of the notes begin; they are no terms of the ontology, for they say nothing of certifications.
VOCABULARY = "urn:passerelles:publication:"
ENDED, RUNNING = "achevée", "en cours"


class MergePlace(StrEnum):
    """Where a store holds the merged graph: in its default graph, in the graph `MERGED`, or it merges by itself."""

    DEFAULT = "default"
    GRAPH = "graph"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PublicationNote:
    """What a store says of the publication that filled it.

    `place` is None when it has the merged graph nowhere; `version`, `day` and `built` are those of the store that
    was published, when it has them.
    """

    place: MergePlace | None
    ended: bool
    version: str | None = None
    day: str | None = None
    built: str | None = None

    def values(self) -> dict[str, str]:
        """What is noted, by predicate."""
        said = {
            "fusion": self.place.value if self.place else None,
            "etat": ENDED if self.ended else RUNNING,
            "version": self.version,
            "jour": self.day,
            "construction": self.built,
        }
        return {VOCABULARY + name: value for name, value in said.items() if value is not None}


def read_note(dataset: Dataset) -> PublicationNote | None:
    """The note that the store holds, or None; raises what `Dataset` raises."""
    found = dataset.select(f"SELECT ?p ?o WHERE {{ GRAPH <{NOTES}> {{ <{NOTES}> ?p ?o }} }}")
    said = {
        row[0].value.removeprefix(VOCABULARY): row[1].value
        for row in found.rows
        if row[0] is not None and row[1] is not None
    }
    if "etat" not in said:
        return None
    place = said.get("fusion")
    return PublicationNote(
        MergePlace(place) if place in list(MergePlace) else None,
        said["etat"] == ENDED,
        said.get("version"),
        said.get("jour"),
        said.get("construction"),
    )


class NotedDataset:
    """A `Dataset` with the note that was found in it, so that who asks for its date need not ask the store again."""

    def __init__(self, dataset: Dataset, note: PublicationNote | None) -> None:
        self._dataset = dataset
        self.note = note

    def select(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> Table:
        """The table of a SELECT query."""
        return self._dataset.select(query, bindings)

    def ask(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> bool:
        """The answer of an ASK query."""
        return self._dataset.ask(query, bindings)

    def construct(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        return self._dataset.construct(query, bindings)

    def serialise(
        self, query: str, media_type: str, bindings: Mapping[str, Term] = NO_BINDINGS
    ) -> Iterator[bytes]:
        """The answer of any query in pieces of bytes, written as `media_type`."""
        return self._dataset.serialise(query, media_type, bindings)
