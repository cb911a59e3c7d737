"""The page of a passage of a document: what a proof quotes, in its context."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from passerelles.answers.passage import read_passage
from passerelles.store import EmbeddedDataset
from passerelles.web.report import report
from passerelles.web.views.page import dataset_of, not_found, page


async def passage(request: Request) -> Response:
    """A passage of a document in its context, from the place that a proof gives."""
    dataset = dataset_of(request)
    found = None
    if isinstance(dataset, EmbeddedDataset):
        start, _, end = request.path_params["place"].partition("-")
        # Nothing that long is a place, and it is no number that Python reads.
        if all(each.isascii() and each.isdigit() and len(each) < 16 for each in (start, end)):
            sha256 = request.path_params["sha256"]
            found = await to_thread.run_sync(read_passage, dataset, sha256, int(start), int(end))
    if found is None:
        return not_found(request, "Aucun passage n’est gardé à cet endroit d’un document.")
    name = ", ".join(title for _, title in found.certifications) or found.file
    address = f"{str(request.base_url).rstrip('/')}{request.scope['path']}#passage"
    contact = request.app.state.settings.contact
    return page(
        request,
        "passage.html",
        passage=found,
        report=report(contact, name, address, (found.file,), found.quote),
    )


def routes() -> list[BaseRoute]:
    """The route of passages."""
    return [Route("/passage/{sha256}/{place}", passage, name="passage")]
