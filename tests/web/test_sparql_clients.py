"""The endpoint asked as clients in use ask it: their addresses, bodies and `Accept` headers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import Graph, URIRef, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.web.conftest import CERTIFICATION, DCT, ID, SHA256, serving

TITLES = f"SELECT ?t {{ ?s <{DCT}title> ?t }} ORDER BY ?t"
FIRST = "Branche de la métallurgie"
DESCRIBED = f"CONSTRUCT WHERE {{ <{CERTIFICATION}> ?p ?o }}"
#: Apache Jena, for SELECT, ASK, and CONSTRUCT.
JENA_TABLE = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7, "
    "text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1"
)
JENA_GRAPH = (
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
)
#: RDF4J.
RDF4J_TABLE = (
    "application/x-binary-rdf-results-table;q=0.8, application/sparql-results+json;q=0.8, "
    "application/json;q=0.8, application/sparql-results+xml;q=0.8, application/xml;q=0.8, "
    "text/csv;q=0.8, text/tab-separated-values;q=0.8"
)
#: YASGUI sends both at once, since it does not know the form of the query.
YASGUI_TABLE = "application/sparql-results+json,*/*;q=0.9"
YASGUI_GRAPH = "text/turtle,*/*;q=0.9"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[str]:
    with serving(store) as address:
        yield address


# CI installs curl: there its absence fails.
@pytest.mark.skipif(not shutil.which("curl") and "CI" not in os.environ, reason="curl n’est pas installé")
@pytest.mark.parametrize(
    "arguments",
    [
        ["--get", "--data-urlencode", f"query={TITLES}"],
        ["--data-urlencode", f"query={TITLES}"],
        ["--header", "Content-Type: application/sparql-query", "--data-binary", TITLES],
        ["--compressed", "--data-urlencode", f"query={TITLES}"],
        ["--http1.0", "--data-urlencode", f"query={TITLES}"],
    ],
)
def test_curl(server: str, arguments: list[str]) -> None:
    command = ["curl", "--silent", "--show-error", "--fail", *arguments, f"{server}/sparql"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout)["results"]["bindings"][0]["t"]["value"] == FIRST


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_endpoint_as_a_store(server: str, method: str) -> None:
    graph = Graph(store=SPARQLStore(f"{server}/sparql", method=method), bind_namespaces="none")
    titles = [str(row[Variable("t")]) for row in graph.query(TITLES).bindings]
    assert titles[0] == FIRST
    assert bool(graph.query("ASK { ?s ?p ?o }"))
    assert str(graph.value(URIRef(CERTIFICATION), URIRef(f"{DCT}identifier"))) == "RNCP23022"
    assert len(list(graph.triples((URIRef(CERTIFICATION), None, None)))) == 7
    source = Graph(
        store=SPARQLStore(f"{server}/sparql", method=method), identifier=URIRef(f"{ID}fiche/{SHA256}")
    )
    assert (URIRef(CERTIFICATION), URIRef(f"{DCT}identifier"), None) in source


@pytest.mark.parametrize(
    ("accept", "query", "expected"),
    [
        (JENA_TABLE, TITLES, "application/sparql-results+json"),
        (JENA_TABLE, "ASK {}", "application/sparql-results+json"),
        (JENA_GRAPH, DESCRIBED, "text/turtle"),
        (RDF4J_TABLE, TITLES, "application/sparql-results+json"),
        (YASGUI_TABLE, TITLES, "application/sparql-results+json"),
        (YASGUI_TABLE, DESCRIBED, "text/turtle"),
        (YASGUI_GRAPH, TITLES, "application/sparql-results+json"),
        (YASGUI_GRAPH, DESCRIBED, "text/turtle"),
        ("*/*", DESCRIBED, "text/turtle"),
        ("application/sparql-results+xml, application/rdf+xml", DESCRIBED, "application/rdf+xml"),
        ("application/sparql-results+json, text/html", TITLES, "application/sparql-results+json"),
        (BROWSER, TITLES, "text/html"),
        (BROWSER, DESCRIBED, "text/html"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_formats_that_clients_accept(
    server: str, method: str, accept: str, query: str, expected: str
) -> None:
    headers = {"accept": accept}
    if method == "GET":
        answer = httpx.get(f"{server}/sparql", params={"query": query}, headers=headers)
    else:
        answer = httpx.post(f"{server}/sparql", data={"query": query}, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == expected
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_page_of_another_site_may_ask(server: str) -> None:
    origin = {"origin": "https://yasgui.triply.cc"}
    asked = {
        **origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type, x-requested-with, cache-control",
    }
    allowed = httpx.options(f"{server}/sparql", headers=asked)
    assert allowed.status_code == 204
    assert allowed.content == b""
    assert allowed.headers["access-control-allow-origin"] == "*"
    assert {"GET", "POST"} <= set(allowed.headers["access-control-allow-methods"].split(", "))
    named = {name.strip().lower() for name in allowed.headers["access-control-allow-headers"].split(",")}
    assert {"*", "authorization", "content-type"} <= named
    answer = httpx.post(f"{server}/sparql", data={"query": TITLES}, headers=origin)
    exposed = answer.headers["access-control-expose-headers"]
    assert "ETag" in exposed
    assert "Retry-After" in exposed


def test_a_form_may_leave_fields_empty_and_add_its_own(server: str) -> None:
    form = {"query": TITLES, "default-graph-uri": "", "named-graph-uri": "", "timeout": "0", "debug": "on"}
    answer = httpx.post(f"{server}/sparql", data=form)
    assert answer.json()["results"]["bindings"][0]["t"]["value"] == FIRST
