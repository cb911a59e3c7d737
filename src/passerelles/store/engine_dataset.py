"""A store of the engine, in memory or on disk, answering as a `Dataset`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import IO

import pyoxigraph as ox

from passerelles.errors import StoreError, UsageError
from passerelles.store.binding import bind
from passerelles.store.dataset import NO_BINDINGS
from passerelles.store.engine_terms import from_engine, triple_from_engine
from passerelles.store.media import check_media_type
from passerelles.store.query_text import check_read_only, form, syntax_error
from passerelles.store.stream import pieces
from passerelles.store.terms import Table, Term, Triple
from passerelles.store.worker_dataset import dataset_clauses
from passerelles.store.worker_process import merged_query


class EngineDataset:
    """A `Dataset` over a store of the engine whose default graph is the merged one."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def select(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> Table:
        """The table of a SELECT query."""
        found = self._run(query, bindings, "SELECT")
        assert isinstance(found, ox.QuerySolutions)
        with _evaluation():
            rows = tuple(tuple(None if term is None else from_engine(term) for term in row) for row in found)
        return Table(tuple(variable.value for variable in found.variables), rows)

    def ask(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> bool:
        """The answer of an ASK query."""
        return bool(self._run(query, bindings, "ASK"))

    def construct(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once, in no promised order."""
        found = self._run(query, bindings, "CONSTRUCT", "DESCRIBE")
        assert isinstance(found, ox.QueryTriples)
        return list(dict.fromkeys(triple_from_engine(triple) for triple in found))

    def serialise(
        self, query: str, media_type: str, bindings: Mapping[str, Term] = NO_BINDINGS
    ) -> Iterator[bytes]:
        """The answer of any query in pieces of bytes, written as `media_type`."""
        check_media_type(form(query), media_type)

        def start() -> Callable[[IO[bytes]], object]:
            found = self._run(query, bindings)
            if isinstance(found, ox.QueryTriples):
                return partial(found.serialize, format=ox.RdfFormat.from_media_type(media_type))
            return partial(found.serialize, format=ox.QueryResultsFormat.from_media_type(media_type))

        return pieces(start)

    def _run(
        self, query: str, bindings: Mapping[str, Term], *forms: str
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        check_read_only(query)
        if forms and form(query) not in forms:
            raise UsageError(f"Une requête {' ou '.join(forms)} est attendue, et non {form(query)}.")
        default, named = dataset_clauses(query)
        text = bind(query, bindings)
        with _evaluation(text):
            if len(default) < 2:
                return self._store.query(text)
            return merged_query(self._store, text, default, named)


@contextmanager
def _evaluation(query: str = "") -> Iterator[None]:
    """Exceptions of the engine come out as ours."""
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(str(error), query) from error
    except (OSError, RuntimeError) as error:
        raise StoreError(f"La base ne se laisse pas lire : {error}.") from error
