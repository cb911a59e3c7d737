"""The page of the endpoint: a form that works without JavaScript, and the result of a query as a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from passerelles.queries import names
from passerelles.store import workers as store_workers
from passerelles.web.language import language_of
from passerelles.web.problem import PAGE
from passerelles.web.sparql.completions import prefixes
from passerelles.web.sparql.examples import example, subjects
from passerelles.web.sparql.limits import sentences
from passerelles.web.templating import Templates

ROWS = 500
BYTES = 2 << 20
FORMATS = {
    "html": "tableau dans cette page",
    "json": "JSON",
    "csv": "CSV (tableur)",
    "tsv": "TSV",
    "xml": "XML",
    "turtle": "Turtle (CONSTRUCT, DESCRIBE)",
    "ntriples": "N-Triples (CONSTRUCT, DESCRIBE)",
    "jsonld": "JSON-LD (CONSTRUCT, DESCRIBE)",
    "rdfxml": "RDF/XML (CONSTRUCT, DESCRIBE)",
}
_FIRST = """PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>

SELECT ?certification ?numero ?intitule WHERE {
  ?certification a pas:Certification ;
    dcterms:identifier ?numero ;
    dcterms:title ?intitule .
}
ORDER BY ?numero
LIMIT 50
"""


def form_page(request: Request) -> Response:
    """The form with a first query, or with the question of the library that is asked for by name."""
    asked = request.query_params.get("exemple")
    text = example(asked, language_of(request)) if asked in names() else _FIRST
    return _page(request, text)


async def result_page(
    request: Request, pool: store_workers.WorkerPool, task: store_workers.Request
) -> Response:
    """The form with the query and its result: at most `ROWS` rows, or the beginning of the graph."""
    found: dict[str, Any] = {}
    body = bytearray()
    async with pool.run(task) as answer:
        async for chunk in answer.chunks:
            body += chunk
            if len(body) > BYTES:
                break
        complete = len(body) <= BYTES
        if answer.kind == "triples":
            text = body.decode("utf-8", "ignore")
            found = {"turtle": text[:BYTES], "complete": complete}
        elif complete:
            found = _table(json.loads(body), answer.kind)
        else:
            found = {"too_large": True, "complete": False}
    return _page(request, task.query, **found)


def _table(answer: dict[str, Any], kind: str) -> dict[str, Any]:
    if kind == "boolean":
        return {"boolean": answer["boolean"], "complete": True}
    variables = answer["head"]["vars"]
    rows = answer["results"]["bindings"]
    return {
        "variables": variables,
        "rows": [[row.get(name) for name in variables] for row in rows[:ROWS]],
        "count": len(rows),
        "complete": len(rows) <= ROWS,
    }


def problem_page(
    request: Request, text: str, status: int, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The form with the query as it was sent, and what is wrong with it."""
    page = _page(request, text, problem=message)
    page.status_code = status
    page.headers.update({"cache-control": "no-store", **(headers or {})})
    return page


def _page(request: Request, text: str, **found: Any) -> Response:
    templates: Templates = request.app.state.templates
    context = {
        "problem": None,
        "turtle": None,
        "boolean": None,
        "rows": None,
        "too_large": False,
        "complete": True,
        "count": 0,
    }
    page = templates.render(
        request,
        "sparql.html",
        path=request.url.path,
        query=text,
        formats=FORMATS,
        subjects=subjects(),
        prefixes=prefixes(),
        limits=sentences(request.app.state.settings)[language_of(request)],
        **{**context, **found},
    )
    return Response(page, media_type=PAGE, headers={"vary": "Accept", "cache-control": "no-cache"})
