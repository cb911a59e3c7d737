"""Tables asked for in pages: each page is a query that any engine reads as the table's own rows."""

import http.server
import json
import threading
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from passerelles.errors import QueryError, StoreError
from passerelles.store import RemoteDataset
from passerelles.store.remote_paging import is_ordered, paged, solutions_of

EX = "http://exemple.fr/"


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    for number in range(10):
        for predicate in "pq":
            store.add(
                ox.Quad(
                    ox.NamedNode(f"{EX}{number}"),
                    ox.NamedNode(EX + predicate),
                    ox.Literal(number % 3),
                    ox.NamedNode(f"{EX}graphe"),
                )
            )
            store.add(
                ox.Quad(ox.NamedNode(f"{EX}{number}"), ox.NamedNode(EX + predicate), ox.Literal(number % 3))
            )
    return store


QUERIES = [
    "SELECT ?s ?o WHERE { ?s :p ?o }",
    "SELECT DISTINCT ?o { ?s :p ?o }",
    "SELECT ?s ?o { ?s :q ?o } ORDER BY ?o ?s",
    "SELECT ?s ?o { ?s :q ?o } ORDER BY DESC(?o) ?s LIMIT 7 OFFSET 1",
    "SELECT (COUNT(*) AS ?n) ?o { ?s ?p ?o } GROUP BY ?o",
    "SELECT ?s ?o FROM <http://exemple.fr/graphe> WHERE { ?s :p ?o } # FROM <http://ailleurs.fr/>",
    "SELECT ?s ?g FROM NAMED <http://exemple.fr/graphe> { GRAPH ?g { ?s :p ?o } } ORDER BY ?s",
    "SELECT ?s { { SELECT ?s { ?s :p ?o } ORDER BY ?o } }",
    "SELECT ?s ?o { ?s :p ?o } VALUES ?o { 1 2 }",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("size", [1, 3, 100])
def test_pages_make_the_table(store: ox.Store, query: str, size: int) -> None:
    query = f"PREFIX : <{EX}>\n{query}"

    def rows(text: str) -> list[tuple[str, ...]]:
        found = store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        return [tuple(map(str, row)) for row in found]

    expected = rows(query)
    names = tuple(variable.value for variable in store.query(query).variables)  # type: ignore[union-attr]
    found: list[tuple[str, ...]] = []
    for offset in range(0, len(expected) + 1, size):
        found += rows(paged(query, names, size, offset))
    assert found == expected if is_ordered(query) else sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s :x [ :y ?o ] } WHERE { ?s :p ?o }",
        "CONSTRUCT WHERE { ?s :p ?o }",
        "CONSTRUCT { ?s :x ?o } FROM <http://exemple.fr/graphe> { ?s :p ?o } ORDER BY ?s LIMIT 10",
        "CONSTRUCT { } { ?s :p ?o }",
    ],
)
def test_the_solutions_behind_a_graph(store: ox.Store, query: str) -> None:
    found = store.query(solutions_of(f"PREFIX : <{EX}> {query}"))
    assert isinstance(found, ox.QuerySolutions)
    assert len(list(found)) == 10


def test_only_a_table_has_pages() -> None:
    with pytest.raises(QueryError, match="page par page"):
        paged("ASK {}", ("s",), 10, 0)


class Limited(http.server.BaseHTTPRequestHandler):
    """A server that gives three rows at once, and says so or not as its path tells; and one that gives up halfway."""

    asked: ClassVar[list[str]] = []
    busy: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)["query"][0]
        self.asked.append(query)
        if parts.path == "/occupe" and self.busy:
            self.send_response(self.busy.pop())
            self.send_header("Retry-After", "0")
            self.end_headers()
            return
        page = int(query.rpartition("OFFSET")[2] or 0) if "OFFSET" in query else 0
        rows = list(range(8))[page : page + 3]
        body = json.dumps(
            {
                "head": {"vars": ["n"]},
                "results": {"bindings": [{"n": {"type": "literal", "value": str(row)}} for row in rows]},
            }
        ).encode()
        self.send_response(206 if parts.path == "/partiel" else 200)
        self.send_header("Content-Type", "application/sparql-results+json")
        if parts.path == "/annonce":
            self.send_header("X-SPARQL-MaxRows", "3")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def limited() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Limited)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Limited.asked.clear()
    Limited.busy.clear()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("path", "page"), [("/annonce", None), ("/muet", 3)])
@pytest.mark.parametrize("query", ["SELECT ?n { ?s ?p ?n }", "SELECT ?n { ?s ?p ?n } ORDER BY ?n"])
def test_a_server_with_a_limit_is_asked_again(limited: str, path: str, page: int | None, query: str) -> None:
    dataset = RemoteDataset(limited + path, page=page)
    assert [row["n"] for row in dataset.select(query).records()] == list("01234567")
    # The first answer has no order of its own: it is asked for again, in order.
    assert len(Limited.asked) == (3 if "ORDER" in query else 4)
    assert b"".join(dataset.serialise(query, "text/csv")) == b"n\r\n" + b"".join(
        b"%d\r\n" % n for n in range(8)
    )


def test_a_part_of_an_answer_is_no_answer(limited: str) -> None:
    with pytest.raises(StoreError, match="qu’une partie"):
        RemoteDataset(f"{limited}/partiel").select("SELECT ?n { ?s ?p ?n }")


def test_a_busy_server_is_asked_again_when_it_says_when(limited: str) -> None:
    Limited.busy[:] = [503, 429]
    assert len(RemoteDataset(f"{limited}/occupe", pause=0.01).select("SELECT ?n { ?s ?p ?n }").rows) == 3
    Limited.busy[:] = [503, 503, 503]
    with pytest.raises(StoreError, match="surchargé"):
        RemoteDataset(f"{limited}/occupe", pause=0.01).select("SELECT ?n { ?s ?p ?n }")
