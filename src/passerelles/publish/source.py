"""What is to be published: the named graphs of a store on this disk, with their counts and digests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from passerelles.store import EmbeddedDataset, Literal, Table

_COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


@dataclass(frozen=True, slots=True)
class LocalGraph:
    """A named graph of this disk: its IRI, how many triples it has, and what tells two contents apart."""

    iri: str
    statements: int
    digest: str


class LocalGraphs:
    """The named graphs of a version, those of earlier states left out, and how many triples they have merged."""

    def __init__(self, dataset: EmbeddedDataset) -> None:
        self._dataset = dataset
        known = {source.graph: source.digest for source in dataset.sources()}
        counts = counts_of(dataset.select(_COUNTS))
        self.graphs = {
            iri: LocalGraph(iri, counts.get(iri, 0), known.get(iri) or self._digest(iri))
            for iri in dataset.graphs()
        }
        self.merged = count_of(dataset.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))
        self.manifest = dataset.version.manifest

    @property
    def sha256(self) -> str | None:
        """What tells these graphs from those of another version, or of another part of this one."""
        whole: str | None = self.manifest.get("sha256")
        if whole is None or not self._dataset.hidden:
            return whole
        return hashlib.sha256("\n".join([whole, *sorted(self._dataset.hidden)]).encode()).hexdigest()

    @property
    def statements(self) -> int:
        """How many statements the graphs have in all."""
        return sum(graph.statements for graph in self.graphs.values())

    def lines(self, iri: str) -> list[str]:
        """The triples of a graph, sorted N-Triples lines without line end."""
        return self._dataset.triples_of(iri)

    def _digest(self, iri: str) -> str:
        return hashlib.sha256("\n".join(self.lines(iri)).encode()).hexdigest()


def counts_of(table: Table) -> dict[str, int]:
    """The counts of a table of two columns, a name and a number."""
    return {
        name.value: int(number.value)
        for name, number in table.rows
        if name is not None and isinstance(number, Literal)
    }


def count_of(table: Table) -> int:
    """The number that is a table of one cell."""
    term = table.rows[0][0]
    return int(term.value) if term is not None else 0
