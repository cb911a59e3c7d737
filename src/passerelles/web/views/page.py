"""What every page needs: its template in the language of its address, the graph, what to say of what is not there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from passerelles.analysis.explorer import Explorer
from passerelles.store import Dataset, EmbeddedDataset, NotedDataset
from passerelles.web.language import address, language_of
from passerelles.web.negotiation import media_type
from passerelles.web.pages_format import HTML, JSON
from passerelles.web.problem import TITLES
from passerelles.web.templating import Templates


def page(
    request: Request,
    template: str,
    /,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **content: Any,
) -> HTMLResponse:
    """The page of that template, in the language of the address."""
    templates: Templates = request.app.state.templates
    return templates.page(request, template, status, headers, **content)


def redirect(request: Request, path: str) -> Response:
    """Lead to another page of ours, in the same language."""
    return RedirectResponse(address(path, language_of(request)), status_code=303)


def dataset_of(request: Request) -> Dataset:
    """The graph that pages read; to be asked for in a thread when it may wait."""
    dataset: Dataset = request.app.state.dataset_provider()
    return dataset


def explorer_of(request: Request) -> Explorer:
    """The analyses of the graph; raises `PreparingError` while they are being made. To be called in a thread."""
    explorer: Explorer = request.app.state.graph.explorer()
    return explorer


def today_of(request: Request) -> date:
    """The day that pages speak of."""
    today: date = request.app.state.today()
    return today


def manifest_of(dataset: Dataset) -> Mapping[str, Any]:
    """The manifest of an embedded store's version; of a remote one, the day and the date that its publication noted."""
    if isinstance(dataset, EmbeddedDataset):
        return dataset.version.manifest
    note = dataset.note if isinstance(dataset, NotedDataset) else None
    return {"day": note.day, "built": note.built} if note else {"day": None, "built": None}


def not_found(request: Request, message: str, text: str = "") -> Response:
    """That nothing is there, and what to do: a page for people, a plain problem for programs."""
    headers = {"Vary": "Accept"}
    if media_type(request.headers.get("accept"), (JSON, HTML)) == HTML:
        return page(request, "not_found.html", 404, headers, message=message, text=text)
    body = {"title": TITLES[404], "status": 404, "detail": message}
    return JSONResponse(body, 404, headers, media_type="application/problem+json")
