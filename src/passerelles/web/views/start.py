"""The start page (what to ask, what the graph holds), and the list of all certifications."""

from __future__ import annotations

from contextlib import suppress

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from passerelles.analysis.contents import listed, pages
from passerelles.analysis.finding import Filters
from passerelles.answers.contents import Overview
from passerelles.errors import PreparingError
from passerelles.web.views.page import dataset_of, explorer_of, manifest_of, not_found, page

#: Questions of the kinds that the field understands; a number of the graph is put before them.
EXAMPLES = ("technicien d’usinage", "je soude au TIG et je lis des plans", "H2903", "CQPM maintenance")


async def start(request: Request) -> Response:
    """What can be asked, and what the store holds, once that has been counted."""
    return await to_thread.run_sync(_start, request)


def _start(request: Request) -> Response:
    dataset = dataset_of(request)
    contents: Overview | None = None
    examples: tuple[str, ...] = EXAMPLES
    with suppress(PreparingError):
        explorer = explorer_of(request)
        contents = explorer.overview
        # A number of the national register is what people hold in their hands.
        known = explorer.finding.browse(Filters(registres=("rncp",)), 1).results
        examples = (*(hit.identifier for hit in known if hit.identifier), *EXAMPLES)
    return page(request, "start.html", contents=contents, version=manifest_of(dataset), examples=examples)


async def certifications(request: Request) -> Response:
    """All certifications, page by page."""
    return await to_thread.run_sync(_certifications, request)


def _certifications(request: Request) -> Response:
    asked = request.query_params.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    catalogue = explorer_of(request).catalogue
    total = pages(catalogue)
    if not 1 <= number <= total:
        return not_found(request, f"La liste n’a pas de page « {asked} ».")
    return page(
        request,
        "certifications.html",
        listed=listed(catalogue, number),
        page=number,
        pages=total,
        count=catalogue.count(),
    )


def routes() -> list[BaseRoute]:
    """The routes of the two pages."""
    return [
        Route("/", start, name="start"),
        Route("/certifications", certifications, name="certifications"),
    ]
