"""`/api/docs` and `/api/openapi.json`: what can be asked of the API, as a page and as OpenAPI."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from passerelles.web.api import application as api
from passerelles.web.api.routes import router
from passerelles.web.english.api import in_english
from passerelles.web.graph import CurrentGraph
from passerelles.web.language import ENGLISH, language_of
from passerelles.web.questions import api as api_questions
from passerelles.web.settings import Settings

TITLE = "Passerelles, les réponses en JSON"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as the page shows it."""

    name: str
    place: str
    required: bool
    description: str
    default: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address as the page shows it; `example` is an address that answers."""

    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answer: str
    example: str


#: For each address, values that give an answer on the examples.
_EXAMPLES: dict[str, dict[str, str]] = {
    "/certification/{identifiant}": {"identifiant": "RNCP23022"},
    "/recherche": {"q": "je soude au TIG et je lis des plans"},
    "/completion": {"q": "condu"},
    "/identite": {"iri": "MQ 1988 0044"},
    "/acquis": {"depuis": "RNCP23022"},
    "/parcours": {"depuis": "RNCP28245", "vers": "RNCP28243", "le": "2018-01-01"},
    "/similaires/{identifiant}": {"identifiant": "RNCP28243"},
    "/comparer": {"ids": "RNCP28243,RNCP28245"},
    "/audit": {},
    "/changements": {"depuis": "2020-01-01"},
}


def routes(graph: CurrentGraph, settings: Settings) -> list[BaseRoute]:
    """The API, its OpenAPI document and its page."""
    app = api.application(graph, settings.today, TITLE)
    app.include_router(router)
    document = api.described(app)

    @cache
    def in_language(lang: str) -> dict[str, Any]:
        return in_english(document) if lang == ENGLISH else document

    async def openapi(request: Request) -> Response:
        return JSONResponse(document)

    async def page(request: Request) -> Response:
        told = in_language(language_of(request))
        body = request.app.state.templates.render(
            request, "api.html", groups=groups(told), description=told["info"]["description"]
        )
        return HTMLResponse(body)

    return [
        Route("/api", page),
        Route("/api/docs", page),
        Route("/api/openapi.json", openapi),
        *api_questions.routes(),
        Mount("/api", app),
    ]


def groups(document: dict[str, Any]) -> dict[str, tuple[Operation, ...]]:
    """The operations of an OpenAPI document by their tag."""
    found: dict[str, list[Operation]] = {}
    for path, operations in document["paths"].items():
        for operation in operations.values():
            found.setdefault(operation["tags"][0], []).append(_operation(path, operation))
    return {tag: tuple(each) for tag, each in found.items()}


def _operation(path: str, operation: dict[str, Any]) -> Operation:
    return Operation(
        path=f"/api{path}",
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=tuple(_parameters(operation.get("parameters", ()))),
        answer=_schema(operation),
        example=_example(path, operation),
    )


def _parameters(described: Any) -> Iterator[Parameter]:
    places = {"path": "adresse", "query": "paramètre"}
    for each in described:
        default = each["schema"].get("default")
        yield Parameter(
            name=each["name"],
            place=places[each["in"]],
            required=each.get("required", False),
            description=each.get("description", ""),
            default="" if default is None else json.dumps(default).strip('"'),
        )


def _schema(operation: dict[str, Any]) -> str:
    """The name of the schema of the answer in JSON; none for a graph."""
    schema = operation["responses"]["200"]["content"].get("application/json", {}).get("schema", {})
    found: str = schema.get("allOf", [schema])[0].get("$ref", "")
    return found.rpartition("/")[2]


def _example(path: str, operation: dict[str, Any]) -> str:
    described = {
        each["name"]: str(each["example"]) for each in operation.get("parameters", ()) if "example" in each
    }
    values = dict(_EXAMPLES[path]) if path in _EXAMPLES else described
    for name in list(values):
        if f"{{{name}}}" in path:
            path = path.replace(f"{{{name}}}", values.pop(name))
    return f"/api{path}" + (f"?{urlencode(values)}" if values else "")
