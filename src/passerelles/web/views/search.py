"""The page of a search: what answers, by kind and with the reason, and the links that narrow it."""

from __future__ import annotations

from dataclasses import replace

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from passerelles.answers.address import href
from passerelles.answers.question import rows
from passerelles.errors import UsageError
from passerelles.identifiers import candidates
from passerelles.store import Dataset
from passerelles.web.negotiation import media_type
from passerelles.web.pages_format import HTML, JSON
from passerelles.web.views.page import dataset_of, explorer_of, not_found, page, redirect, today_of
from passerelles.web.views.search_asked import Asked, read_asked

#: Answers of each kind on the page of all kinds; on a page of one kind.
FEW, MANY = 8, 40


async def search(request: Request) -> Response:
    """The answers; a number alone leads to its page at once."""
    asked = read_asked(request.query_params)
    if asked.is_empty:
        return redirect(request, "/")
    if asked.text and not asked.filters and not asked.kind:
        found = await to_thread.run_sync(_named, dataset_of(request), asked.text)
        if found is not None:
            return redirect(request, href(found))
    return await to_thread.run_sync(_answered, request, asked)


def _answered(request: Request, asked: Asked) -> Response:
    explorer = explorer_of(request)
    finding = explorer.finding
    start = (asked.page - 1) * MANY
    if asked.text:
        top = asked.page * MANY + 1 if asked.kind else FEW
        kinds = [asked.kind] if asked.kind else None
        found = finding.search(asked.text, kinds=kinds, top=top, filters=asked.filters)
    else:
        found = finding.browse(asked.filters, MANY + 1, start)
        start = 0
    headers = {"Vary": "Accept"}
    json = media_type(request.headers.get("accept"), (HTML, JSON)) == JSON
    if not found.results and json:
        return not_found(request, f"Rien ne répond à « {asked.text} ».", asked.text)
    if json:
        return RedirectResponse(asked.address("/api/recherche"), 303, headers)
    alone = bool(asked.kind) or not asked.text
    today = today_of(request)
    hits = found.groups[0].hits if alone and found.groups else ()
    return page(
        request,
        "search.html",
        200 if found.results else 404,
        headers,
        asked=asked,
        text=asked.text,
        found=found,
        alone=alone,
        shown=hits[start : start + MANY],
        more=len(hits) > start + MANY,
        few=FEW,
        unknown=not asked.values and _is_number(asked.text),
        outline=finding.outline(asked.text, asked.filters),
        in_force=finding.outline(asked.text, replace(asked.filters, le=today)).count,
        today=today.isoformat(),
        data=explorer.data,
    )


def _is_number(text: str) -> bool:
    """Whether a person meant the number of a certification or of a bloc."""
    try:
        return bool(candidates(text))
    except UsageError:
        return False


def _named(dataset: Dataset, text: str) -> str | None:
    """The IRI of what a person names: by its place among ours, else by the number as printed."""
    try:
        meant = candidates(text)
    except UsageError:
        # Perhaps a number that no rule of ours knows: the graph may still hold it.
        meant = ()
    for iri in meant:
        certification = iri.partition("/bloc/")[0]
        if rows(dataset, "certification-acces", certification=certification):
            return iri
    numbered = any(char.isdigit() for char in text)
    for row in rows(dataset, "certification-par-identifiant", identifiant=text) if numbered else ():
        return row.get("bloc", row["certification"])
    return None


def routes() -> list[BaseRoute]:
    """The route of the search."""
    return [Route("/recherche", search, name="search")]
