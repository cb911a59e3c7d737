"""An endpoint whose sources lie in named graphs only: it is asked as if they were merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from passerelles.errors import StoreError
from passerelles.store.dataset import NO_BINDINGS, Dataset
from passerelles.store.engine_dataset import EngineDataset
from passerelles.store.remote import RemoteDataset
from passerelles.store.terms import Table, Term, Triple
from passerelles.store.tokens import tokens

#: Triples that are fetched to be merged here, at most: a few seconds.
MERGED_TRIPLES = 500_000

_ONLY_NAMED = "ASK { FILTER NOT EXISTS { ?s ?p ?o } GRAPH ?graph { ?one ?two ?three } }"
_COUNT = "SELECT (COUNT(*) AS ?count) WHERE { GRAPH ?graph { ?s ?p ?o } }"
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?graph { ?s ?p ?o } }"


def open_endpoint(endpoint: str, *, merge: int = MERGED_TRIPLES, **options: Any) -> Dataset:
    """The endpoint as a `Dataset` whose default graph is the merged one.

    A server that keeps sources in named graphs and shows none of them by default, as Oxigraph does with an export
    in N-Quads, would answer nothing. FROM would make it a bag, so up to `merge` triples are fetched and merged
    here; beyond that `StoreError` says what to load. Options are those of `RemoteDataset`.
    """
    remote = RemoteDataset(endpoint, **options)
    if not remote.ask(_ONLY_NAMED):
        return remote
    term = remote.select(_COUNT).rows[0][0]
    if term is None or int(term.value) > merge:
        raise StoreError(
            f"Les données de « {endpoint} » sont dans des graphes nommés, et son graphe par défaut est vide : "
            "chargez-y aussi l’export du graphe fusionné (« passerelles export --format turtle »)."
        )
    return _MergedDataset(remote)


class _MergedDataset:
    """The named graphs of an endpoint merged in memory; queries that name graphs still go to the endpoint."""

    def __init__(self, remote: RemoteDataset) -> None:
        content = b"".join(remote.serialise(_ALL, "application/n-triples"))
        store = ox.Store()
        store.extend(
            ox.Quad(quad.subject, quad.predicate, quad.object)
            for quad in ox.parse(content, ox.RdfFormat.N_TRIPLES)
        )
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
        names_graphs = any(token.word in ("GRAPH", "FROM") for token in tokens(query))
        return self._remote if names_graphs else self._merged
