"""`/ns`: the ontology where its namespace says."""

from __future__ import annotations

import re

import pytest
from rdflib import RDF, Graph
from rdflib.namespace import OWL
from starlette.testclient import TestClient

from passerelles.ontology import NS_GRAPH, PAS

FORMATS = {
    "ttl": ("text/turtle", "turtle"),
    "nt": ("application/n-triples", "nt"),
    "jsonld": ("application/ld+json", "json-ld"),
    "rdf": ("application/rdf+xml", "xml"),
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_ontology_in_every_format(client: TestClient, suffix: str) -> None:
    media, parser = FORMATS[suffix]
    negotiated = client.get("/ns", headers={"accept": media})
    twin = client.get(f"/ns.{suffix}")
    assert negotiated.headers["content-type"].partition(";")[0] == media
    assert negotiated.headers["content-location"] == f"/ns.{suffix}"
    assert negotiated.content == twin.content
    graph = Graph().parse(data=twin.content, format=parser)
    assert (NS_GRAPH, RDF.type, OWL.Ontology) in graph
    assert (PAS.Certification, RDF.type, OWL.Class) in graph


@pytest.mark.parametrize(
    ("languages", "expected"), [("fr-FR,fr;q=0.9,en;q=0.1", "fr"), ("en-GB", "en"), ("de", "fr"), ("", "fr")]
)
def test_the_documentation_in_the_language_of_the_reader(
    client: TestClient, languages: str, expected: str
) -> None:
    page = client.get("/ns", headers={"accept": "text/html", "accept-language": languages})
    assert page.headers["content-language"] == expected
    assert f'<html lang="{expected}">' in page.text
    assert 'id="Certification"' in page.text
    assert {"Accept", "Accept-Language"} <= {name.strip() for name in page.headers["vary"].split(",")}
    assert client.get(f"/ns.{expected}.html").text == page.text


def test_an_english_address_gives_the_english_documentation(client: TestClient) -> None:
    page = client.get("/en/ns", headers={"accept": "text/html", "accept-language": "fr"})
    assert (page.status_code, page.headers["content-language"]) == (200, "en")
    assert client.get("/en/ns", headers={"accept": "text/turtle"}).text == client.get("/ns.ttl").text


def test_what_the_ontology_does_not_have(client: TestClient) -> None:
    assert client.get("/ns", headers={"accept": "image/png"}).status_code == 406
    for path in ("/ns.de.html", "/ns.pdf", "/ns.fr"):
        assert client.get(path).status_code == 404


def test_the_documentation_is_dressed(client: TestClient) -> None:
    page = client.get("/ns.fr.html").text
    address = re.search(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert address
    sheet = client.get(address[1])
    assert sheet.headers["content-type"].startswith("text/css")
    assert ".term" in sheet.text


@pytest.mark.parametrize(("suffix", "home"), [("fr", "/"), ("en", "/en")])
def test_the_documentation_leads_back_to_the_site(client: TestClient, suffix: str, home: str) -> None:
    page = client.get(f"/ns.{suffix}.html").text
    assert f'<a href="{home}">Passerelles</a>' in page
    assert client.get(home).status_code == 200
    icon = re.search(r'<link rel="icon" href="([^"]+)">', page)
    assert icon and client.get(icon.group(1)).headers["content-type"].startswith("image/svg+xml")
    assert (
        client.get("/favicon.ico", follow_redirects=True).headers["content-type"].startswith("image/svg+xml")
    )
