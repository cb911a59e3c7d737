"""The description of the service: read back, true, and the same in every format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from passerelles.store.workers import Limits
from passerelles.web import Settings, application
from passerelles.web.sparql.limits import sentences
from tests.web.conftest import publish, quads

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
SERVICE = URIRef("http://testserver/sparql")
TYPES = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
#: What answers are called in HTTP, and in the vocabulary of formats of the W3C.
RESULTS = {
    "application/sparql-results+json": FORMATS.SPARQL_Results_JSON,
    "application/sparql-results+xml": FORMATS.SPARQL_Results_XML,
    "text/csv": FORMATS.SPARQL_Results_CSV,
    "text/tab-separated-values": FORMATS.SPARQL_Results_TSV,
    "text/turtle": FORMATS.Turtle,
    "application/n-triples": FORMATS["N-Triples"],
    "application/rdf+xml": FORMATS.RDF_XML,
    "application/ld+json": FORMATS["JSON-LD"],
}


def described(client: TestClient, accept: str = "text/turtle") -> Graph:
    answer = client.get("/sparql", headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == accept
    return Graph().parse(data=answer.content, format=TYPES[accept])


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("accept", TYPES)
def test_the_description_is_the_same_in_every_format(client: TestClient, accept: str) -> None:
    graph = described(client, accept)
    assert (SERVICE, RDF.type, SD.Service) in graph
    assert (SERVICE, SD.endpoint, SERVICE) in graph
    assert (SERVICE, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert isomorphic(graph, described(client))


def test_the_formats_that_are_listed_are_those_that_are_written(client: TestClient) -> None:
    graph = described(client)
    assert set(graph.objects(SERVICE, SD.resultFormat)) == set(RESULTS.values())
    for media_type in RESULTS:
        query = "CONSTRUCT WHERE { ?s ?p ?o }" if media_type in TYPES else "SELECT * { ?s ?p ?o } LIMIT 1"
        answer = client.get("/sparql", params={"query": query}, headers={"accept": media_type})
        assert answer.headers["content-type"].partition(";")[0] == media_type


def test_the_dataset_is_described_and_leads_to_void(client: TestClient) -> None:
    graph = described(client)
    dataset = graph.value(SERVICE, SD.defaultDataset)
    assert (dataset, RDFS.seeAlso, URIRef("http://testserver/.well-known/void")) in graph
    assert graph.value(dataset, DCTERMS.modified) is not None
    default = graph.value(dataset, SD.defaultGraph)
    assert "Fusion" in {str(text)[:6] for text in graph.objects(default, DCTERMS.description)}
    named = graph.value(dataset, SD.namedGraph)
    name = graph.value(named, SD.name)
    answer = client.get("/sparql", params={"query": f"ASK {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"})
    assert answer.json()["boolean"] is True


def test_the_limits_are_said_in_both_languages_and_on_the_page(store: Path) -> None:
    settings = Settings(endpoint=Limits(seconds=7, rows=12_345), query_bytes=2048)
    with TestClient(application(store, settings=settings)) as client:
        graph = described(client)
        said = graph.objects(SERVICE, DCTERMS.description)
        texts = {text.language: str(text) for text in said if isinstance(text, Literal)}
        assert texts == sentences(settings)
        assert "au plus 7\N{NO-BREAK SPACE}s" in texts["fr"]
        assert "12\N{NO-BREAK SPACE}345 lignes" in texts["fr"]
        assert "12,345 rows" in texts["en"]
        assert "2 KiB" in texts["en"]
        page = client.get("/sparql", headers={"accept": "text/html"}).text
        assert "12\N{NO-BREAK SPACE}345 lignes" in page


def test_the_description_changes_with_the_graph_and_the_limits(tmp_path: Path) -> None:
    base = tmp_path / "base"
    publish(base, quads())
    with TestClient(application(base)) as client:
        first = client.get("/sparql")
        held = {"if-none-match": first.headers["etag"]}
        assert client.get("/sparql", headers=held).status_code == 304
        publish(base, quads()[:5])
        assert client.get("/sparql", headers=held).status_code == 200
        again = {"if-none-match": client.get("/sparql").headers["etag"]}
    settings = replace(Settings(), query_bytes=1000)
    with TestClient(application(base, settings=settings)) as client:
        assert client.get("/sparql", headers=again).status_code == 200


def test_a_head_of_the_description_is_that_of_its_get(client: TestClient) -> None:
    head, get = client.head("/sparql"), client.get("/sparql")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"] == "text/turtle; charset=utf-8"
    assert head.headers["etag"] == get.headers["etag"]


def test_a_format_that_there_is_not_is_refused(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"accept": "application/pdf"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.text
