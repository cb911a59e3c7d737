"""The start page (what to ask, what the graph holds), and the list of all certifications."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from passerelles.web.contents import ContentsMemory
from passerelles.web.views.page import dataset_of, manifest_of, not_found, page


#: Questions of the kinds that the field understands; a number of the graph is put before them.
EXAMPLES = ("technicien d’usinage", "je soude au TIG et je lis des plans", "H2903", "CQPM maintenance")


class Start:
    """The start page and the list, whose figures are read once a version."""

    def __init__(self) -> None:
        self._contents = ContentsMemory()

    async def start(self, request: Request) -> Response:
        """What can be asked, and what the store holds."""
        dataset = dataset_of(request)
        found = await to_thread.run_sync(self._contents.read, dataset, 1)
        assert found is not None, "the first page is always there"
        return page(request, "start.html", contents=found[0], version=manifest_of(dataset), examples=EXAMPLES)

    async def certifications(self, request: Request) -> Response:
        """All certifications, page by page."""
        asked = request.query_params.get("page", "1")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
        found = await to_thread.run_sync(self._contents.read, dataset_of(request), number)
        if found is None:
            return not_found(request, f"La liste n’a pas de page « {asked} ».")
        contents, listed = found
        return page(request, "certifications.html", contents=contents, listed=listed, page=number)


def routes() -> list[BaseRoute]:
    """The routes of the two pages."""
    pages = Start()
    return [
        Route("/", pages.start, name="start"),
        Route("/certifications", pages.certifications, name="certifications"),
    ]
