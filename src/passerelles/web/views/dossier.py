"""The document of a meeting, to be printed: certifications compared, gap, path, sources, dates, the adviser's notes."""

from __future__ import annotations

from datetime import date

from anyio import to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from passerelles.analysis.explorer import Explorer
from passerelles.web.person.course import read_course
from passerelles.web.person.file import open_file
from passerelles.web.person.meeting import MATCHES, Meeting, read_meeting
from passerelles.web.views.page import explorer_of, page, today_of


async def dossier(request: Request) -> Response:
    """The document of the file that the address describes; what the browser keeps of the person it adds itself."""
    given, today = request.query_params, today_of(request)

    def answer() -> Response:
        meeting = _meeting(explorer_of(request), given, today)
        course = meeting.course
        return page(
            request,
            "dossier.html",
            meeting=meeting,
            course=course,
            file=course.opened.file,
            today=today,
            most=MATCHES,
            address=str(request.base_url).rstrip("/") + course.opened.file.address("/dossier"),
        )

    return await to_thread.run_sync(answer)


def _meeting(explorer: Explorer, given: QueryParams, today: date) -> Meeting:
    course = read_course(explorer, open_file(explorer, given), today)
    return read_meeting(explorer, course, _ids(given))


def _ids(given: QueryParams) -> list[str]:
    return [each for each in given.get("ids", "").split(",") if each.strip()]


def routes() -> list[BaseRoute]:
    """The route of the document."""
    return [Route("/dossier", dossier, name="dossier")]
