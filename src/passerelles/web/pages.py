"""The pages in French: start, one certification with its data twins, and what to do when nothing is there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from anyio import to_thread
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from passerelles.errors import NotFoundError
from passerelles.queries import query
from passerelles.store import Dataset, EmbeddedDataset
from passerelles.web import pages_french
from passerelles.web.pages_address import REGISTERS, candidates, certification_iri, href
from passerelles.web.pages_certification import CertificationPage, read_certification
from passerelles.web.pages_contents import Contents, read_contents
from passerelles.web.pages_format import JSON, TURTLE, preferred, split_suffix
from passerelles.web.pages_links import name_of
from passerelles.web.pages_question import rows, terms

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class Pages:
    """The pages of one application; the dataset and the clock are asked of `request.app.state` each time."""

    def __init__(self) -> None:
        self._templates = environment()

    async def start(self, request: Request) -> Response:
        """What the store holds, and the list of certifications."""
        asked = request.query_params.get("page", "1")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
        dataset = _dataset(request)
        contents = await to_thread.run_sync(read_contents, dataset, number)
        if contents is None:
            raise HTTPException(404, f"La liste n’a pas de page « {asked} ».")
        version = _version(dataset)
        return self._html("start.html", request, contents=contents, version=version)

    async def open(self, request: Request) -> Response:
        """The page of the certification that a person names by its number."""
        text = request.query_params.get("q", "").strip()
        found = await to_thread.run_sync(_find, _dataset(request), text)
        if found is None:
            message = (
                f"Aucune certification ne porte le numéro « {text} » dans ce graphe."
                if text
                else "Aucun numéro n’a été donné."
            )
            raise HTTPException(404, message)
        return RedirectResponse(href(found), status_code=303, headers=_HEADERS)

    async def certification(self, request: Request) -> Response:
        """One certification as HTML, JSON or Turtle, by suffix or by `Accept`."""
        register, (number, suffixed) = (
            request.path_params["register"],
            split_suffix(request.path_params["number"]),
        )
        iri = certification_iri(register, number)
        dataset = _dataset(request)
        today: date = request.app.state.today()
        page = (
            await to_thread.run_sync(read_certification, dataset, iri, today)
            if register in REGISTERS
            else None
        )
        if page is None:
            raise HTTPException(404, f"Aucune certification « {register} {number} » dans ce graphe.")
        media_type = suffixed or preferred(request.headers.get("accept", ""))
        headers = {"Vary": "Accept"}
        if media_type == JSON:
            return Response(_json(page), media_type=JSON, headers=headers)
        if media_type == TURTLE:
            question = query("certification-graphe")
            bindings = terms(question.bind_values({"certification": iri}))
            body = await to_thread.run_sync(dataset.serialise, question.text, TURTLE, bindings)
            return StreamingResponse(body, media_type=TURTLE, headers=headers)
        return self._html("certification.html", request, headers=headers, page=page)

    async def not_found(self, request: Request, error: Exception) -> Response:
        """The page that says that nothing is there and what to do: the handler of 404 for the application."""
        detail = error.detail if isinstance(error, HTTPException) else str(error)
        message = "Il n’y a pas de page à cette adresse." if detail == "Not Found" else detail
        return self._html(
            "not_found.html", request, status=404, message=message, text=request.query_params.get("q", "")
        )

    def _html(
        self,
        template: str,
        request: Request,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> HTMLResponse:
        body = self._templates.get_template(template).render(path=request.url.path, **content)
        return HTMLResponse(body, status, headers={**_HEADERS, **(headers or {})})


def routes() -> list[BaseRoute]:
    """The routes of the pages and of their style sheet.

    The application's state gives `dataset_provider()` (a `Dataset`, read in a thread) and `today()` (a `date`).
    """
    pages = Pages()
    return [
        Route("/", pages.start, name="start"),
        Route("/recherche", pages.open, name="open"),
        Route("/certification/{register}/{number}", pages.certification, name="certification"),
        Mount("/static", StaticFiles(packages=[("passerelles.web", "static")]), name="static"),
    ]


def environment() -> Environment:
    """The templates, with everything escaped and the words of `pages_french` as filters."""
    found = Environment(
        loader=PackageLoader("passerelles.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        long_date=pages_french.long_date,
        number=pages_french.number,
        counted=pages_french.counted,
        yes_no=pages_french.yes_no,
        words=pages_french.property_words,
        name_of=name_of,
    )
    found.globals.update(
        ranks=pages_french.RANKS,
        registers=pages_french.REGISTERS,
        scopes=pages_french.SCOPES,
        not_stated=pages_french.NOT_STATED,
    )
    return found


def _dataset(request: Request) -> Dataset:
    dataset: Dataset = request.app.state.dataset_provider()
    return dataset


def _find(dataset: Dataset, text: str) -> str | None:
    """The IRI of what a person names: by its place among ours, else by the number as printed."""
    for iri in candidates(text):
        certification = iri.partition("/bloc/")[0]
        if rows(dataset, "certification-acces", certification=certification):
            return iri
    for row in rows(dataset, "certification-par-identifiant", identifiant=text) if text else ():
        return row.get("bloc", row["certification"])
    return None


def _version(dataset: Dataset) -> Mapping[str, Any]:
    """The manifest of an embedded store's version; nothing for a remote one."""
    return dataset.version.manifest if isinstance(dataset, EmbeddedDataset) else {}


def _json(page: CertificationPage | Contents) -> str:
    return json.dumps(asdict(page), ensure_ascii=False, indent=1)
