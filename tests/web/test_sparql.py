"""`/sparql` over a real server: the protocol, the formats, the page."""

from __future__ import annotations

import csv
import io
import json
import socket
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import httpx
import pytest
from rdflib import Graph
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from starlette.testclient import TestClient

from passerelles.web import application
from tests.web.conftest import CERTIFICATION, DCT, ID, OTHER, SHA256, publish, quads, serving

TITLES = (
    f"SELECT ?t ?b {{ ?s <{DCT}title> ?t "
    f"OPTIONAL {{ ?s <https://w3id.org/passerelles/ns#nouvelleCaledonie> ?b }} }} ORDER BY ?t"
)
EXPECTED = [
    "Branche de la métallurgie",
    "Conducteur d’équipements industriels (CQPM)",
    "Préparer l’équipement, « régler »\net démarrer",
]


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[str]:
    with serving(store) as address:
        yield address


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_the_three_ways_to_send_a_query(server: str, method: str) -> None:
    address = f"{server}/sparql"
    answer = {
        "get": lambda: httpx.get(address, params={"query": TITLES}),
        "form": lambda: httpx.post(address, data={"query": TITLES}),
        "direct": lambda: httpx.post(
            address, content=TITLES.encode(), headers={"content-type": "application/sparql-query"}
        ),
    }[method]()
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"
    rows = answer.json()["results"]["bindings"]
    assert [row["t"]["value"] for row in rows] == EXPECTED
    assert {row["t"]["xml:lang"] for row in rows} == {"fr"}
    assert rows[1]["b"] == {
        "type": "literal", "value": "false", "datatype": "http://www.w3.org/2001/XMLSchema#boolean",
    }  # fmt: skip


def test_the_formats_of_a_table_say_the_same(client: TestClient) -> None:
    def answer(accept: str) -> bytes:
        found = client.get("/sparql", params={"query": TITLES}, headers={"accept": accept})
        assert found.headers["content-type"].partition(";")[0] == accept
        return found.content

    table = list(csv.reader(io.StringIO(answer("text/csv").decode(), newline="")))
    assert table[0] == ["t", "b"]
    assert [row[0] for row in table[1:]] == EXPECTED
    assert table[2][1] == "false"
    lines = answer("text/tab-separated-values").decode().splitlines()
    assert lines[0] == "?t\t?b"
    assert lines[1] == '"Branche de la métallurgie"@fr\t'
    assert lines[3] == '"Préparer l’équipement, « régler »\\net démarrer"@fr\t'
    tree = ElementTree.fromstring(answer("application/sparql-results+xml"))
    literals = tree.findall(".//{*}binding[@name='t']/{*}literal")
    assert [literal.text for literal in literals] == EXPECTED
    assert {literal.get("{http://www.w3.org/XML/1998/namespace}lang") for literal in literals} == {"fr"}


@pytest.mark.parametrize(
    ("accept", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_the_formats_of_a_graph_say_the_same(client: TestClient, accept: str, parser: str) -> None:
    query = f"DESCRIBE <{CERTIFICATION}>"
    found = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert found.headers["content-type"].partition(";")[0] == accept
    nt = client.get("/sparql", params={"query": query, "format": "ntriples"}).text
    assert len(nt.splitlines()) == 7
    assert set(Graph().parse(data=found.content, format=parser)) == set(Graph().parse(data=nt, format="nt"))


def test_the_default_formats_and_the_refusals_of_formats(client: TestClient) -> None:
    graph = {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}
    assert client.get("/sparql", params=graph).headers["content-type"] == "text/turtle; charset=utf-8"
    first, second = (client.get("/sparql", params=graph).text for _ in range(2))
    assert first == second
    refused = client.get("/sparql", params=graph, headers={"accept": "text/csv"})
    assert refused.status_code == 406
    assert "text/turtle" in refused.text
    refused = client.get("/sparql", params={"query": "ASK { }"}, headers={"accept": "image/png"})
    assert refused.status_code == 406
    weighted = {"accept": "text/csv;q=0.3, application/sparql-results+xml;q=0.9, */*;q=0.1"}
    assert client.get("/sparql", params={"query": "ASK { }"}, headers=weighted).text.startswith("<?xml")


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_the_endpoint(server: str, method: str) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setMethod(method)
    if method == POST:
        wrapper.setRequestMethod(POSTDIRECTLY)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(TITLES)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert [row["t"]["value"] for row in rows] == EXPECTED
    wrapper.setQuery(f"CONSTRUCT WHERE {{ <{CERTIFICATION}> ?p ?o }}")
    wrapper.setReturnFormat("turtle")
    assert len(Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) == 7


@pytest.mark.parametrize("name", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_names_the_formats_of_a_table(server: str, name: str) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql", returnFormat=name)
    wrapper.setQuery(TITLES)
    assert EXPECTED[0] in wrapper.query().response.read().decode()


@pytest.mark.parametrize(
    ("name", "parser"),
    [(TURTLE, "turtle"), (N3, "n3"), (RDFXML, "xml"), (JSONLD, "json-ld"), ("nt", "nt"), ("rdf", "xml")],
)
def test_clients_name_the_formats_of_a_graph_in_their_own_way(server: str, name: str, parser: str) -> None:
    query = f"CONSTRUCT WHERE {{ <{CERTIFICATION}> ?p ?o }}"
    with urlopen(f"{server}/sparql?query={quote(query)}&format={quote(name)}") as answer:
        assert len(Graph().parse(data=answer.read(), format=parser)) == 7
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery(query)
    wrapper.setReturnFormat(name)
    assert wrapper.query().response.status == 200


def test_a_triple_of_two_graphs_counts_once_however_the_dataset_is_named(client: TestClient) -> None:
    pattern = f"{{ ?s <{DCT}title> ?t ; a ?type }}"
    both = [f"{ID}fiche/{SHA256}", f"{ID}fiche/{OTHER}"]
    clauses = " ".join(f"FROM <{graph}>" for graph in both)

    def count(query: str, **parameters: object) -> int:
        found = client.get("/sparql", params={"query": query, **parameters}, headers={"accept": "text/csv"})
        return int(found.text.splitlines()[1])

    count_all = f"SELECT (COUNT(*) AS ?n) {pattern}"
    assert count(count_all) == 2
    assert count(count_all, **{"default-graph-uri": both}) == 2
    assert count(f"SELECT (COUNT(*) AS ?n) {clauses} {pattern}") == 2
    assert count(count_all, **{"default-graph-uri": both[1]}) == 1
    assert count(count_all, **{"named-graph-uri": both}) == 0
    # The dataset of the protocol goes before that of the query.
    assert count(f"SELECT (COUNT(*) AS ?n) {clauses} {pattern}", **{"default-graph-uri": both[1]}) == 1
    inside = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {pattern} }}"
    assert count(inside, **{"named-graph-uri": both}) == 3
    assert count(inside, **{"default-graph-uri": both}) == 0


@pytest.mark.parametrize(
    ("request_", "status", "says"),
    [
        ({"params": {"default-graph-uri": "http://e/"}}, 400, "Il manque la requête"),
        ({"params": {"query": ["ASK {}", "ASK {}"]}}, 400, "Une seule requête"),
        ({"params": {"query": "SELECT * {\n  ?s ?p }"}}, 400, "ligne 2"),
        ({"params": {"query": "INSERT DATA { <a:a> <a:a> <a:a> }"}}, 400, "lecture seule"),
        ({"params": {"query": "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }"}}, 400, "SERVICE"),
        ({"params": {"update": "DROP ALL"}}, 403, "ne fait que lire"),
        ({"params": {"query": "ASK {}", "format": "excel"}}, 400, "Format inconnu"),
        ({"method": "POST", "data": {"update": "DROP ALL"}}, 403, "ne fait que lire"),
        ({"method": "POST", "content": b"DROP ALL",
          "headers": {"content-type": "application/sparql-update"}}, 403, "ne fait que lire"),
        ({"method": "POST", "content": b"ASK {}", "headers": {"content-type": "text/plain"}}, 415, "POST"),
        ({"method": "POST", "content": b"ASK { <\xe9> ?p ?o }",
          "headers": {"content-type": "application/sparql-query"}}, 400, "UTF-8"),
        ({"method": "POST", "content": b"#" * 200_000,
          "headers": {"content-type": "application/sparql-query"}}, 413, "octets"),
        ({"params": {"query": "ASK {}", "default-graph-uri": "graphe"}}, 400, "n’est pas un IRI absolu"),
        ({"params": {"query": "ASK {}", "named-graph-uri": "http://e/ x"}}, 400, "n’est pas un IRI absolu"),
        ({"params": {"query": "ceci n’est pas"}}, 400, "ligne 1, colonne 1"),
        ({"params": {"query": "LOAD <http://e/>"}}, 400, "lecture seule"),
        ({"params": {"query": " \n"}}, 400, "Il manque la requête"),
        ({"method": "POST", "data": {"format": "csv"}}, 400, "Il manque la requête"),
        ({"method": "POST", "content": b"query=%FF",
          "headers": {"content-type": "application/x-www-form-urlencoded"}}, 400, "UTF-8"),
        ({"method": "POST", "content": b"ASK {}", "headers": {
          "content-type": "application/sparql-query", "content-encoding": "gzip"}}, 415, "compressée"),
        ({"method": "POST", "content": b"ASK {}",
          "headers": {"content-type": "application/sparql-query; charset=latin-1"}}, 415, "UTF-8"),
        ({"method": "DELETE"}, 405, "Méthode refusée"),
        ({"method": "PUT", "content": b"x"}, 405, "Méthode refusée"),
    ],
)  # fmt: skip
def test_what_is_refused_is_refused_in_words(
    client: TestClient, request_: dict[str, object], status: int, says: str
) -> None:
    answer = client.request(**{"method": "GET", "url": "/sparql", **request_})  # type: ignore[arg-type]
    assert (answer.status_code, says in answer.text) == (status, True), answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_an_address_too_long_is_refused_in_words(server: str) -> None:
    parts = urlsplit(server)
    # The client libraries refuse to send it.
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
        connection.sendall(f"GET /sparql?query={'%23' * 80_000} HTTP/1.0\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    assert answer.startswith("HTTP/1.1 414 ")
    assert "POST" in answer


def test_a_syntax_error_is_shown_where_it_is(client: TestClient) -> None:
    query = "SELECT * WHERE {\n  ?s ?p ?o .\n} LIMIT beaucoup"
    text = client.get("/sparql", params={"query": query}).text
    assert text.index("mal formée") < text.index("Syntax error")
    assert "ligne 3, colonne 9" in text
    assert "\n} LIMIT beaucoup\n        ^\n" in text
    problem = client.get("/sparql", params={"query": query}, headers={"accept": "application/json"}).json()
    assert (problem["line"], problem["column"], problem["status"]) == (3, 9, 400)


@pytest.mark.parametrize(
    ("query", "place", "french", "english"),
    [
        (
            "ASK {\n ?c a pas:Bloc }",
            (2, 7),
            "le préfixe « pas: » n’est pas déclaré, ajoutez « PREFIX pas: <https://w3id.org/passerelles/ns#> »",
            "the prefix pas: is not declared, add PREFIX pas: <https://w3id.org/passerelles/ns#> at the top.",
        ),
        ("ASK {\n{ ?s ?p ?o }", (1, 5), "« { » n’est pas refermé.", "{ is never closed."),
        ("ASK { SERVICE <http://a/> {} }", (1, 7), "interrogerait un autre serveur", "query another server."),
        ("LOAD <http://a/>", (1, 1), "écrirait dans la base", "it would write."),
    ],
)
def test_what_is_wrong_with_a_query_is_said_in_both_languages(
    client: TestClient, query: str, place: tuple[int, int], french: str, english: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": "application/problem+json"})
    problem = answer.json()
    assert (answer.status_code, problem["line"], problem["column"]) == (400, *place)
    first, *_, last = problem["detail"].split("\n\n")
    assert french in first
    assert english in last
    assert "expected" not in last


def test_head_options_and_cors(client: TestClient) -> None:
    asked = {"query": TITLES}
    head, get = client.head("/sparql", params=asked), client.get("/sparql", params=asked)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.headers["etag"] == get.headers["etag"]
    options = client.options("/sparql", headers={"origin": "https://e.org"})
    assert options.status_code == 204
    assert "POST" in options.headers["access-control-allow-methods"]
    assert options.headers["access-control-allow-origin"] == "*"
    assert "Accept" in get.headers["vary"]


def test_an_answer_already_held_is_not_sent_again(tmp_path: Path) -> None:
    base = tmp_path / "base"
    publish(base, quads())
    with TestClient(application(base)) as client:
        first = client.get("/sparql", params={"query": TITLES})
        held = {"if-none-match": first.headers["etag"]}
        again = client.get("/sparql", params={"query": TITLES}, headers=held)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert first.headers["vary"] == again.headers["vary"] == "Accept, Accept-Encoding"
        # Compression makes a tag weak, some caches make it strong again.
        strong = {"if-none-match": first.headers["etag"].removeprefix("W/")}
        assert client.get("/sparql", params={"query": TITLES}, headers=strong).status_code == 304
        dated = {"if-modified-since": first.headers["last-modified"]}
        assert client.get("/sparql", params={"query": TITLES}, headers=dated).status_code == 304
        other = client.get("/sparql", params={"query": TITLES}, headers={**held, "accept": "text/csv"})
        assert other.status_code == 200
        assert "etag" not in client.get("/sparql", params={"query": "SELECT (NOW() AS ?n) {}"}).headers
        publish(base, quads()[:5])
        changed = client.get("/sparql", params={"query": TITLES}, headers=held)
        assert changed.status_code == 200
        assert len(changed.json()["results"]["bindings"]) == 1


@pytest.mark.parametrize(
    "held", [{"if-none-match": "*"}, {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}]
)
@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        (TITLES, "text/csv", 304),
        ("SELECT (NOW() AS ?n) {}", "text/csv", 200),
        (TITLES, "image/png", 406),
        ("SELECT", "text/csv", 400),
    ],
)
def test_only_an_answer_that_there_is_can_be_held(
    client: TestClient, held: dict[str, str], query: str, accept: str, status: int
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept, **held})
    assert answer.status_code == status
    posted = client.post("/sparql", data={"query": query}, headers={"accept": accept, **held})
    assert posted.status_code == (200 if status == 304 else status)


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("SELECT ?now { ?now a ?type }", True),
        ("SELECT (RAND() AS ?r) {}", False),
        ("SELECT (rand ( ) AS ?r) {}", False),
        ("SELECT (UUID # encore\n () AS ?r) {}", False),
    ],
)
def test_an_answer_that_changes_by_itself_has_no_tag(client: TestClient, query: str, same: bool) -> None:
    assert ("etag" in client.get("/sparql", params={"query": query}).headers) is same


def test_relative_iris_are_relative_to_the_service(server: str) -> None:
    query = "SELECT (<x> AS ?x) (<#y> AS ?y) FROM <z> FROM <t> {}"
    answer = httpx.post(f"{server}/sparql?format=csv", data={"query": query})
    assert answer.text == f"x,y\r\n{server}/x,{server}/sparql#y\r\n"
    based = httpx.get(f"{server}/sparql", params={"query": "BASE <http://e/> " + query, "format": "csv"})
    assert based.text == "x,y\r\nhttp://e/x,http://e/#y\r\n"


def test_without_a_query_browsers_get_a_form_and_programs_a_description(client: TestClient) -> None:
    page = client.get("/sparql", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "<textarea" in page.text
    graph = Graph().parse(data=client.get("/sparql").text, format="turtle")
    assert graph.query(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
        "ASK { ?s a sd:Service ; sd:endpoint ?e ; sd:supportedLanguage sd:SPARQL11Query ; "
        "  sd:resultFormat ?f }"
    ).askAnswer
    example = client.get("/sparql", params={"exemple": "certifications"}, headers={"accept": "text/html"})
    assert "pas:Certification" in example.text


def test_the_page_shows_a_table_an_answer_or_a_graph(client: TestClient) -> None:
    def page(query: str) -> str:
        found = client.get(
            "/sparql", params={"query": query, "format": "html"}, headers={"accept": "text/html"}
        )
        assert found.status_code == 200
        return found.text

    table = page(TITLES)
    assert "3 lignes" in table
    assert '<td lang="fr">Branche de la métallurgie</td>' in table
    assert "oui" in page("ASK { ?s ?p ?o }")
    assert "pas:Certification" in page(f"DESCRIBE <{CERTIFICATION}>")
    escaped = page('SELECT ("<script>alert(1)</script>" AS ?x) {}')
    assert "<script>" not in escaped


@pytest.mark.parametrize("query", ["SELECT * WHERE { ?s ?p", "SELECT * { SERVICE <http://a.example/> {} }"])
def test_the_page_keeps_a_query_that_failed(client: TestClient, query: str) -> None:
    parameters = {"query": query, "format": "html"}
    found = client.get("/sparql", params=parameters, headers={"accept": "text/html"})
    assert found.status_code == 400
    assert f"{escape(query)}</textarea>" in found.text
    assert "La requête n’a pas abouti" in found.text
    assert '<pre tabindex="0">' in found.text


def test_a_missing_store_is_said(tmp_path: Path) -> None:
    with TestClient(application(tmp_path / "absente")) as client:
        for path in ("/sparql?query=ASK%20%7B%7D", "/id/rncp/1", "/"):
            answer = client.get(path, headers={"accept": "application/json"})
            assert answer.status_code == 503
            assert "passerelles build" in json.loads(answer.text)["detail"]
        assert client.get("/ns").status_code == 200
