"""The page of a search."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from passerelles.answers.address import href
from passerelles.answers.question import rows
from passerelles.errors import UsageError
from passerelles.identifiers import candidates
from passerelles.store import Dataset
from passerelles.web.views.page import dataset_of, not_found, redirect


async def search(request: Request) -> Response:
    """The page of the certification that a person names by its number."""
    text = request.query_params.get("q", "").strip()
    if not text:
        return not_found(request, "Aucun numéro n’a été donné.")
    found = await to_thread.run_sync(_named, dataset_of(request), text)
    if found is None:
        message = f"Aucune certification ne porte le numéro « {text} » dans ce graphe."
        return not_found(request, message, text)
    return redirect(request, href(found))


def _named(dataset: Dataset, text: str) -> str | None:
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


def routes() -> list[BaseRoute]:
    """The route of the search."""
    return [Route("/recherche", search, name="search")]
