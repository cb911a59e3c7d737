"""A SPARQL 1.1 endpoint elsewhere, queried as a store on this disk is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http.client import HTTPMessage, HTTPResponse
from itertools import chain
from typing import Any

import pyoxigraph as ox

from passerelles.errors import UsageError
from passerelles.store import remote_failure
from passerelles.store.binding import bind
from passerelles.store.dataset import NO_BINDINGS
from passerelles.store.endpoint import Endpoint, Received, media_type
from passerelles.store.engine_terms import triple_from_engine
from passerelles.store.media import GRAPH_TYPES, TABLE_TYPES, check_media_type
from passerelles.store.query_text import check_read_only, form
from passerelles.store.remote_paging import pages, solutions_of
from passerelles.store.remote_results import Page, page_of, truth_of, truth_written
from passerelles.store.terms import Table, Term, Triple
from passerelles.store.tokens import tokens

_JSON = TABLE_TYPES[0]
_BY_LINES = ("text/csv", "text/tab-separated-values")
_TURTLE, _N_TRIPLES = GRAPH_TYPES[:2]
#: What graphs are read from here.
_GRAPHS_READ = f"{_N_TRIPLES};q=0.5, {_TURTLE};q=0.4"
_NO_RESULT = (ValueError, KeyError, TypeError, AttributeError)


class RemoteDataset:
    """A `Dataset` over the SPARQL endpoint at `endpoint`; the options are those of `Endpoint`.

    The server's default graph has to hold the merged sources, as the one of an embedded store does; where another
    graph holds them, `default_graphs` names it. With `is_dataset_given` that and `named_graphs` are the dataset of all
    queries, as in the protocol, whatever they name themselves. A server that gives only so many rows at once and says
    so, as Virtuoso does, is asked for the others; for one that does not say so, `page` is how many it gives.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
        is_dataset_given: bool = False,
        page: int | None = None,
        **options: Any,
    ) -> None:
        self._endpoint = Endpoint(endpoint, **options)
        self._default_graphs = default_graphs
        self._named_graphs = named_graphs
        self._is_dataset_given = is_dataset_given
        self._page = page
        # A server whose results need no correction passes them through; known from its first answer on.
        self._plain = True

    def select(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> Table:
        """The table of a SELECT query."""
        variables: tuple[str, ...] = ()
        rows: list[tuple[Term | None, ...]] = []
        for page in self._pages(self._checked(query, bindings, "SELECT")):
            variables = variables or page.variables
            try:
                rows += page.rows()
            except _NO_RESULT as error:
                raise self._endpoint.misunderstood(_JSON) from error
        return Table(variables, tuple(rows))

    def ask(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> bool:
        """The answer of an ASK query."""
        found = self._fetch(self._checked(query, bindings, "ASK"), _JSON)
        try:
            return truth_of(found.content)
        except _NO_RESULT as error:
            raise self._endpoint.misunderstood(found.media_type) from error

    def construct(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once, in no promised order."""
        text = self._checked(query, bindings, "CONSTRUCT", "DESCRIBE")
        found = self._fetch(text, _GRAPHS_READ)
        return list(dict.fromkeys(triple_from_engine(triple) for triple in self._graph(text, found)))

    def serialise(
        self, query: str, media_type: str, bindings: Mapping[str, Term] = NO_BINDINGS
    ) -> Iterator[bytes]:
        """The answer of any query in pieces of bytes, written as `media_type`.

        What the server does not write itself, or not as the standard has it, is converted here.
        """
        kind = form(query)
        check_media_type(kind, media_type)
        text = self._checked(query, bindings)
        if media_type in GRAPH_TYPES:
            return self._graph_written(text, media_type)
        if kind == "ASK":
            return iter([truth_written(self.ask(query, bindings), media_type)])
        if self._plain and not self._page:
            response = self._endpoint.get(text, f"{media_type}, {_JSON};q=0.5", *self._graphs(text))
            if self._passes_through(response, media_type):
                return self._pieces(response)
            with response:
                found = Received(self._endpoint.read(response.read), response.headers)
            if found.media_type == _JSON:
                return self._table_written(text, media_type, found)
            if not _is_virtuoso(found.headers):
                raise self._endpoint.misunderstood(found.media_type)
        return self._table_written(text, media_type, self._fetch(text, _JSON))

    def _passes_through(self, response: HTTPResponse, wanted: str) -> bool:
        self._plain = not _is_virtuoso(response.headers)
        return self._plain and media_type(response.headers) == wanted

    def _pieces(self, response: HTTPResponse) -> Iterator[bytes]:
        with response:
            while piece := self._endpoint.read(lambda: response.read1(1 << 16)):
                yield piece

    def _table_written(self, text: str, media_type: str, found: Received) -> Iterator[bytes]:
        made = self._pages_from(text, found)
        first = next(made)
        if media_type in _BY_LINES:
            return chain([self._written(first, media_type)], self._more_lines(made, media_type))
        bindings = first.bindings + [row for page in made for row in page.bindings]
        return iter([self._written(Page(first.variables, bindings), media_type)])

    def _more_lines(self, made: Iterator[Page], media_type: str) -> Iterator[bytes]:
        for page in made:
            # The heading came with the first page.
            yield self._written(page, media_type).partition(b"\n")[2]

    def _written(self, page: Page, media_type: str) -> bytes:
        try:
            return page.written(media_type)
        except (*_NO_RESULT, SyntaxError) as error:
            raise self._endpoint.misunderstood(_JSON) from error

    def _pages(self, text: str) -> Iterator[Page]:
        return self._pages_from(text, self._fetch(text, _JSON))

    def _pages_from(self, text: str, found: Received) -> Iterator[Page]:
        first = self._page_of(found)
        announced = str(found.headers.get("X-SPARQL-MaxRows", ""))
        size = self._page or (int(announced) if announced.isdigit() else 0)
        if not size or len(first.bindings) < size:
            return iter([first])
        return pages(text, first, size, lambda query: self._page_of(self._fetch(query, _JSON)))

    def _page_of(self, found: Received) -> Page:
        try:
            return page_of(found.content)
        except _NO_RESULT as error:
            raise self._endpoint.misunderstood(found.media_type) from error

    def _graph_written(self, text: str, wanted: str) -> Iterator[bytes]:
        accept = f"{wanted}, {_GRAPHS_READ}" if self._plain else _GRAPHS_READ
        response = self._endpoint.get(text, accept, *self._graphs(text))
        if self._passes_through(response, wanted):
            return self._pieces(response)
        with response:
            found = Received(self._endpoint.read(response.read), response.headers)
        if found.media_type == wanted and wanted not in (_N_TRIPLES, _TURTLE):
            found = self._fetch(text, _GRAPHS_READ)
        graph = ox.serialize(self._graph(text, found), format=ox.RdfFormat.from_media_type(wanted))
        return iter([graph or b""])

    def _graph(self, text: str, found: Received) -> list[ox.Triple]:
        turtle = found.media_type in (_TURTLE, "application/x-turtle", "text/n3")
        # N-Triples often come as text/plain.
        chosen = ox.RdfFormat.TURTLE if turtle else ox.RdfFormat.N_TRIPLES
        try:
            triples = [quad.triple for quad in ox.parse(found.content, chosen, base_iri=self._endpoint.url)]
        except SyntaxError as error:
            raise self._endpoint.misunderstood(found.media_type) from error
        if _is_virtuoso(found.headers) and form(text) == "CONSTRUCT":
            self._check_whole(text)
        return triples

    def _check_whole(self, text: str) -> None:
        """Virtuoso cuts graphs without a word, and tables with one: the solutions behind a graph are looked at."""
        announced = self._fetch(solutions_of(text), _JSON).headers.get("X-SPARQL-MaxRows")
        if announced:
            raise remote_failure.incomplete(self._endpoint.url, announced)

    def _checked(self, query: str, bindings: Mapping[str, Term], *forms: str) -> str:
        """The query with its values, once it is known to be of one of these forms and to read only."""
        check_read_only(query)
        if forms and form(query) not in forms:
            raise UsageError(f"Une requête {' ou '.join(forms)} est attendue, et non {form(query)}.")
        return bind(query, bindings)

    def _fetch(self, text: str, accept: str) -> Received:
        return self._endpoint.fetch(text, accept, *self._graphs(text))

    def _graphs(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The default and the named graphs to ask for: a query that names graphs itself is left alone."""
        if self._is_dataset_given:
            return self._default_graphs, self._named_graphs
        return () if self._default_graphs and names_graphs(text) else self._default_graphs, ()


def names_graphs(query: str) -> bool:
    """Whether a query says itself which graphs it reads."""
    return any(token.word in ("GRAPH", "FROM") for token in tokens(query))


def _is_virtuoso(headers: HTTPMessage) -> bool:
    """Whether results have to be corrected: Virtuoso writes booleans as numbers, and its own kind of CSV."""
    return "virtuoso" in str(headers.get("Server", "")).lower()
