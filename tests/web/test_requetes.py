"""`/api/requetes`: every question answers as its expected file says, and refuses in French what it cannot take."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.openapi.models import OpenAPI
from rdflib import Graph
from starlette.testclient import TestClient

from passerelles.answers.parameter import bindings, example
from passerelles.build import Outcome
from passerelles.queries import TAGS, names, query
from passerelles.store import open_store
from passerelles.store.workers import Limits
from passerelles.web import Settings, application
from passerelles.web.delivery import unless_gone
from passerelles.web.questions.request import is_graph
from passerelles.web.questions.solutions import Solutions
from tests.web.conftest import serving

EXPECTED = Path(__file__).parent.parent / "expected" / "exemples"
GOLDEN = sorted(file.stem for file in EXPECTED.iterdir())
API = "/api/requetes"
BLOCS = f"{API}/certification-blocs"


@pytest.fixture(scope="module")
def location(examples_store: tuple[Path, Outcome]) -> Path:
    return examples_store[0]


@pytest.fixture(scope="module")
def client(location: Path) -> Iterator[TestClient]:
    with TestClient(application(location), base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made


def examples(name: str) -> dict[str, str]:
    """The examples of a question, as people write them."""
    question = query(name)
    return {each.name: example(each, question.prefixes) for each in question.parameters}


def written(value: object) -> str:
    """A plain value as CSV has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("name", GOLDEN)
def test_every_question_answers_as_expected(client: TestClient, name: str) -> None:
    given = examples(name)
    table = client.get(f"{API}/{name}.csv", params=given)
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    golden = (EXPECTED / f"{name}.csv").read_text(encoding="utf-8")
    assert table.content.decode().replace("\r\n", "\n") == golden
    told = client.get(f"{API}/{name}", params=given).json()
    header, *lines = csv.reader(io.StringIO(table.text, newline=""))
    assert told["variables"] == header
    assert (told["count"], told["complete"]) == (len(lines), True)
    assert [[written(row.get(key, "")) for key in header] for row in told["rows"]] == lines


@pytest.mark.parametrize("name", ["certification-graphe", "certification-publication"])
def test_a_graph_is_given_in_the_formats_of_graphs(client: TestClient, location: Path, name: str) -> None:
    given, question = examples(name), query(name)
    with open_store(location) as dataset:
        lines = b"".join(
            dataset.serialise(question.text, "application/n-triples", bindings(question, given))
        ).splitlines()
    found = client.get(f"{API}/{name}", params=given)
    assert found.headers["content-type"].startswith("text/turtle")
    turtle = Graph().parse(data=found.text, format="turtle")
    assert len(turtle) == len(set(lines)) > 0
    linked = client.get(f"{API}/{name}.jsonld", params=given)
    assert len(Graph().parse(data=linked.text, format="json-ld")) == len(turtle)
    assert client.get(f"{API}/{name}.csv", params=given).status_code == 404
    assert client.get(f"{API}/{name}", params={**given, "limite": "3"}).status_code == 400
    refused = client.get(f"{API}/{name}", params=given, headers={"accept": "text/csv"})
    assert refused.status_code == 406


def test_the_command_line_writes_the_same_bytes(client: TestClient, location: Path) -> None:
    given = {"certification": "rncp 23022"}
    program = [
        sys.executable,
        "-c",
        "from passerelles.cli import main; main()",
        "query",
        "certification-blocs",
    ]
    options = ["-p", "certification=rncp 23022", "--format", "csv", "--store", str(location)]
    written = subprocess.run([*program, *options], capture_output=True, check=True).stdout
    assert client.get(f"{BLOCS}.csv", params=given).content == written


def test_the_list_says_what_each_question_asks_for(client: TestClient) -> None:
    found = client.get(API).json()
    assert [each["name"] for each in found["questions"]] == list(names())
    assert found["count"] == len(names()) and found["data"]["version"]
    assert [each["name"] for each in found["tags"]] == [each.name for each in TAGS]
    (blocs,) = (each for each in found["questions"] if each["name"] == "certification-blocs")
    assert blocs["title"]["en"] == "The blocs of a certification"
    assert blocs["parameters"][0] | {"description": 0} == {
        "name": "certification", "kind": "iri", "datatype": "iri", "required": True,
        "example": "rncp:23022", "default": None, "description": 0,
    }  # fmt: skip
    assert client.get(blocs["sparql"]).text == query("certification-blocs").text
    filed = client.get(API, params={"etiquette": "audit"}).json()["questions"]
    assert filed and all("audit" in each["tags"] for each in filed)
    assert client.get(API, params={"etiquette": "licorne"}).status_code == 400


@pytest.mark.parametrize(
    "text",
    [
        "RNCP23022", "23022", "rncp 23022", "rncp:23022", "RNCP23022BC01",
        "https://w3id.org/passerelles/id/rncp/23022", "<https://w3id.org/passerelles/id/rncp/23022>",
        "http://127.0.0.1:8000/certification/rncp/23022", "/certification/rncp/23022.json",
        "https://www.francecompetences.fr/recherche/rncp/23022/", " 23022 ",
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(client: TestClient, text: str) -> None:
    told = client.get(BLOCS, params={"certification": text}).json()
    assert told["parameters"]["certification"] == {
        "given": text, "bound": "https://w3id.org/passerelles/id/rncp/23022",
    }  # fmt: skip
    assert [row["code"] for row in told["rows"]] == ["RNCP23022BC01", "RNCP23022BC02", "RNCP23022BC03"]
    assert told["languages"]["titre"] == ["fr"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        (BLOCS, 400, ["« certification »", "Exemple : certification=rncp:23022"]),
        (f"{BLOCS}?certification=", 400, ["« certification »", "Exemple"]),
        (
            f"{BLOCS}?certification=bonjour",
            400,
            ["« certification »", "« bonjour » ne convient pas", "Exemple"],
        ),
        (f"{BLOCS}?certification=23022&certification=5", 400, ["« certification »", "plusieurs fois"]),
        (
            f"{BLOCS}?certification=23022&bloc=1",
            400,
            ["« bloc »", "« certification », « format », « limite »"],
        ),
        (
            f"{API}/certifications?limit=2",
            400,
            ["« limit »", "possibles : « format », « limite », « decalage »"],
        ),
        (f"{BLOCS}?certification={'9' * 1001}", 400, ["trop long", "Exemple"]),
        (f"{BLOCS}?certification=23022&limite=0", 400, ["« limite »", "Exemple"]),
        (f"{BLOCS}?certification=23022&decalage=-1", 400, ["« decalage »"]),
        (f"{BLOCS}?certification=23022&limite=%C2%B2", 400, ["« limite »"]),
        (f"{BLOCS}?certification=23022&format=doc", 400, ["« format »", "csv"]),
        (
            f"{API}/certifications-echues?jour=demain",
            400,
            ["« jour »", "une date", "Exemple : jour=2022-12-31"],
        ),
        (f"{API}/certifications-echues?jour=2021-02-30", 400, ["« jour »"]),
        (f"{API}/contenu-par-nsf?signes=deux", 400, ["« signes »", "un nombre entier", "Exemple : signes=2"]),
        (f"{API}/certification-bloc", 404, ["« certification-bloc »", "« certification-blocs »"]),
        (f"{API}/zzzzzz", 404, ["« zzzzzz »", "/api/requetes"]),
        (f"{BLOCS}.doc?certification=23022", 404, ["« .doc »", "csv"]),
    ],
)
def test_refusals_name_the_parameter_and_give_an_example(
    client: TestClient, address: str, status: int, words: list[str]
) -> None:
    found = client.get(address)
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")
    assert all(each in found.json()["detail"] for each in words), found.json()["detail"]


def test_a_day_may_be_written_as_french_people_do(client: TestClient) -> None:
    one, other = (
        client.get(f"{API}/certifications-echues", params={"jour": day}).json()
        for day in ("31/12/2022", "2022-12-31")
    )
    assert one["rows"] == other["rows"] and one["count"] > 0


ATTACKS = [
    '" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #',
    'x" . ?s ?p ?o . } #',
    "https://w3id.org/passerelles/id/rncp/23022> ?p ?o . } # ",
    "https://a.example/> } UNION { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } #",
    "2020-01-01' || true || '",
    "1 OR 1=1",
    "\\u0022 } #",
    "\\",
    "?o",
    "\u0000",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "rncp:23022\n} SELECT * { ?s ?p ?o",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_value_never_becomes_syntax(client: TestClient, attack: str) -> None:
    for name in (
        "certification-par-identifiant", "certifications-par-mot", "certification-blocs",
        "certifications-echues", "contenu-par-nsf", "certification-acces",
    ):  # fmt: skip
        for parameter in query(name).parameters:
            found = client.get(f"{API}/{name}", params={**examples(name), parameter.name: attack})
            assert found.status_code in (200, 400), found.text
            if found.status_code == 200:
                # A text that nobody wrote finds nothing; as a language it finds no label.
                labels = [row.get("libelle") for row in found.json()["rows"]]
                assert not any(labels), (name, labels)
            else:
                assert f"« {parameter.name} »" in found.json()["detail"]


def test_formats_by_name_by_suffix_and_by_accept(client: TestClient) -> None:
    given = {"certification": "23022"}

    def kind(address: str, accept: str = "*/*", **more: str) -> str:
        found = client.get(address, params={**given, **more}, headers={"accept": accept})
        return found.headers["content-type"].partition(";")[0] if found.status_code == 200 else "refused"

    assert kind(BLOCS) == "application/json"
    assert (
        kind(BLOCS, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8") == "application/json"
    )
    assert kind(BLOCS, "text/csv") == kind(BLOCS, format="csv") == kind(f"{BLOCS}.csv") == "text/csv"
    assert kind(f"{BLOCS}.csv", format="tsv") == "text/tab-separated-values"
    assert kind(BLOCS, "application/sparql-results+json") == "application/sparql-results+json"
    assert kind(BLOCS, "text/csv;q=0.2, application/sparql-results+xml") == "application/sparql-results+xml"
    assert kind(BLOCS, "image/png") == "refused"
    found = client.get(f"{BLOCS}.srj", params=given).json()
    assert found["results"]["bindings"][0]["ordre"]["datatype"].endswith("#integer")
    named = client.get(f"{BLOCS}.csv", params=given).headers["content-disposition"]
    assert named == 'inline; filename="certification-blocs.csv"'


def test_rows_come_in_parts(client: TestClient) -> None:
    whole = client.get(f"{API}/certifications-titres").json()
    rows: list[Any] = []
    address: str | None = f"{API}/certifications-titres?limite=20"
    while address is not None:
        part = client.get(address).json()
        rows += part["rows"]
        assert part["complete"] is ("next" not in part)
        address = part.get("next")
    assert rows == whole["rows"] and len(rows) > 40
    some = client.get(f"{API}/certifications-titres.csv?limite=3&decalage=2").text.splitlines()
    assert some[1:] == client.get(f"{API}/certifications-titres.csv").text.splitlines()[3:6]


def test_an_answer_is_fetched_once(client: TestClient) -> None:
    first = client.get(BLOCS, params={"certification": "23022"})
    tag = first.headers["etag"]
    again = client.get(BLOCS, params={"certification": "23022"}, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert "last-modified" in first.headers and first.headers["vary"].startswith("Accept")
    for other in ({"certification": "34175"}, {"certification": "23022", "format": "csv"}):
        assert client.get(BLOCS, params=other, headers={"if-none-match": tag}).status_code == 200
    since = {"if-modified-since": first.headers["last-modified"]}
    assert client.get(BLOCS, params={"certification": "23022"}, headers=since).status_code == 304
    head = client.head(BLOCS, params={"certification": "23022"})
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)


def test_other_sites_may_ask_and_nobody_may_write(client: TestClient) -> None:
    asked = client.options(BLOCS, headers={"origin": "https://ailleurs.example"})
    assert asked.status_code == 204 and "GET" in asked.headers["access-control-allow-methods"]
    refused = client.post(BLOCS)
    assert refused.status_code == 405 and "POST" not in refused.headers["allow"]
    assert client.get(BLOCS, params={"certification": "1"}).headers["access-control-allow-origin"] == "*"


def test_an_answer_that_is_cut_says_so(location: Path) -> None:
    with serving(location, rows=100) as server:
        given = {"certification": "MQ 1988 0044"}
        told = httpx.get(f"{server}{API}/certification-preuves", params=given).json()
        assert told["complete"] is False and "100 lignes" in told["problem"] and "next" not in told
        assert 0 < told["count"] == len(told["rows"]) <= 100
        # Bytes as the engine writes them have no place for that: the answer ends without a proper end.
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"{server}{API}/certification-preuves.csv", params=given)


def test_a_question_that_takes_too_long_is_stopped(location: Path) -> None:
    app = application(location, settings=Settings(endpoint=Limits(seconds=0)))
    with TestClient(app) as client:
        found = client.get(f"{API}/certifications-titres")
        assert found.status_code == 503 and "limite de temps" in found.json()["detail"]
        page = client.get("/requetes/certifications", headers={"accept": "text/html"})
        assert page.status_code == 503 and "limite de temps" in page.text


def test_without_a_graph_the_answer_says_how_to_build_one(tmp_path: Path) -> None:
    with TestClient(application(tmp_path / "rien")) as client:
        found = client.get(f"{API}/certifications-titres")
        assert found.status_code == 503 and "passerelles build" in found.json()["detail"]
        assert client.get(API).status_code == 503


def test_the_openapi_document_types_every_parameter(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    OpenAPI.model_validate(document)
    operations = [each["get"] for each in document["paths"].values()]
    told = [each["operationId"] for each in operations]
    assert len(set(told)) == len(told)
    types = {"integer": "integer", "boolean": "boolean"}
    for name in names():
        question = query(name)
        operation = document["paths"][f"/requetes/{name}"]["get"]
        own = {each["name"]: each for each in operation["parameters"]}
        for parameter in question.parameters:
            said = own.pop(parameter.name)
            assert said["schema"]["type"] == types.get(parameter.kind, "string")
            assert (said["schema"].get("format") == "date") == (parameter.kind == "date")
            assert said["required"] == (parameter.default is None)
            assert said["schema"].get("default") == parameter.default
            assert said["example"] and said["description"].startswith(parameter.description_fr)
        assert set(own) == ({"format"} if is_graph(question) else {"format", "limite", "decalage"})
        assert operation["summary"] == question.title_fr
    page = client.get("/api/docs").text
    assert all(f"GET /api/requetes/{name}<" in page for name in names())


def test_no_parameter_bears_the_name_of_one_that_every_question_has() -> None:
    shared = {"format", "limite", "decalage"}
    assert not [name for name in names() if shared & {each.name for each in query(name).parameters}]


def test_rows_are_read_however_the_answer_is_cut() -> None:
    rows = [
        {"a": {"type": "literal", "value": 'é "}}, {"', "xml:lang": "fr"}},
        {},
        {"b": {"type": "uri", "value": "urn:x"}, "a": {"type": "literal", "value": "]"}},
    ]
    whole = json.dumps(
        {"head": {"vars": ["a", "b"]}, "results": {"bindings": rows}},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    for step in (1, 2, 7, len(whole)):
        solutions = Solutions()
        found = [row for at in range(0, len(whole), step) for row in solutions.feed(whole[at : at + step])]
        assert found == rows and solutions.variables == ("a", "b")


def test_work_stops_when_the_client_goes_away() -> None:
    stopped = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            stopped.append(True)
            raise

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    assert asyncio.run(unless_gone(receive, work())) is None
    assert stopped == [True]
