"""`/api/…`: the answers of the analyses as JSON, described in OpenAPI; the same that commands print.

Every answer has a member `data` that says which data it rests on: the day of the graph, when it was built, its version.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import Response

from passerelles.analysis.explorer import Explorer
from passerelles.errors import UsageError
from passerelles.web.api import errors as api_errors
from passerelles.web.graph import CurrentGraph
from passerelles.web.questions import document as api_questions_document

_DESCRIPTION = (
    "Ce que répondent les pages et les commandes de Passerelles, en JSON. Les identifiants s’écrivent comme on les "
    "écrit : RNCP23022, 23022, rncp 23022, RNCP36490BC02, MQ 1988 0044, un IRI, l’adresse d’une page. "
    "Chaque réponse dit sur quelles données elle repose (« data ») et nomme ses sources. Les correspondances "
    "officielles, conventionnelles et calculées ne sont jamais mêlées sans que ce soit dit."
)


def application(graph: CurrentGraph, today: Callable[[], date], title: str) -> FastAPI:
    """The API over the current version of a graph, to be mounted; its documentation is a page of the site."""
    app = FastAPI(title=title, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.graph, app.state.today = graph, today
    api_errors.register(app)
    return app


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the application, with what every answer has in common."""
    document = get_openapi(
        title=app.title, version="1", description=_DESCRIPTION, routes=app.routes, servers=[{"url": "/api"}]
    )
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Data"] = _DATA
    schemas["Problem"] = _PROBLEM
    for operations in document["paths"].values():
        for operation in operations.values():
            responses = operation["responses"]
            responses.pop("422", None)
            responses["200"]["description"] = "La réponse."
            content = responses["200"]["content"]["application/json"]
            content["schema"] = {
                "allOf": [
                    content["schema"],
                    {"type": "object", "properties": {"data": {"$ref": "#/components/schemas/Data"}}},
                ]
            }
    schemas.update(api_questions_document.SCHEMAS)
    document["paths"].update(api_questions_document.paths())
    for operations in document["paths"].values():
        for operation in operations.values():
            responses = operation["responses"]
            for status, words in _REFUSALS.items():
                responses[status] = {
                    "description": words,
                    "content": {
                        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                    },
                }
    return document


_REFUSALS = {
    "400": "La demande ne se comprend pas ; la phrase dit pourquoi.",
    "404": "Ce qui est demandé n’est pas dans le graphe.",
    "503": "Pas de graphe, ou bien il se prépare ; réessayez après le temps indiqué par « Retry-After ».",
}
_TEXT = {"anyOf": [{"type": "string"}, {"type": "null"}]}
_DATA = {
    "type": "object",
    "description": "Les données sur lesquelles repose la réponse : leur jour, la construction et la version du graphe.",
    "properties": {"day": _TEXT, "built": _TEXT, "version": _TEXT},
}
_WITH_DATA = {"type": "object", "properties": {"data": {"$ref": "#/components/schemas/Data"}}}
_PROBLEM = {
    "type": "object",
    "description": "Ce qui n’a pas été possible, en français (RFC 9457).",
    "properties": {"title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
}


def explorer_of(request: Request) -> Explorer:
    """The analyses of the current version; raises as `CurrentGraph.explorer` does."""
    graph: CurrentGraph = request.app.state.graph
    return graph.explorer()


def day_of(
    request: Request,
    le: Annotated[
        date | None, Query(description="Le jour demandé (AAAA-MM-JJ) ; aujourd’hui sans cela.")
    ] = None,
) -> date:
    """The day asked for, else today."""
    today: Callable[[], date] = request.app.state.today
    return le or today()


Exploring = Annotated[Explorer, Depends(explorer_of)]
Day = Annotated[date, Depends(day_of)]


def answer(explorer: Explorer, found: Any) -> Response:
    """A frozen answer as JSON, with the data that it rests on."""
    told = found.as_dict() if hasattr(found, "as_dict") else asdict(found)
    body = {"data": asdict(explorer.data), **told}
    # Of what is no JSON there are only days.
    return Response(
        json.dumps(body, ensure_ascii=False, default=date.isoformat), media_type="application/json"
    )


def listed(text: str, most: int) -> list[str]:
    """The identifiers of a list between commas, at most so many."""
    found = [each.strip() for each in text.split(",") if each.strip()]
    if not found:
        raise UsageError("Donnez au moins un identifiant, par exemple RNCP23022.")
    if len(found) > most:
        raise UsageError(f"Donnez au plus {most} identifiants, séparés par des virgules.")
    return found
