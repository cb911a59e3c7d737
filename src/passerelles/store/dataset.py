"""What every store answers, whether it lies on this disk or behind a SPARQL endpoint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

from passerelles.store.terms import Table, Term, Triple

NO_BINDINGS: Mapping[str, Term] = MappingProxyType({})


class Dataset(Protocol):
    """A graph that answers SPARQL queries, its sources merged in the default graph.

    `bindings` give values to variables of the query by name, without `?`: a value never becomes syntax. All
    methods raise `QueryError` for a query that is malformed or refused (SERVICE, updates), `UsageError` for a
    query of another form than the method's or a binding that fits no variable, `StoreError` for a store that
    fails.
    """

    def select(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> Table:
        """The table of a SELECT query."""
        ...

    def ask(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> bool:
        """The answer of an ASK query."""
        ...

    def construct(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once, in no promised order."""
        ...

    def serialise(
        self, query: str, media_type: str, bindings: Mapping[str, Term] = NO_BINDINGS
    ) -> Iterator[bytes]:
        """The answer of any query in pieces of bytes, written as `media_type`.

        The query is checked and started before this returns. Raises `UsageError` when the media type does not
        fit the form of the query.
        """
        ...
