"""A list that nobody may pass on leaves through no door, unless the operator says so."""

from __future__ import annotations

import gzip
import io
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from passerelles.build import build
from passerelles.exports import Options, export, formats
from passerelles.exports.outside import open_outside, reserved
from passerelles.publish import publish
from passerelles.store import EmbeddedDataset, Iri, RemoteDataset, draft, open_store
from passerelles.web import Settings, application
from tests.conftest import NOW
from tests.engines.servers import oxigraph
from tests.loaders.test_lists import FORMACODE
from tests.update.exports import archive, fiche, name

#: A word of every text of the list, and of nothing else.
SECRET = "zqxsecret"
ID = "https://w3id.org/passerelles/id/"
CITED, UNCITED = f"{ID}formacode/23026", f"{ID}formacode/15061"
PRINTED = "Soudage imprimé"
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_LABELS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label WHERE { VALUES ?p { skos:prefLabel skos:altLabel rdfs:label } ?code ?p ?label }"""


def sources(folder: Path) -> tuple[Path, Path]:
    """An export of which one fiche cites a Formacode, and the list of these."""
    cited = f"<FORMACODES><FORMACODE><CODE>23026</CODE><LIBELLE>{PRINTED}</LIBELLE></FORMACODE></FORMACODES>"
    register = folder / name("RNCP", "2026-08-16")
    register.write_bytes(archive("RNCP", "2026-08-16", [fiche("RNCP7", more=cited), fiche("RNCP8")]))
    listed = folder / "formacodes.csv"
    listed.write_text(
        FORMACODE
        + f"23026;SOUDAGE {SECRET};Soudage {SECRET};230 METAL {SECRET};brasage {SECRET};;;;;note {SECRET};\r\n"
        + f"15061;ACCOMPAGNEMENT;Accompagnement {SECRET};150 EMPLOI {SECRET};aide {SECRET};;"
        + f"Soudage {SECRET} - 23026;;;explication {SECRET};\r\n",
        encoding="utf-8",
    )
    return register, listed


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the list."""
    folder = tmp_path_factory.mktemp("sources")
    build(sources(folder), folder / "graphe", now=NOW)
    return folder / "graphe"


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the same export, built without the list."""
    folder = tmp_path_factory.mktemp("sans")
    build(sources(folder)[:1], folder / "graphe", now=NOW)
    return folder / "graphe"


@pytest.fixture(scope="module")
def client(location: Path) -> Iterator[TestClient]:
    with TestClient(application(location), follow_redirects=True) as client:
        yield client


@pytest.fixture(scope="module")
def whole(location: Path) -> Iterator[TestClient]:
    settings = Settings(with_restricted=True)
    with TestClient(application(location, settings=settings), follow_redirects=True) as client:
        yield client


@pytest.fixture(scope="module")
def listed(location: Path) -> str:
    """The graph of the list."""
    with open_store(location) as dataset:
        (graph,) = reserved(dataset)
    return graph


def asked(client: TestClient, query: str, **dataset: str) -> str:
    answer = client.get(
        "/sparql", params={"query": query, **dataset}, headers={"accept": "text/csv, text/turtle"}
    )
    assert answer.status_code == 200, answer.text
    return answer.text.lower()


def queries(listed: str) -> dict[str, tuple[str, dict[str, str]]]:
    everything = "SELECT * WHERE { ?s ?p ?o }"
    return {
        "default": (everything, {}),
        "graph variable": ("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }", {}),
        "graph name": (f"SELECT * WHERE {{ GRAPH <{listed}> {{ ?s ?p ?o }} }}", {}),
        "from": (f"SELECT * FROM <{listed}> WHERE {{ ?s ?p ?o }}", {}),
        "from two": (f"SELECT * FROM <{listed}> FROM <{ID}> WHERE {{ ?s ?p ?o }}", {}),
        "from named": (f"SELECT * FROM NAMED <{listed}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}", {}),
        "describe": (f"DESCRIBE <{CITED}> <{UNCITED}> <{listed}>", {}),
        "construct": ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", {}),
        "protocol": (everything, {"default-graph-uri": listed}),
        "protocol named": ("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }", {"named-graph-uri": listed}),
    }


@pytest.mark.parametrize("door", queries(""))
def test_the_endpoint_does_not_know_the_list(
    door: str, client: TestClient, whole: TestClient, listed: str
) -> None:
    query, dataset = queries(listed)[door]
    found = asked(client, query, **dataset)
    assert SECRET not in found
    assert "ne pas rediffuser" not in found
    assert SECRET in asked(whole, query, **dataset)


def test_what_a_fiche_prints_of_a_code_is_open(client: TestClient) -> None:
    found = asked(client, f"SELECT ?p ?o WHERE {{ <{CITED}> ?p ?o }}")
    assert PRINTED.lower() in found and "23026" in found


def test_a_store_without_the_list_says_the_same(location: Path, without: Path) -> None:
    with open_outside(location) as part, open_store(without) as plain:
        assert part.hidden and not plain.hidden
        assert b"".join(part.nquads()) == b"".join(plain.nquads())
        assert part.select(_COUNT) == plain.select(_COUNT)
        assert [each.graph for each in part.sources()] == [each.graph for each in plain.sources()]
        labels = [each.select(_LABELS, {"code": Iri(CITED)}).rows for each in (part, plain)]
        assert sorted(labels[0], key=str) == sorted(labels[1], key=str)
    with open_store(location) as kept:
        assert SECRET in b"".join(kept.nquads()).decode()
        assert kept.select(_COUNT) != part.version


PATHS = [
    f"/id/formacode/{code}{suffix}"
    for code in ("23026", "15061")
    for suffix in ("", ".html", ".ttl", ".json", ".jsonld", ".nt", ".rdf")
]


@pytest.mark.parametrize("path", PATHS)
def test_descriptions_do_not_hold_it(path: str, client: TestClient, whole: TestClient) -> None:
    closed, opened = client.get(path), whole.get(path)
    assert SECRET not in closed.text.lower()
    assert closed.status_code == (200 if "23026" in path else 404)
    assert opened.status_code == 200 and SECRET in opened.text.lower()


@pytest.mark.parametrize("suffix", ["", ".txt", ".html", ".ttl", ".json", ".nt"])
def test_neither_the_document_nor_its_text_is_there(suffix: str, client: TestClient, listed: str) -> None:
    answer = client.get(f"/id/{listed.removeprefix(ID)}{suffix}")
    assert answer.status_code == 404 and SECRET not in answer.text.lower()


@pytest.mark.parametrize(
    "path",
    [
        "/api/recherche?nombre=200&q=" + quote(SECRET),
        "/api/recherche?nombre=200&q=accompagnement",
        "/api/completion?q=accompagn",
        "/recherche?q=" + quote(SECRET) + "&format=json",
        "/certification/rncp/7",
        "/certification/rncp/7.json",
        "/certification/rncp/7.ttl",
        "/api/requetes/certification-codes?certification=rncp:7",
        "/api/requetes/codes-sans-libelle",
        "/api/requetes/sources",
        "/api/requetes/metier-formacodes?metier=rome:H2913",
        f"/api/requetes/certifications-par-formacode?formacode={quote(CITED)}",
    ],
)
def test_pages_and_the_api_do_not_hold_it(path: str, client: TestClient) -> None:
    answer = client.get(path)
    for _ in range(100):
        if answer.status_code != 503:
            break
        time.sleep(0.1)
        answer = client.get(path)
    assert answer.status_code in (200, 404)
    shown = answer.text.lower()
    # What was asked for is repeated.
    assert (
        SECRET not in shown.replace(f'"{SECRET}"', "").replace(f"« {SECRET} »", "") or f"q={SECRET}" in path
    )
    assert f"soudage {SECRET}" not in shown and f"accompagnement {SECRET}" not in shown


def test_dumps_do_not_hold_it_and_say_what_they_leave(client: TestClient, whole: TestClient) -> None:
    for site, expected in ((client, False), (whole, True)):
        described = site.get("/data.ttl").text
        for _ in range(200):
            if "SHA256" in described.upper() and "nq.gz" in described:
                break
            time.sleep(0.1)
            described = site.get("/data.ttl").text
        assert "Centre Inffo" in described
        file = site.get("/data/derniere/passerelles.nq.gz")
        assert file.status_code == 200
        assert (SECRET in gzip.decompress(file.content).decode()) is expected


@pytest.mark.parametrize("format", formats())
def test_no_export_holds_it(format: str, location: Path) -> None:
    stream = io.BytesIO()
    with open_store(location) as dataset:
        export(dataset, format, stream, Options())
    assert SECRET not in stream.getvalue().decode().lower()


def published(dataset: EmbeddedDataset) -> Iterator[str]:
    with oxigraph() as engine:
        publish(dataset, engine.endpoint, update=engine.update)
        remote = RemoteDataset(engine.endpoint)
        rows = remote.select("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }").rows
        yield str(rows) + str(remote.select("SELECT * WHERE { ?s ?p ?o }").rows)


def test_a_publication_does_not_hold_it(location: Path) -> None:
    for with_restricted in (False, True):
        with open_outside(location, with_restricted=with_restricted) as dataset:
            for found in published(dataset):
                assert (SECRET in found) is with_restricted
                assert PRINTED in found


def test_an_earlier_list_is_not_there_either(location: Path, tmp_path: Path) -> None:
    # The list of a store that was renewed without it: out of the merge, still there by its name.
    copy = tmp_path / "graphe"
    with open_store(location) as base, draft(copy, base=base) as work:
        (graph,) = reserved(base)
        work.end_source(graph.rpartition("/")[2], date(2026, 8, 17))
        work.withdraw([graph])
        work.publish({})
    with open_store(copy) as later:
        assert reserved(later) == {graph}
        assert not later.ask(
            "ASK { ?fiche a <https://w3id.org/passerelles/ns#Fiche> }", {"fiche": Iri(graph)}
        )
    with open_outside(copy) as part:
        assert SECRET not in str(part.select("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }").rows)


def test_a_part_is_made_once_and_goes_with_its_version(location: Path) -> None:
    with open_outside(location) as first, open_outside(location) as second:
        assert first.data_folder == second.data_folder
        assert first.version.manifest["day"] == str(date(2026, 8, 16))
        assert first.data_folder.is_relative_to(location / "versions" / first.version.id)
