"""An endpoint as our queries need it: one default graph in which every triple counts once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

import pyoxigraph as ox

from passerelles.errors import StoreError
from passerelles.store.dataset import NO_BINDINGS, Dataset
from passerelles.store.engine_dataset import EngineDataset
from passerelles.store.remote import RemoteDataset, names_graphs
from passerelles.store.remote_note import MERGED, MergePlace, read_note
from passerelles.store.terms import Table, Term, Triple

#: Triples that are fetched to be merged here, at most: a few seconds.
MERGED_TRIPLES = 500_000

_ONLY_NAMED = "ASK { FILTER NOT EXISTS { ?s ?p ?o } GRAPH ?graph { ?one ?two ?three } }"
#: A certification that two sources name: a few steps for any engine, where any triple would read everything.
_TWICE = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
SELECT ?s WHERE {
  GRAPH ?one { ?s a pas:Certification } GRAPH ?two { ?s a pas:Certification } FILTER(?one != ?two)
} LIMIT 1
"""
_TIMES = (
    "PREFIX pas: <https://w3id.org/passerelles/ns#> SELECT (COUNT(*) AS ?n) WHERE { ?s a pas:Certification }"
)
_COUNT = "SELECT (COUNT(*) AS ?count) WHERE { GRAPH ?graph { ?s ?p ?o } }"
_ALL = "SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?graph { ?s ?p ?o } }"


class DefaultGraph(Enum):
    """What a server's default graph is."""

    MERGED = "every triple once"
    BAG = "the named graphs, a triple of two of them twice"
    APART = "nothing of what the named graphs hold"


def open_endpoint(endpoint: str, *, merge: int = MERGED_TRIPLES, **options: Any) -> Dataset:
    """The endpoint as a `Dataset` whose default graph is the merged one.

    A store that `publish` filled says where the merged graph is. Another one is looked at: where the default graph
    shows no named graph, or a triple of two of them twice, up to `merge` triples are fetched and merged here; beyond
    that `StoreError` says what to do. Options are those of `RemoteDataset`.
    """
    remote = RemoteDataset(endpoint, **options)
    note = read_note(remote)
    if note is not None and not note.ended:
        raise StoreError(
            f"Le graphe n’est pas entier sur « {endpoint} » : une publication y est en cours ou s’est arrêtée avant "
            "la fin. Relancez « passerelles publish » : elle reprendra là où elle en était."
        )
    if note is not None and note.place is MergePlace.GRAPH:
        return RemoteDataset(endpoint, default_graphs=(MERGED,), **options)
    merged = note is not None and note.place is not None
    if merged or default_graph(remote) is DefaultGraph.MERGED:
        return remote
    term = remote.select(_COUNT).rows[0][0]
    if term is None or int(term.value) > merge:
        raise StoreError(
            f"Les données de « {endpoint} » sont dans des graphes nommés, et son graphe par défaut n’en est pas la "
            "fusion : complétez-les avec « passerelles publish --endpoint », qui l’y écrit."
        )
    return _MergedDataset(remote)


def default_graph(remote: Dataset) -> DefaultGraph:
    """What the server's default graph is, asked with a certification that two of its sources name."""
    if remote.ask(_ONLY_NAMED):
        return DefaultGraph.APART
    found = remote.select(_TWICE).rows
    if not found or found[0][0] is None:
        return DefaultGraph.MERGED
    term = remote.select(_TIMES, {"s": found[0][0]}).rows[0][0]
    times = int(term.value) if term is not None else 0
    return {0: DefaultGraph.APART, 1: DefaultGraph.MERGED}.get(times, DefaultGraph.BAG)


class _MergedDataset:
    """The named graphs of an endpoint merged in memory; queries that name graphs still go to the endpoint."""

    def __init__(self, remote: RemoteDataset) -> None:
        # A table, since graphs are not given in pages.
        content = b"".join(remote.serialise(_ALL, "text/tab-separated-values"))
        solutions = ox.parse_query_results(content, ox.QueryResultsFormat.TSV)
        assert isinstance(solutions, ox.QuerySolutions)
        store = ox.Store()
        store.extend(ox.Quad(row[0], row[1], row[2]) for row in solutions)
        self._remote = remote
        self._merged = EngineDataset(store)

    def select(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> Table:
        """The table of a SELECT query."""
        return self._asked(query).select(query, bindings)

    def ask(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> bool:
        """The answer of an ASK query."""
        return self._asked(query).ask(query, bindings)

    def construct(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        return self._asked(query).construct(query, bindings)

    def serialise(
        self, query: str, media_type: str, bindings: Mapping[str, Term] = NO_BINDINGS
    ) -> Iterator[bytes]:
        """The answer of any query in pieces of bytes, written as `media_type`."""
        return self._asked(query).serialise(query, media_type, bindings)

    def _asked(self, query: str) -> Dataset:
        return self._remote if names_graphs(query) else self._merged
