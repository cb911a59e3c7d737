"""A SPARQL 1.1 endpoint elsewhere, queried as a store on this disk is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from http.client import HTTPResponse
from typing import Any

import pyoxigraph as ox

from passerelles.errors import UsageError
from passerelles.store.binding import bind
from passerelles.store.dataset import NO_BINDINGS
from passerelles.store.endpoint import Endpoint
from passerelles.store.engine_terms import triple_from_engine
from passerelles.store.media import GRAPH_TYPES, TABLE_TYPES, check_media_type
from passerelles.store.query_text import check_read_only, form
from passerelles.store.terms import XSD_STRING, Blank, Iri, Literal, Table, Term, Triple

_JSON = TABLE_TYPES[0]
_TURTLE, _N_TRIPLES = GRAPH_TYPES[:2]


class RemoteDataset:
    """A `Dataset` over the SPARQL endpoint at `endpoint`; the options are those of `Endpoint`.

    The server's default graph has to hold the merged sources, as the one of an embedded store does.
    """

    def __init__(self, endpoint: str, **options: Any) -> None:
        self._endpoint = Endpoint(endpoint, **options)

    def select(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> Table:
        """The table of a SELECT query."""
        answer = self._results(query, bindings, "SELECT")
        try:
            names = tuple(answer["head"]["vars"])
            rows = tuple(
                tuple(_term(row[name]) if name in row else None for name in names)
                for row in answer["results"]["bindings"]
            )
        except (KeyError, TypeError) as error:
            raise self._endpoint.misunderstood(_JSON) from error
        return Table(names, rows)

    def ask(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> bool:
        """The answer of an ASK query."""
        answer = self._results(query, bindings, "ASK")
        if not isinstance(answer, dict) or not isinstance(answer.get("boolean"), bool):
            raise self._endpoint.misunderstood(_JSON)
        return bool(answer["boolean"])

    def construct(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once, in no promised order."""
        accept = f"{_N_TRIPLES}, {_TURTLE};q=0.9"
        with self._get(query, bindings, accept, "CONSTRUCT", "DESCRIBE") as response:
            return list(dict.fromkeys(triple_from_engine(triple) for triple in self._graph(response)))

    def serialise(
        self, query: str, media_type: str, bindings: Mapping[str, Term] = NO_BINDINGS
    ) -> Iterator[bytes]:
        """The answer of any query in pieces of bytes, written as `media_type`.

        What the server does not write itself is converted here.
        """
        kind = form(query)
        check_media_type(kind, media_type)
        spare = f"{_JSON};q=0.5" if media_type in TABLE_TYPES else f"{_N_TRIPLES};q=0.5, {_TURTLE};q=0.4"
        response = self._get(query, bindings, f"{media_type}, {spare}")
        if _media_type(response) == media_type:
            return self._pieces(response)
        with response:
            if media_type in GRAPH_TYPES:
                graph = ox.serialize(self._graph(response), format=ox.RdfFormat.from_media_type(media_type))
                return iter([graph or b""])
            content = self._endpoint.read(response.read)
            try:
                results = ox.parse_query_results(content, ox.QueryResultsFormat.JSON)
                table = results.serialize(format=ox.QueryResultsFormat.from_media_type(media_type))
            except (SyntaxError, ValueError) as error:
                raise self._endpoint.misunderstood(_media_type(response)) from error
            return iter([table or b""])

    def _pieces(self, response: HTTPResponse) -> Iterator[bytes]:
        with response:
            while piece := self._endpoint.read(lambda: response.read1(1 << 16)):
                yield piece

    def _get(self, query: str, bindings: Mapping[str, Term], accept: str, *forms: str) -> HTTPResponse:
        check_read_only(query)
        if forms and form(query) not in forms:
            raise UsageError(f"Une requête {' ou '.join(forms)} est attendue, et non {form(query)}.")
        return self._endpoint.get(bind(query, bindings), accept)

    def _results(self, query: str, bindings: Mapping[str, Term], kind: str) -> Any:
        with self._get(query, bindings, _JSON, kind) as response:
            content = self._endpoint.read(response.read)
            try:
                return json.loads(content)
            except ValueError as error:
                raise self._endpoint.misunderstood(_media_type(response)) from error

    def _graph(self, response: HTTPResponse) -> list[ox.Triple]:
        turtle = _media_type(response) in (_TURTLE, "application/x-turtle", "text/n3")
        # N-Triples often come as text/plain.
        chosen = ox.RdfFormat.TURTLE if turtle else ox.RdfFormat.N_TRIPLES
        content = self._endpoint.read(response.read)
        try:
            return [quad.triple for quad in ox.parse(content, chosen, base_iri=self._endpoint.url)]
        except SyntaxError as error:
            raise self._endpoint.misunderstood(_media_type(response)) from error


def _media_type(response: HTTPResponse) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _term(value: Mapping[str, str]) -> Term:
    """A term of SPARQL JSON results; "typed-literal" is how Virtuoso calls a literal with a datatype."""
    if value["type"] == "uri":
        return Iri(value["value"])
    if value["type"] == "bnode":
        return Blank(value["value"])
    if value["type"] in ("literal", "typed-literal"):
        return Literal(value["value"], value.get("datatype", XSD_STRING), value.get("xml:lang"))
    raise TypeError(f"no term of RDF 1.1: {value['type']}")
