"""The store that is filled: what it holds of ours, and the writes that a publication needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from passerelles.errors import StoreError
from passerelles.publish.source import LocalGraph, count_of, counts_of
from passerelles.store import MERGED, NOTES, MergePlace, PublicationNote, RemoteDataset, RemoteWriter

_DIGEST = "urn:passerelles:publication:sha256"
#: Noted in the place of a digest while a graph is being taken out: what is left of it must not be trusted.
_DOUBTFUL = "-"


class Target:
    """A SPARQL 1.1 store at its addresses for queries, updates and, perhaps, whole graphs."""

    def __init__(self, endpoint: str, update: str, graph_store: str | None, **options: Any) -> None:
        self.endpoint = endpoint
        self.writer = RemoteWriter(update, graph_store, **options)
        self.reader = RemoteDataset(endpoint, **options)
        self._merged = RemoteDataset(endpoint, default_graphs=(MERGED,), **options)
        self._doubtful: set[str] = set()
        self._takes_using = True

    def counts(self) -> dict[str, int]:
        """How many triples each named graph has."""
        return counts_of(
            self.reader.select("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        )

    def merged(self, place: MergePlace | None) -> int:
        """How many triples the merged graph has at this place."""
        reader = self._merged if place is MergePlace.GRAPH else self.reader
        return count_of(reader.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))

    def digests(self) -> dict[str, str]:
        """The digest noted for each graph of ours; an empty one where its content is not to be trusted."""
        found = self.reader.select(f"SELECT ?g ?d WHERE {{ GRAPH <{NOTES}> {{ ?g <{_DIGEST}> ?d }} }}")
        noted: dict[str, str] = {}
        for graph, digest in found.rows:
            if graph is not None and digest is not None:
                same = noted.get(graph.value, digest.value) == digest.value
                noted[graph.value] = digest.value if same and digest.value != _DOUBTFUL else ""
        self._doubtful = {graph for graph, digest in noted.items() if not digest}
        return noted

    def note(self, note: PublicationNote) -> None:
        """Write down the note of the publication in the place of the one before."""
        said = "\n".join(f'<{NOTES}> <{name}> "{value}" .' for name, value in note.values().items())
        self.writer.update(f"DELETE WHERE {{ GRAPH <{NOTES}> {{ <{NOTES}> ?p ?o }} }}")
        self.writer.update(f"INSERT DATA {{ GRAPH <{NOTES}> {{ {said} }} }}")

    def add(self, pieces: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Add triples to named graphs."""
        self.writer.add(pieces)

    def merge(self, graphs: Sequence[str], place: MergePlace | None) -> None:
        """Copy what these graphs hold into the merged graph, on the server itself."""
        if not graphs or place not in (MergePlace.DEFAULT, MergePlace.GRAPH):
            return
        copy = f"INSERT {{ {_in(place, '?s ?p ?o')} }}"
        if self._takes_using:
            # Four times quicker in Virtuoso than a variable graph with a list of values; some servers refuse it.
            using = " ".join(f"USING <{iri}>" for iri in graphs)
            try:
                self.writer.update(f"{copy} {using} WHERE {{ ?s ?p ?o }}")
                return
            except StoreError:
                self._takes_using = False
        self.writer.update(f"{copy} WHERE {{ {_listed(graphs)} GRAPH ?g {{ ?s ?p ?o }} }}")

    def record(self, graphs: Sequence[LocalGraph]) -> None:
        """Note the digests of graphs that are whole."""
        if not graphs:
            return
        forgotten = [graph.iri for graph in graphs if graph.iri in self._doubtful]
        if forgotten:
            lines = "\n".join(f'<{iri}> <{_DIGEST}> "{_DOUBTFUL}" .' for iri in forgotten)
            self.writer.update(f"DELETE DATA {{ GRAPH <{NOTES}> {{ {lines} }} }}")
            self._doubtful.difference_update(forgotten)
        lines = "\n".join(f'<{graph.iri}> <{_DIGEST}> "{graph.digest}" .' for graph in graphs)
        self.writer.update(f"INSERT DATA {{ GRAPH <{NOTES}> {{ {lines} }} }}")

    def remove(self, graphs: Sequence[str], place: MergePlace | None, *, forget: bool) -> None:
        """Take graphs out, and out of the merged graph what only they state; `forget` them too, or mark them.

        Marked first: a graph of which only a part is left must not be taken for a whole one.
        """
        marks = "\n".join(f'<{iri}> <{_DIGEST}> "{_DOUBTFUL}" .' for iri in graphs)
        self.writer.update(f"INSERT DATA {{ GRAPH <{NOTES}> {{ {marks} }} }}")
        self._doubtful.update(graphs)
        self._forget(graphs, f'FILTER(?d != "{_DOUBTFUL}")')
        if place in (MergePlace.DEFAULT, MergePlace.GRAPH):
            others = ", ".join(f"<{iri}>" for iri in (*graphs, MERGED, NOTES))
            self.writer.update(
                f"DELETE {{ {_in(place, '?s ?p ?o')} }} WHERE {{ {_listed(graphs)} GRAPH ?g {{ ?s ?p ?o }} "
                f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other NOT IN ({others})) }} }}"
            )
        for iri in graphs:
            self.drop(iri)
        if forget:
            self._forget(graphs, "")

    def drop(self, graph: str) -> None:
        """Take out one graph, if it is there."""
        self.writer.update(f"DROP SILENT GRAPH <{graph}>")

    def _forget(self, graphs: Sequence[str], condition: str) -> None:
        self.writer.update(
            f"DELETE {{ GRAPH <{NOTES}> {{ ?g <{_DIGEST}> ?d }} }} "
            f"WHERE {{ {_listed(graphs)} GRAPH <{NOTES}> {{ ?g <{_DIGEST}> ?d }} {condition} }}"
        )


def _in(place: MergePlace | None, pattern: str) -> str:
    return f"GRAPH <{MERGED}> {{ {pattern} }}" if place is MergePlace.GRAPH else pattern


def _listed(graphs: Sequence[str]) -> str:
    return f"VALUES ?g {{ {' '.join(f'<{iri}>' for iri in graphs)} }}"
