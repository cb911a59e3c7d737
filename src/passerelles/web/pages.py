"""The pages in French: start, one certification with its data twins, and what to do when nothing is there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from anyio import to_thread
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from passerelles.answers import french
from passerelles.answers.address import REGISTERS, certification_iri, href
from passerelles.answers.certification import CertificationAnswer, read_certification
from passerelles.answers.links import name_of
from passerelles.answers.passage import read_passage
from passerelles.answers.question import rows, terms
from passerelles.errors import UsageError
from passerelles.identifiers import candidates
from passerelles.queries import query
from passerelles.store import Dataset, EmbeddedDataset
from passerelles.web import pages_french
from passerelles.web.contents import ContentsMemory
from passerelles.web.negotiation import media_type
from passerelles.web.pages_format import HTML, JSON, TURTLE, TWINS, split_suffix
from passerelles.web.problem import TITLES


class Pages:
    """The pages of one application; the dataset and the clock are asked of `request.app.state` each time."""

    def __init__(self) -> None:
        self._templates = environment()
        self._contents = ContentsMemory()

    async def start(self, request: Request) -> Response:
        """What the store holds, and the list of certifications."""
        asked = request.query_params.get("page", "1")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
        dataset = _dataset(request)
        found = await to_thread.run_sync(self._contents.read, dataset, number)
        if found is None:
            return self.not_found(request, f"La liste n’a pas de page « {asked} ».")
        contents, listed = found
        return self._html(
            "start.html", contents=contents, listed=listed, page=number, version=_manifest(dataset)
        )

    async def open(self, request: Request) -> Response:
        """The page of the certification that a person names by its number."""
        text = request.query_params.get("q", "").strip()
        if not text:
            return self.not_found(request, "Aucun numéro n’a été donné.")
        found = await to_thread.run_sync(_find, _dataset(request), text)
        if found is None:
            message = f"Aucune certification ne porte le numéro « {text} » dans ce graphe."
            return self.not_found(request, message)
        return RedirectResponse(href(found), status_code=303)

    async def certification(self, request: Request) -> Response:
        """One certification as HTML, JSON or Turtle, by suffix or by `Accept`."""
        register = request.path_params["register"]
        number, suffixed = split_suffix(request.path_params["number"])
        iri = certification_iri(register, number)
        dataset = _dataset(request)
        today: date = request.app.state.today()
        page = None
        if register in REGISTERS:
            page = await to_thread.run_sync(read_certification, dataset, iri, today)
        if page is None:
            return self.not_found(request, f"Aucune certification « {register} {number} » dans ce graphe.")
        headers = {"Vary": "Accept"}
        twin = suffixed or media_type(request.headers.get("accept"), TWINS)
        if twin == JSON:
            return Response(_json(page), media_type=JSON, headers=headers)
        if twin == TURTLE:
            question = query("certification-graphe")
            bindings = terms(question.bind_values({"certification": iri}))
            body = await to_thread.run_sync(dataset.serialise, question.text, TURTLE, bindings)
            return StreamingResponse(body, media_type=TURTLE, headers=headers)
        # What accepts none of the twins still gets the page: better read than refused.
        return self._html("certification.html", headers=headers, page=page)

    async def passage(self, request: Request) -> Response:
        """A passage of a document in its context, from the place that a proof gives."""
        dataset = _dataset(request)
        found = None
        if isinstance(dataset, EmbeddedDataset):
            start, _, end = request.path_params["place"].partition("-")
            # Nothing that long is a place, and it is no number that Python reads.
            if all(each.isascii() and each.isdigit() and len(each) < 16 for each in (start, end)):
                sha256 = request.path_params["sha256"]
                found = await to_thread.run_sync(read_passage, dataset, sha256, int(start), int(end))
        if found is None:
            return self.not_found(request, "Aucun passage n’est gardé à cet endroit d’un document.")
        return self._html("passage.html", passage=found)

    def not_found(self, request: Request, message: str) -> Response:
        """That nothing is there, and what to do: a page for people, a plain problem for programs."""
        headers = {"Vary": "Accept"}
        if media_type(request.headers.get("accept"), (JSON, HTML)) == HTML:
            text = request.query_params.get("q", "")
            return self._html("not_found.html", status=404, headers=headers, message=message, text=text)
        body = {"title": TITLES[404], "status": 404, "detail": message}
        return JSONResponse(body, 404, headers, media_type="application/problem+json")

    def _html(
        self,
        template: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> HTMLResponse:
        body = self._templates.get_template(template).render(**content)
        return HTMLResponse(body, status, headers=headers)


def routes() -> list[BaseRoute]:
    """The routes of the pages and of their style sheet.

    The application's state gives `dataset_provider()` (a `Dataset`, read in a thread) and `today()`.
    """
    pages = Pages()
    return [
        Route("/", pages.start, name="start"),
        Route("/recherche", pages.open, name="open"),
        Route("/certification/{register}/{number}", pages.certification, name="certification"),
        Route("/passage/{sha256}/{place}", pages.passage, name="passage"),
        Mount("/static", StaticFiles(packages=[("passerelles.web", "static")]), name="static"),
    ]


def environment() -> Environment:
    """The templates, with everything escaped and the words of French as filters."""
    found = Environment(
        loader=PackageLoader("passerelles.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        long_date=pages_french.long_date,
        number=french.number,
        opening=pages_french.opening,
        typeset=pages_french.typeset,
        french_parts=pages_french.french_parts,
        counted=french.counted,
        yes_no=french.yes_no,
        words=french.property_words,
        kind_of_file=french.kind_of_file,
        name_of=name_of,
    )
    found.globals.update(
        ranks=french.RANKS,
        registers=french.REGISTERS,
        scopes=french.SCOPES,
        rights=french.RIGHTS,
        not_stated=french.NOT_STATED,
    )
    return found


def _dataset(request: Request) -> Dataset:
    dataset: Dataset = request.app.state.dataset_provider()
    return dataset


def _find(dataset: Dataset, text: str) -> str | None:
    """The IRI of what a person names: by its place among ours, else by the number as printed."""
    try:
        meant = candidates(text)
    except UsageError:
        meant = ()  # perhaps a number that no rule of ours knows: the graph may still hold it
    for iri in meant:
        certification = iri.partition("/bloc/")[0]
        if rows(dataset, "certification-acces", certification=certification):
            return iri
    for row in rows(dataset, "certification-par-identifiant", identifiant=text) if text else ():
        return row.get("bloc", row["certification"])
    return None


def _manifest(dataset: Dataset) -> Mapping[str, Any]:
    """The manifest of an embedded store's version; nothing for a remote one."""
    return dataset.version.manifest if isinstance(dataset, EmbeddedDataset) else {}


def _json(page: CertificationAnswer) -> str:
    return json.dumps(asdict(page), ensure_ascii=False, indent=1)
