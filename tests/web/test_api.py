"""The API over the examples: every address answers as its OpenAPI document says, and errors are French sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from passerelles.analysis.explorer import open_explorer
from passerelles.build import Outcome
from passerelles.web import Settings, application
from passerelles.web.api.page import groups


@pytest.fixture(scope="module")
def client(examples_store: tuple[Path, Outcome]) -> Iterator[TestClient]:
    with open_explorer(examples_store[0]) as explorer:
        explorer.prepare()
    app = application(examples_store[0], settings=Settings(today=lambda: date(2026, 11, 28)))
    with TestClient(app, base_url="http://127.0.0.1") as made:
        yield made


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    return dict(client.get("/api/openapi.json").json())


def test_every_address_of_the_page_answers_as_described(client: TestClient, document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.")
    seen = 0
    for operations in groups(document).values():
        for operation in operations:
            found = client.get(operation.example)
            assert found.status_code == 200, (operation.example, found.text)
            seen += 1
            path = operation.path.removeprefix("/api")
            content = document["paths"][path]["get"]["responses"]["200"]["content"]
            if "application/json" not in content:  # a graph
                assert found.headers["content-type"].partition(";")[0] in content
                continue
            body = found.json()
            assert set(body["data"]) == {"day", "built", "version"} and body["data"]["version"]
            schema = content["application/json"]["schema"]
            jsonschema.validate(body, {**schema, "components": document["components"]})
    assert seen == len(document["paths"])


def test_every_parameter_and_answer_is_told_in_french(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        (operation,) = operations.values()
        assert operation["summary"] and operation["description"], path
        assert all(each.get("description") for each in operation.get("parameters", ())), path
        assert operation["responses"]["200"]["description"] == "La réponse."


def test_the_page_shows_every_address(client: TestClient, document: dict[str, Any]) -> None:
    page = client.get("/api/docs")
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert all(f"GET /api{path}" in page.text for path in document["paths"])


def test_holdings_give_what_the_text_says(client: TestClient) -> None:
    body = client.get("/api/acquis", params={"depuis": "rncp 23022"}).json()
    first = body["gained"][0]
    assert first["right"] == "conventionnelle"
    assert "donne lieu à la délivrance" in first["derivation"]["steps"][0]["sentences"][0]
    assert first["derivation"]["steps"][0]["sources"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/acquis", 400, "« depuis » manque"),
        ("/api/acquis?depuis=,", 400, "Donnez au moins un identifiant"),
        ("/api/acquis?depuis=RNCP999999", 404, "n’est pas dans ce graphe"),
        ("/api/acquis?depuis=bonjour", 400, "n’est pas un identifiant"),
        ("/api/acquis?depuis=RNCP23022&le=demain", 400, "une date est attendue"),
        ("/api/recherche?q=soudeur&nombre=beaucoup", 400, "un nombre entier est attendu"),
        ("/api/recherche?q=soudeur&nombre=0", 400, "trop petite"),
        ("/api/recherche?q=soudeur&genre=licorne", 400, "Genre inconnu"),
        ("/api/recherche?q=" + "a" * 1001, 400, "trop long"),
        ("/api/certification/RNCP999999", 404, "n’est pas dans ce graphe"),
        ("/api/parcours?depuis=RNCP23022&vers=RNCP999999", 404, "n’est pas dans ce graphe"),
        ("/api/rien", 404, "rien à cette adresse"),
    ],
)
def test_errors_are_problems_in_french(client: TestClient, address: str, status: int, words: str) -> None:
    found = client.get(address)
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")
    body = json.loads(found.text)
    assert body["status"] == status and words in body["detail"], body["detail"]


def test_other_sites_may_read_the_api_and_nobody_may_write(client: TestClient) -> None:
    found = client.get(
        "/api/recherche", params={"q": "usinage"}, headers={"Origin": "https://ailleurs.example"}
    )
    assert found.headers["access-control-allow-origin"] == "*"
    assert client.post("/api/recherche", params={"q": "usinage"}).status_code == 405
