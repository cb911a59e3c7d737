"""`/data`: what a researcher finds, downloads, verifies and cites; nothing restricted leaves."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID, Namespace
from starlette.applications import Starlette
from starlette.testclient import TestClient

from passerelles.build import Outcome
from passerelles.exports.options import Options
from passerelles.exports.prefixes import PREFIXES
from passerelles.store import EmbeddedDataset, open_store
from passerelles.web import Settings, application, data, data_making
from passerelles.web.data_making import DumpsMaking

SPDX = Namespace("http://spdx.org/rdf/terms#")
#: Of DCAT 3, which the library does not know yet.
VERSION = URIRef(f"{DCAT}version")
PAS = PREFIXES["pas"]


def site(location: Path, settings: Settings | None = None) -> Starlette:
    found = application(location, settings=settings)
    if not any(getattr(route, "name", None) == "data" for route in found.router.routes):
        found.router.routes[:0] = data.routes()
    return found


@pytest.fixture(scope="module")
def client(examples_store: tuple[Path, Outcome]) -> Iterator[TestClient]:
    with TestClient(site(examples_store[0]), follow_redirects=False) as client:
        wait(client)
        yield client


def wait(client: TestClient) -> None:
    """Until the files are there; the first request begins to make them."""
    for _ in range(600):
        if client.get("/data/derniere/SHA256SUMS", follow_redirects=True).status_code != 503:
            return
        time.sleep(0.1)
    pytest.fail("the files were not made")


@pytest.fixture(scope="module")
def void(client: TestClient) -> Graph:
    answer = client.get("/.well-known/void")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/turtle")
    return Graph().parse(data=answer.content, format="turtle")


@pytest.fixture(scope="module")
def dataset_iri(void: Graph) -> URIRef:
    (found,) = void.subjects(RDF.type, DCAT.Dataset)
    assert isinstance(found, URIRef)
    return found


def path(address: str) -> str:
    return "/" + str(address).partition("://")[2].partition("/")[2]


def test_a_download_is_what_the_description_says(
    client: TestClient, void: Graph, dataset_iri: URIRef
) -> None:
    distributions = list(void.objects(dataset_iri, DCAT.distribution))
    assert len(distributions) >= 6
    for each in distributions:
        content = client.get(path(str(void.value(each, DCAT.downloadURL)))).content
        checksum = void.value(each, SPDX.checksum)
        assert str(void.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()
        assert int(str(void.value(each, DCAT.byteSize))) == len(content)


def test_counts_agree_with_the_files(client: TestClient, void: Graph, dataset_iri: URIRef) -> None:
    for name, format in (("passerelles.ttl.gz", "turtle"), ("passerelles.jsonld.gz", "json-ld")):
        content = client.get(f"/data/derniere/{name}", follow_redirects=True).content
        graph = Graph().parse(data=gzip.decompress(content), format=format)
        assert len(graph) == int(str(void.value(dataset_iri, VOID.triples)))
        assert len(set(graph.subjects())) == int(str(void.value(dataset_iri, VOID.distinctSubjects)))
        for partition in void.objects(dataset_iri, VOID.classPartition):
            members = graph.subjects(RDF.type, void.value(partition, VOID["class"]))
            assert len(set(members)) == int(str(void.value(partition, VOID.entities)))
        for partition in void.objects(dataset_iri, VOID.propertyPartition):
            used = void.value(partition, VOID.property)
            assert len(list(graph.triples((None, used, None)))) == int(  # type: ignore[arg-type]
                str(void.value(partition, VOID.triples))
            )


def test_parts_make_the_whole(client: TestClient) -> None:
    sums = client.get("/data/derniere/SHA256SUMS", follow_redirects=True).text
    names = [line.split()[1] for line in sums.splitlines()]
    lines = {
        name: gzip.decompress(
            client.get(f"/data/derniere/{name}", follow_redirects=True).content
        ).splitlines()
        for name in names
        if name.endswith(".nq.gz")
    }
    whole = lines.pop("passerelles.nq.gz")
    assert whole == sorted(line for part in lines.values() for line in part)
    assert set(lines) == {
        f"source-{name}.nq.gz" for name in ("derive", "fiche-texte", "france-competences-csv", "ns", "rome")
    }


def test_what_has_no_open_licence_does_not_leave(
    client: TestClient, void: Graph, examples_store: tuple[Path, Outcome]
) -> None:
    content = client.get("/data/derniere/passerelles.nq.gz", follow_redirects=True).content
    text = gzip.decompress(content).decode()
    # The référentiel of the examples states no licence; the store holds it.
    with open_store(examples_store[0]) as dataset:
        assert dataset.ask(
            f"ASK {{ ?fiche <{PAS}lecteur> ?reader FILTER(CONTAINS(?reader, 'referentiel_cqpm')) }}"
        )
    assert "referentiel_cqpm" not in text and "/id/cqpm/" not in text and "RNCP28243" in text
    restricted = URIRef("http://publications.europa.eu/resource/authority/access-right/RESTRICTED")
    assert len(list(void.subjects(DCTERMS.accessRights, restricted))) == 1


def test_the_operator_may_let_it_leave(
    examples_store: tuple[Path, Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_making, "_in_a_process", data_making.write_version)
    settings = Settings(with_restricted=True)
    with TestClient(site(examples_store[0], settings), follow_redirects=True) as client:
        wait(client)
        content = client.get("/data/derniere/passerelles.nq.gz").content
        assert b"/id/cqpm/" in gzip.decompress(content)
        assert "sur décision de l’exploitant" in client.get("/data", headers={"accept": "text/html"}).text


@pytest.mark.parametrize("address", ["/data", "/.well-known/void"])
@pytest.mark.parametrize(
    ("accept", "format"),
    [("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml")],
)
def test_the_description_in_the_format_asked_for(
    client: TestClient, void: Graph, address: str, accept: str, format: str
) -> None:
    answer = client.get(address, headers={"accept": accept})
    assert answer.headers["content-type"].startswith(accept) and "Accept" in answer.headers["vary"]
    assert set(Graph().parse(data=answer.content, format=format)) == set(void)


def test_the_description_has_what_dcat_ap_requires(void: Graph, dataset_iri: URIRef) -> None:
    (catalogue,) = void.subjects(RDF.type, DCAT.Catalog)
    (service,) = void.subjects(RDF.type, DCAT.DataService)
    for subject, properties in (
        (catalogue, (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset, DCTERMS.license)),
        (
            dataset_iri,
            (
                DCTERMS.title,
                DCTERMS.description,
                DCTERMS.license,
                VERSION,
                DCTERMS.bibliographicCitation,
            ),
        ),
        (service, (DCTERMS.title, DCAT.endpointURL, DCAT.servesDataset)),
        *((each, (DCAT.accessURL, DCTERMS.license)) for each in void.objects(dataset_iri, DCAT.distribution)),
    ):
        assert all((subject, each, None) in void for each in properties), subject
    assert (dataset_iri, VOID.sparqlEndpoint, URIRef("http://testserver/sparql")) in void
    assert not any(subject.startswith("_:") for subject in map(str, void.subjects()))


def test_the_page_says_all_that_a_person_needs(client: TestClient, void: Graph, dataset_iri: URIRef) -> None:
    page = client.get("/data", headers={"accept": "text/html"}).text
    citation = str(void.value(dataset_iri, DCTERMS.bibliographicCitation))
    version = str(void.value(dataset_iri, VERSION))
    for expected in (
        citation,
        version,
        "passerelles.nq.gz",
        "SHA-256",
        "France Travail",
        "Licence Ouverte",
        "/sparql",
    ):
        assert expected in page, expected
    assert 'lang="fr"' in page and "<style" not in page and "<script>" not in page and "style=" not in page
    named = client.get(f"/data/{version}", headers={"accept": "text/html"}).text
    # Each says where its other language is.
    assert named.replace(f'/data/{version}">', '/data">') == page.replace(f'/data/{version}">', '/data">')


def test_properties_of_others_are_named_in_french(client: TestClient) -> None:
    page = client.get("/data", headers={"accept": "text/html"}).text
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    named = [[re.sub(r"<[^>]+>|\s", "", cell) for cell in row] for row in cells if len(row) == 3]
    theirs = [
        (name, address) for name, address, _ in named if address.startswith("http") and PAS not in address
    ]
    assert theirs
    assert not [name for name, address in theirs if re.split("[/#]", address)[-1] == name]


def test_files_are_served_in_parts_and_once(client: TestClient) -> None:
    moved = client.get("/data/derniere/passerelles.nq.gz")
    assert moved.status_code == 302
    address = moved.headers["location"]
    whole = client.get(address)
    assert whole.headers["content-type"] == "application/gzip" and "content-encoding" not in whole.headers
    part = client.get(address, headers={"range": "bytes=10-19"})
    assert part.status_code == 206 and part.content == whole.content[10:20]
    same = client.get(address, headers={"if-none-match": whole.headers["etag"]})
    assert same.status_code == 304 and same.content == b""
    other = client.get(address, headers={"range": "bytes=10-19", "if-range": '"autre"'})
    assert other.status_code == 200
    assert client.head(address).headers["content-length"] == str(len(whole.content))


@pytest.mark.parametrize(
    "address",
    ["/data/1999-01-01-00000000", "/data/1999-01-01-00000000/passerelles.nq.gz", "/data/derniere/../passwd",
     "/data/derniere/contenu", "/data.pdf"],
)  # fmt: skip
def test_what_is_not_there_is_said(client: TestClient, address: str) -> None:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 404


class Slow(DumpsMaking):
    """Files that are not ready before they are let go."""

    def __init__(self) -> None:
        super().__init__()
        self.release = threading.Event()

    def _make(self, dataset: EmbeddedDataset, options: Options) -> None:
        self.release.wait(20)


def test_a_page_never_waits_for_the_files(
    examples_store: tuple[Path, Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(data, "DumpsMaking", lambda: slow)
    with TestClient(site(examples_store[0])) as client:
        page = client.get("/data", headers={"accept": "text/html"})
        assert page.status_code == 200 and "se préparent" in page.text
        answer = client.get("/data/derniere/passerelles.nq.gz")
        assert answer.status_code == 503 and int(answer.headers["retry-after"]) > 0
        early = Graph().parse(data=client.get("/data.ttl").content, format="turtle")
        assert len(list(early.subjects(RDF.type, DCAT.Dataset))) == 1
        assert not list(early.subjects(RDF.type, DCAT.Distribution))
        slow.release.set()


def test_files_that_cannot_be_made_are_no_error_of_the_page(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("le disque est plein")

    monkeypatch.setattr("passerelles.web.data_making._in_a_process", refuse)
    with TestClient(site(store)) as client:
        assert "n’ont pas pu être préparés" in client.get("/data", headers={"accept": "text/html"}).text
        assert client.get("/data/derniere/passerelles.nq.gz").status_code == 503


def test_contents_are_data_too(client: TestClient) -> None:
    found = json.loads(client.get("/data/derniere/contenu.json", follow_redirects=True).content)
    assert found["figures"]["triples"] > 5000 and found["with_restricted"] is False
