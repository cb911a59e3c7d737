"""A researcher's session over HTTP, from the start page on: to find, query, download, verify, cite and look up."""

from __future__ import annotations

import gzip
import hashlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pyoxigraph as ox
import pytest
import yaml
from rdflib import Dataset, Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, OWL, RDF, RDFS, SKOS, VOID
from SPARQLWrapper import CSV, JSON, SPARQLWrapper

from passerelles.build import Outcome
from tests.web.conftest import serving

ROOT = Path(__file__).resolve().parents[2]
SPDX = Namespace("http://spdx.org/rdf/terms#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/n-triples": "nt"}
_LINK = re.compile(r"""<a\b[^>]*\bhref="([^"]+)"[^>]*>(.*?)</a>""", re.DOTALL)


class Researcher:
    """Somebody who knows one address, follows links and reads what programs are told."""

    def __init__(self, address: str) -> None:
        self.client = httpx.Client(base_url=address, follow_redirects=True, timeout=60)
        self.page = self.client.get("/")

    def follow(self, words: str) -> httpx.Response:
        """The page that a link of the present one leads to, found by its words."""
        links = {
            re.sub(r"<[^>]+>|\s+", " ", text).strip(): target
            for target, text in _LINK.findall(self.page.text)
        }
        assert words in links, sorted(links)
        self.page = self.client.get(urljoin(str(self.page.url), links[words].replace("&amp;", "&")))
        assert self.page.status_code == 200
        return self.page

    def graph(self, address: str, media: str = "text/turtle") -> Graph:
        """A document about something, as a graph."""
        answer = self.client.get(address, headers={"accept": media})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].split(";")[0] == media
        return Graph().parse(data=answer.content, format=FORMATS[media])


@pytest.fixture(scope="module")
def researcher(examples_store: tuple[Path, Outcome]) -> Iterator[Researcher]:
    with serving(examples_store[0]) as address:
        someone = Researcher(address)
        yield someone
        someone.client.close()


def test_a_session(researcher: Researcher, tmp_path: Path) -> None:
    dataset, void = found(researcher)
    endpoint = understood(researcher, dataset, void)
    asked(researcher, endpoint)
    file = downloaded(researcher, dataset, void, tmp_path)
    loaded(file, dataset, void)
    cited(researcher, dataset, void)
    looked_up(researcher, void, dataset)


def found(researcher: Researcher) -> tuple[URIRef, Graph]:
    """From the start page to the data, and to their description for programs, which says the same at both addresses."""
    page = researcher.follow("Données à télécharger")
    assert "Licence Ouverte" in page.text
    for _ in range(600):
        if "passerelles.nq.gz" in page.text:
            break
        # "The files are being prepared: come back in a few minutes."
        assert "se préparent" in page.text
        time.sleep(0.2)
        page = researcher.page = researcher.client.get("/data")
    void = researcher.graph("/.well-known/void")
    assert set(researcher.graph("/data")) == set(void)
    assert set(researcher.graph("/data", "application/ld+json")) == set(void)
    assert "text/turtle" in researcher.follow("Turtle").headers["content-type"]
    (dataset,) = void.objects(None, DCAT.dataset)
    assert isinstance(dataset, URIRef) and (dataset, RDF.type, VOID.Dataset) in void
    return dataset, void


def understood(researcher: Researcher, dataset: URIRef, void: Graph) -> str:
    """The endpoint describes itself; the vocabulary is a document in French, in English, and a graph."""
    endpoint = str(void.value(dataset, VOID.sparqlEndpoint))
    service = researcher.graph(endpoint)
    (described,) = service.subjects(RDF.type, SD.Service)
    assert str(service.value(described, SD.endpoint)) == endpoint
    assert (described, SD.supportedLanguage, SD.SPARQL11Query) in service
    languages = {getattr(text, "language", None) for text in service.objects(described, DCTERMS.description)}
    assert languages == {"fr", "en"}
    for wanted, word in (("fr", "Bloc de compétences"), ("en", "Block of competences")):
        page = researcher.client.get("/ns", headers={"accept": "text/html", "accept-language": wanted})
        assert page.headers["content-language"] == wanted and f'lang="{wanted}"' in page.text
        assert word.split()[0].lower() in page.text.lower()
    terms = researcher.graph("/ns")
    used = {term for term in void.objects(None, VOID["class"]) if "passerelles/ns#" in str(term)}
    assert used and all((term, RDF.type, OWL.Class) in terms for term in used)
    for term in used:
        assert {label.language for label in terms.objects(term, RDFS.label)} >= {"fr", "en"}  # type: ignore[attr-defined]
    return endpoint


QUERY = """PREFIX pas: <https://w3id.org/passerelles/ns#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?numero ?titre WHERE {
  ?c a pas:Certification ; pas:bloc ?bloc ; dcterms:identifier ?numero ; dcterms:title ?titre
}
GROUP BY ?numero ?titre ORDER BY ?numero"""


def asked(researcher: Researcher, endpoint: str) -> None:
    """The same answer to a library, to a plain request, and to a question of the library of queries."""
    client = SPARQLWrapper(endpoint)
    client.setQuery(QUERY)
    client.setReturnFormat(JSON)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert "RNCP23022" in {row["numero"]["value"] for row in rows}
    client.setReturnFormat(CSV)
    table = client.queryAndConvert()
    plain = researcher.client.post(
        endpoint, content=QUERY, headers={"content-type": "application/sparql-query", "accept": "text/csv"}
    )
    assert plain.content == table and len(table.splitlines()) == len(rows) + 1
    listed = researcher.client.get("/api/requetes").json()["questions"]
    (question,) = (each for each in listed if each["name"] == "metier-mobilites")
    parameters = {each["name"]: each["example"] for each in question["parameters"]}
    answer = researcher.client.get(question["link"], params=parameters, headers={"accept": "text/csv"})
    assert answer.status_code == 200 and "H2901" in answer.text


def downloaded(researcher: Researcher, dataset: URIRef, void: Graph, folder: Path) -> Path:
    """The whole graph, whose SHA-256 is that of the description and that of the list of sums."""
    addresses = {
        str(void.value(each, DCAT.downloadURL)): each for each in void.objects(dataset, DCAT.distribution)
    }
    (address,) = (each for each in addresses if each.endswith("/passerelles.nq.gz"))
    content = researcher.client.get(address).content
    digest = hashlib.sha256(content).hexdigest()
    checksum = void.value(addresses[address], SPDX.checksum)
    assert str(void.value(checksum, SPDX.checksumValue)) == digest
    sums = researcher.client.get(urljoin(address, "SHA256SUMS")).text
    assert f"{digest}  passerelles.nq.gz" in sums.splitlines()
    file = folder / "passerelles.nq.gz"
    file.write_bytes(content)
    return file


def loaded(file: Path, dataset: URIRef, void: Graph) -> None:
    """Two libraries count in the file what the description counts."""
    quads = list(ox.parse(gzip.decompress(file.read_bytes()), ox.RdfFormat.N_QUADS))
    triples = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    text = gzip.decompress(file.read_bytes()).decode()
    read = Dataset(default_union=True).parse(data=text, format="nquads")
    assert len(set(read.triples((None, None, None)))) == len(triples)
    assert len(triples) == int(str(void.value(dataset, VOID.triples)))
    assert len({triple[0] for triple in triples}) == int(str(void.value(dataset, VOID.distinctSubjects)))
    type_ = ox.NamedNode(str(RDF.type))
    for partition in void.objects(dataset, VOID.classPartition):
        wanted = ox.NamedNode(str(void.value(partition, VOID["class"])))
        members = {subject for subject, predicate, kind in triples if (predicate, kind) == (type_, wanted)}
        assert len(members) == int(str(void.value(partition, VOID.entities)))


def cited(researcher: Researcher, dataset: URIRef, void: Graph) -> None:
    """The sentence to cite is on the page and in the description, and names the version; the software has its file."""
    sentence = str(void.value(dataset, DCTERMS.bibliographicCitation))
    version = str(void.value(dataset, DCTERMS.identifier))
    page = researcher.client.get("/data").text
    assert version in sentence and str(dataset) in sentence
    assert sentence in page.replace("&#39;", "’") and "@" in page
    assert researcher.client.get(f"/data/{version}", headers={"accept": "text/turtle"}).status_code == 200
    file = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert file["cff-version"] == "1.2.0" and file["title"].startswith("Passerelles")


def looked_up(researcher: Researcher, void: Graph, dataset: URIRef) -> None:
    """What IRIs name is found here, with a 303, in four forms that say the same."""
    space = str(void.value(dataset, VOID.uriSpace))
    for name in ("rncp/23022", "rome/H2903", "nsf/200r", "rncp/28243/bloc/BC01", "siret/78471719100018"):
        iri = URIRef(space + name)
        address = f"/id/{name}"
        first = researcher.client.get(address, headers={"accept": "text/turtle"}, follow_redirects=False)
        assert first.status_code == 303 and "accept" in first.headers["vary"].lower()
        graphs = [researcher.graph(address, media) for media in FORMATS]
        assert (iri, None, None) in graphs[0]
        assert all(set(each) == set(graphs[0]) for each in graphs)
        page = researcher.client.get(address, headers={"accept": "text/html"})
        title = graphs[0].value(iri, DCTERMS.title) or graphs[0].value(iri, SKOS.prefLabel)
        assert page.status_code == 200 and page.history[0].status_code == 303
        assert title is None or str(title).split(" ")[0] in page.text
