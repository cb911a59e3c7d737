"""A real SPARQL server answers as the store on disk does; what goes wrong is told in words."""

import http.server
import json
import socket
import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest
import rdflib
from rdflib.compare import isomorphic

from passerelles.errors import QueryError, StoreError, UsageError
from passerelles.store import EmbeddedDataset, Iri, Literal, RemoteDataset, Term, media_types, open_endpoint
from tests.store.conftest import EX, QUADS, Server

QUERIES: list[tuple[str, dict[str, Term]]] = [
    ("SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o", {}),
    ("SELECT (COUNT(*) AS ?n) (SUM(?v) AS ?t) WHERE { ?s ?p ?o OPTIONAL { ?s :nombre ?v } }", {}),
    ("SELECT ?g ?s WHERE { GRAPH ?g { ?s :nombre ?n } } ORDER BY ?g ?s", {}),
    ("SELECT ?s ?n WHERE { ?s :nombre ?n } ORDER BY ?n", {"s": Iri(f"{EX}a")}),
    ("SELECT ?s ?rien WHERE { ?s :titre ?t OPTIONAL { ?s :rien ?rien } } ORDER BY ?s", {}),
    ("SELECT ?s WHERE { ?s :titre ?t }", {"t": Literal("Conducteur d’équipements", language="fr")}),
    ("SELECT ?s WHERE { ?s ?p ?t }", {"t": Literal('dit "bloc"\nsur deux lignes \\ œuvre', language="fr")}),
    ("SELECT ?s WHERE { ?s :aucun ?t }", {}),
]


@pytest.fixture
def remote(merged_server: Server) -> RemoteDataset:
    return RemoteDataset(merged_server.endpoint)


@pytest.mark.parametrize(("query", "bindings"), QUERIES)
def test_both_give_the_same_table(
    store: EmbeddedDataset, remote: RemoteDataset, query: str, bindings: dict[str, Term]
) -> None:
    query = f"PREFIX : <{EX}> {query}"
    assert remote.select(query, bindings) == store.select(query, bindings)


@pytest.mark.parametrize(("query", "bindings"), QUERIES)
def test_an_endpoint_of_named_graphs_only_answers_as_if_they_were_merged(
    store: EmbeddedDataset, oxigraph_server: Server, query: str, bindings: dict[str, Term]
) -> None:
    oxigraph_server.fill("\n".join(QUADS).encode() + b"\n")
    query = f"PREFIX : <{EX}> {query}"
    assert open_endpoint(oxigraph_server.endpoint).select(query, bindings) == store.select(query, bindings)
    with pytest.raises(StoreError, match="graphes nommés"):
        open_endpoint(oxigraph_server.endpoint, merge=3)


def test_an_endpoint_with_a_default_graph_is_asked_as_it_is(merged_server: Server) -> None:
    assert isinstance(open_endpoint(merged_server.endpoint), RemoteDataset)


def test_long_queries_go_by_post(store: EmbeddedDataset, remote: RemoteDataset) -> None:
    query = "SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?s ?o #" + "é" * 20_000
    assert remote.select(query) == store.select(query)


def test_both_ask_construct_and_describe_alike(store: EmbeddedDataset, remote: RemoteDataset) -> None:
    for dataset in (store, remote):
        assert dataset.ask("ASK { ?s ?p 37 }")
        assert not dataset.ask("ASK { ?s ?p ?o }", {"o": Literal("absent")})
    blank = "CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }"
    for query in ("CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE <{EX}a>", blank):
        found, expected = remote.construct(query), store.construct(query)
        assert len(found) == len(expected) > 0
        if query != blank:
            assert set(found) == set(expected)


def test_both_write_every_media_type_alike(store: EmbeddedDataset, remote: RemoteDataset) -> None:
    both = (store, remote)
    query = "SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?s ?o"
    for media_type in media_types("SELECT"):
        assert b"".join(remote.serialise(query, media_type)) == b"".join(store.serialise(query, media_type))
    for media_type in media_types("CONSTRUCT"):
        written = [
            b"".join(dataset.serialise("CONSTRUCT WHERE { ?s ?p ?o }", media_type)) for dataset in both
        ]
        assert isomorphic(*(rdflib.Graph().parse(data=graph, format=media_type) for graph in written))


def test_the_same_queries_are_refused(remote: RemoteDataset) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        remote.select("SELECT * { SERVICE <http://127.0.0.1:9/> {} }")
    with pytest.raises(QueryError, match="lecture seule"):
        remote.select("CLEAR ALL")
    with pytest.raises(UsageError, match="est attendue"):
        remote.select("ASK {}")
    with pytest.raises(UsageError, match="choisissez parmi"):
        remote.serialise("ASK {}", "text/turtle")
    with pytest.raises(QueryError, match="mal formée") as error:
        remote.select("SELECT * {\n ?s ?p }")
    assert error.value.line == 2


@pytest.mark.parametrize(
    "address", ["", "exemple.fr/sparql", "ftp://exemple.fr/", "file:///etc/passwd", "http://"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="http://"):
        RemoteDataset(address)


def test_nobody_answers() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(StoreError, match="connexion refusée"):
        RemoteDataset(f"http://127.0.0.1:{port}/", pause=0.01).ask("ASK {}")


YES = (200, "application/sparql-results+json", b'{"head": {}, "boolean": true}')
TYPED = {"type": "typed-literal", "datatype": "http://x/d", "value": "1"}
VIRTUOSO = {"head": {"link": [], "vars": ["x"]}, "results": {"bindings": [{"x": TYPED}]}}
ANSWERS = {
    "/page": (200, "text/html", b"<html>Bonjour</html>"),
    "/autre": (200, "application/json", b'{"nom": "autre chose"}'),
    "/voisin": (302, "text/plain", b"http://localhost:9/sparql"),
    "/detour": (302, "text/plain", b"/oui?query=ASK%20%7B%7D"),
    "/virtuoso": (200, "application/sparql-results+json", json.dumps(VIRTUOSO).encode()),
}


class Handler(http.server.BaseHTTPRequestHandler):
    """A server that behaves as its path says."""

    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        authorization = self.headers.get("Authorization", "")
        self.seen.append(path)
        if path == "/coupe" and self.seen.count(path) < 3:
            self.connection.close()
            return
        if path == "/muet":
            threading.Event().wait(3)
        if path.startswith("/code/"):
            self.answer(int(path.removeprefix("/code/")), "text/plain", b"Virtuoso 37000 Error SP030")
        elif path == "/digest" and not authorization.startswith("Digest "):
            challenge = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm=MD5'
            self.answer(401, "text/plain", b"", **{"WWW-Authenticate": challenge})
        elif path == "/basic" and authorization != "Basic YW5uZTpjbMOp":
            self.answer(401, "text/plain", b"", **{"WWW-Authenticate": 'Basic realm="SPARQL"'})
        else:
            self.answer(*ANSWERS.get(path, YES))

    def answer(self, code: int, content_type: str, body: bytes, **headers: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if code == 302:
            self.send_header("Location", body.decode())
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def strange_server() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        ("/code/400", QueryError, "mal formée : Virtuoso 37000"),
        ("/code/401", StoreError, "donnez un nom et un mot de passe"),
        ("/code/403", StoreError, "refuse l’accès"),
        ("/code/404", StoreError, "Il n’y a pas de point d’accès"),
        ("/code/414", QueryError, "trop longue"),
        ("/code/418", StoreError, "refuse la requête"),
        ("/code/500", StoreError, "en panne ou surchargé"),
        ("/code/503", StoreError, "réessayez plus tard"),
        ("/page", StoreError, "ne répond pas par des résultats SPARQL"),
        ("/autre", StoreError, "ne répond pas par des résultats SPARQL"),
        ("/voisin", StoreError, "http://localhost:9/sparql"),
        ("/muet", StoreError, "n’a pas répondu en 0.3 s"),
        ("/digest", StoreError, "donnez un nom et un mot de passe"),
        ("/basic", StoreError, "donnez un nom et un mot de passe"),
    ],
)
def test_each_failure_says_what_to_do(strange_server: str, path: str, error: type, message: str) -> None:
    dataset = RemoteDataset(strange_server + path, timeout=0.3, pause=0.01)
    with pytest.raises(error, match=message):
        dataset.ask("ASK {}")


def test_a_graph_is_not_a_page_either(strange_server: str) -> None:
    with pytest.raises(StoreError, match="ne répond pas"):
        RemoteDataset(f"{strange_server}/page").construct("CONSTRUCT WHERE { ?s ?p ?o }")
    for media_type in ("text/csv", "text/turtle"):
        query = "SELECT * {}" if media_type == "text/csv" else "CONSTRUCT WHERE { ?s ?p ?o }"
        with pytest.raises(StoreError, match="ne répond pas"):
            RemoteDataset(f"{strange_server}/page").serialise(query, media_type)


def test_a_connection_that_breaks_is_tried_again_twice(strange_server: str) -> None:
    Handler.seen.clear()
    assert RemoteDataset(f"{strange_server}/coupe", pause=0.01).ask("ASK {}")
    assert len(Handler.seen) == 3
    Handler.seen.clear()
    with pytest.raises(StoreError, match="échoué"):
        RemoteDataset(f"{strange_server}/coupe", pause=0.01, retries=1).ask("ASK {}")


def test_names_and_passwords_are_given_as_the_server_wants(strange_server: str) -> None:
    assert RemoteDataset(f"{strange_server}/basic", user="anne", password="clé").ask("ASK {}")
    digest = RemoteDataset(f"{strange_server}/digest", user="anne", password="cle", authentication="digest")
    assert digest.ask("ASK {}")
    with pytest.raises(UsageError, match="accents"):
        RemoteDataset(f"{strange_server}/digest", user="anne", password="clé", authentication="digest")
    with pytest.raises(StoreError, match="vérifiez le nom"):
        RemoteDataset(f"{strange_server}/basic", user="anne", password="faux").ask("ASK {}")


def test_redirections_inside_the_server_are_followed(strange_server: str) -> None:
    assert RemoteDataset(f"{strange_server}/detour").ask("ASK {}")


def test_what_virtuoso_calls_a_typed_literal_is_a_literal(strange_server: str) -> None:
    table = RemoteDataset(f"{strange_server}/virtuoso").select("SELECT ?x {}")
    assert table.rows == ((Literal("1", "http://x/d"),),)


def test_what_a_server_does_not_write_is_converted_here(strange_server: str) -> None:
    pieces = RemoteDataset(f"{strange_server}/oui").serialise("ASK {}", "text/csv")
    assert b"".join(pieces) == b"true"
