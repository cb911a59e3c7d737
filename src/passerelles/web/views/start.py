"""The start page: what to ask, and what the graph holds."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from passerelles.web.contents import ContentsMemory
from passerelles.web.views.page import dataset_of, manifest_of, not_found, page


class Start:
    """The start page, whose figures are read once a version."""

    def __init__(self) -> None:
        self._contents = ContentsMemory()

    async def start(self, request: Request) -> Response:
        """What the store holds, and the list of certifications."""
        asked = request.query_params.get("page", "1")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
        dataset = dataset_of(request)
        found = await to_thread.run_sync(self._contents.read, dataset, number)
        if found is None:
            return not_found(request, f"La liste n’a pas de page « {asked} ».")
        contents, listed = found
        return page(
            request, "start.html", contents=contents, listed=listed, page=number, version=manifest_of(dataset)
        )


def routes() -> list[BaseRoute]:
    """The route of the start page."""
    return [Route("/", Start().start, name="start")]
