"""`/id/…`: every IRI of ours answers."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from starlette.testclient import TestClient

from passerelles.store.engine_dataset import EngineDataset
from passerelles.web import resource
from tests.web.conftest import CERTIFICATION, ID, NS, OTHER, SHA256, TEXT

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        (BROWSER["accept"], "/certification/rncp/23022"),
        ("text/turtle", "/id/rncp/23022.ttl"),
        ("application/n-triples", "/id/rncp/23022.nt"),
        ("application/ld+json", "/id/rncp/23022.jsonld"),
        ("application/json", "/id/rncp/23022.json"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.2", "/id/rncp/23022.rdf"),
        ("*/*", "/id/rncp/23022.ttl"),
    ],
)
def test_an_iri_leads_to_the_page_or_the_document_that_suits(
    client: TestClient, accept: str, target: str
) -> None:
    answer = client.get("/id/rncp/23022", headers={"accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, target)
    assert "Accept" in answer.headers["vary"]
    assert client.head("/id/rncp/23022", headers={"accept": accept}).headers["location"] == target


def test_an_unknown_format_is_refused(client: TestClient) -> None:
    answer = client.get("/id/rncp/23022", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.text


@pytest.mark.parametrize(
    ("suffix", "parser"),
    [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("json", "json-ld"), ("rdf", "xml")],
)
def test_a_document_describes_the_resource_its_parts_and_the_labels(
    client: TestClient, suffix: str, parser: str
) -> None:
    answer = client.get(f"/id/rncp/23022.{suffix}")
    assert answer.status_code == 200
    assert answer.headers["link"] == f'<{CERTIFICATION}>; rel="describes"'
    graph = Graph().parse(data=answer.content, format=parser)
    subjects = {str(subject) for subject in graph.subjects()}
    bloc = f"{CERTIFICATION}/bloc/BC01"
    assert {CERTIFICATION, bloc, f"{ID}nsf/200r"} <= subjects
    assert not [subject for subject in subjects if "/preuve/" in subject]
    titles = {str(title) for title in graph.objects(URIRef(bloc), URIRef("http://purl.org/dc/terms/title"))}
    assert titles == {"Préparer l’équipement, « régler »\net démarrer"}


def test_what_names_a_resource_is_described_with_it(client: TestClient) -> None:
    graph = Graph().parse(data=client.get("/id/nsf/200r.ttl").text, format="turtle")
    assert (URIRef(CERTIFICATION), URIRef(f"{NS}#nsf"), URIRef(f"{ID}nsf/200r")) in graph


def test_what_everything_names_is_described_as_soon(tmp_path: Path) -> None:
    """A voie d’accès, of which each certification says whether it is open."""
    store = ox.Store(tmp_path)
    voie = ox.NamedNode(f"{ID}voie/VAE")
    store.bulk_extend(
        ox.Quad(ox.NamedNode(f"{ID}rncp/{number}/acces/VAE"), ox.NamedNode(f"{NS}#voie"), voie)
        for number in range(20_000)
    )
    start = time.perf_counter()
    assert len(resource.incoming(EngineDataset(store), voie.value)) == 300
    assert time.perf_counter() - start < 2
    assert len(EngineDataset(store).construct(resource.description(voie.value))) == 300


def test_a_thing_without_a_page_of_its_own_has_a_plain_one(client: TestClient) -> None:
    answer = client.get("/id/nsf/200r", headers=BROWSER)
    assert answer.headers["location"] == "/id/nsf/200r.html"
    page = client.get("/id/nsf/200r.html").text
    assert "Contrôle qualité, à l’œuvre" in page
    assert '<a href="/certification/rncp/23022">Conducteur d’équipements industriels (CQPM)</a>' in page


def test_a_plain_page_says_in_french_what_names_the_resource(client: TestClient) -> None:
    page = client.get("/id/nsf/200r.html").text
    assert ">Certifications qui portent ce code</a></dt>" in page
    assert "<title>Contrôle qualité, à l’œuvre – Passerelles</title>" in page
    assert page.count("<dt>") == len(set(re.findall("<dt>.*?</dt>", page))), "a property is named once"


@pytest.mark.parametrize("spelling", ["m%C3%A9tallurgie", "m%c3%a9tallurgie", "métallurgie"])
def test_an_accent_may_be_written_in_any_way(client: TestClient, spelling: str) -> None:
    answer = client.get(f"/id/organisme/{spelling}", headers={"accept": "text/turtle"})
    assert answer.headers["location"] == "/id/organisme/m%C3%A9tallurgie.ttl"
    assert "Branche de la métallurgie" in client.get(answer.headers["location"]).text


def test_the_text_of_a_source_is_given_as_it_was_kept(client: TestClient) -> None:
    for answer in (
        client.get(f"/id/fiche/{SHA256}", headers={"accept": "text/plain"}),
        client.get(f"/id/fiche/{SHA256}.txt"),
    ):
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.content.decode() == TEXT
    described = client.get(f"/id/fiche/{SHA256}", headers={"accept": "text/turtle"})
    assert described.headers["location"] == f"/id/fiche/{SHA256}.ttl"
    page = client.get(f"/id/fiche/{SHA256}.html").text
    assert f'href="/id/fiche/{SHA256}.txt"' in page
    assert f"{OTHER}.txt" not in client.get(f"/id/fiche/{OTHER}.html").text
    absent = client.get(f"/id/fiche/{OTHER}.txt")
    assert absent.status_code == 404
    assert "Aucun texte" in absent.text


@pytest.mark.parametrize(
    "path",
    ["rncp/1", "rncp/1.ttl", "fiche/abc", "%3Cscript%3E", "a%22b", "../../etc/passwd", "%00", "rncp/23022/"],
)
def test_what_the_graph_does_not_know_is_said_in_french(client: TestClient, path: str) -> None:
    answer = client.get(f"/id/{path}", headers={"accept": "application/json"})
    assert answer.status_code == 404
    page = client.get(f"/id/{path}", headers=BROWSER)
    assert page.status_code == 404
    assert "<script>" not in page.text
