"""The graph views: a picture, the same as a table, and the same as files; without a question, what one may ask."""

from __future__ import annotations

import io
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from datetime import date
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from passerelles.analysis.explorer import Explorer
from passerelles.analysis.finding import Hit
from passerelles.analysis.networks import write_network
from passerelles.analysis.pictures import PictureContent
from passerelles.analysis.pictures.course import HELD
from passerelles.analysis.pictures.labels import labelled
from passerelles.analysis.pictures.route import HEADED, head, label_place, path, route
from passerelles.answers.address import href
from passerelles.errors import NotFoundError, UsageError
from passerelles.web.language import language_of
from passerelles.web.negotiation import media_type
from passerelles.web.pictures import style as picture_style
from passerelles.web.pictures.data import picture_json
from passerelles.web.pictures.request import Asked, Drawn, draw, read
from passerelles.web.pictures.text import PictureText
from passerelles.web.views.page import explorer_of, page, today_of

HTML, JSON = "text/html", "application/json"
#: The files of a picture: their media types.
FILES = {
    "json": JSON,
    "csv": "text/csv; charset=utf-8",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "svg": "image/svg+xml",
}
#: Pictures remembered, rows of a table on one page, marks drawn in the page itself rather than in a file beside it.
REMEMBERED, ROWS, INLINE = 48, 400, 400
_SUGGESTED = 8


class Pictures:
    """The pages of the graph views, which remember the last pictures drawn."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._drawn: OrderedDict[tuple[str, str, date], Drawn] = OrderedDict()

    async def show(self, request: Request) -> Response:
        """The picture that the address asks for, as a page or as a file by suffix."""
        suffix = request.path_params.get("suffix")
        if suffix is None and media_type(request.headers.get("accept"), (HTML, JSON)) == JSON:
            suffix = "json"
        try:
            asked = read(request.query_params)
        except UsageError as error:
            if suffix:
                raise
            return _start(request, str(error), 400)
        if asked is None:
            if suffix:
                raise NotFoundError("Dites quelle image : par exemple « ?de=RNCP23022 ».")
            return _start(request)
        try:
            drawn = await to_thread.run_sync(self._draw, request, asked)
        except (UsageError, NotFoundError) as error:
            if suffix:
                raise
            hits = await to_thread.run_sync(_suggested, explorer_of, request, asked)
            return _start(request, str(error), 404, asked, hits)
        if suffix:
            return await to_thread.run_sync(_file, request, asked, drawn, suffix)
        return await to_thread.run_sync(_page, request, asked, drawn)

    def _draw(self, request: Request, asked: Asked) -> Drawn:
        explorer, today = explorer_of(request), today_of(request)
        key = (explorer.data.version or "", asked.address, today)
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
        found = draw(explorer, asked, today)
        with self._lock:
            self._drawn[key] = found
            while len(self._drawn) > REMEMBERED:
                self._drawn.popitem(last=False)
        return found


def _suggested(explorer: Callable[[Request], Explorer], request: Request, asked: Asked) -> list[Hit]:
    """Certifications that what was typed may mean."""
    found = explorer(request).finding.search(asked.text, kinds=["certification"], top=_SUGGESTED)
    return [hit for group in found.groups for hit in group.hits][:_SUGGESTED]


def _start(
    request: Request,
    problem: str | None = None,
    status: int = 200,
    asked: Asked | None = None,
    hits: list[Hit] | None = None,
) -> Response:
    headers = {"vary": "Accept"}
    return page(request, "pictures.html", status, headers, problem=problem, asked=asked, hits=hits or [])


def _content(asked: Asked, drawn: Drawn, lang: str) -> dict[str, Any]:
    picture = drawn.picture
    text = PictureText(picture, lang)
    return {
        "picture": picture,
        "words": text,
        "style": picture_style,
        "colours": picture_style.COLOURS,
        "caption": lambda each: text.caption(each.words, each.shown, each.total),
        "route": lambda line: route(picture, line),
        "path": path,
        "label_place": lambda line: label_place(picture, line),
        "head": head,
        "headed": HEADED,
        "named": labelled(picture, text.dot) if picture.view == "carte" else frozenset(),
        "asked": asked,
        "drawn": drawn,
    }


def _file(request: Request, asked: Asked, drawn: Drawn, suffix: str) -> Response:
    name = f"passerelles-{drawn.picture.view}.{suffix}"
    headers = {"content-disposition": f'inline; filename="{name}"'}
    lang = language_of(request)
    if suffix == "json":
        body: str | bytes = picture_json(drawn.picture, PictureText(drawn.picture, lang))
    elif suffix == "svg":
        templates = request.app.state.templates
        body = templates.render(request, "picture_file.html", **_content(asked, drawn, lang))
    else:
        stream = io.BytesIO()
        write_network(PictureContent(drawn.picture), suffix, stream)
        body = stream.getvalue()
        headers["content-disposition"] = f'attachment; filename="{name}"'
    return Response(body, media_type=FILES[suffix], headers=headers)


def _page(request: Request, asked: Asked, drawn: Drawn) -> Response:
    picture = drawn.picture
    marks = [mark for mark in picture.marks if mark.kind != "suite"]
    lines = list(enumerate(picture.lines))
    most = max(len(marks), len(lines), 1)
    pages = (most + ROWS - 1) // ROWS
    text = request.query_params.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 5 else 1
    first = (min(max(number, 1), pages) - 1) * ROWS
    return page(
        request,
        "picture.html",
        headers={"vary": "Accept"},
        **_content(asked, drawn, language_of(request)),
        marks=marks[first : first + ROWS],
        lines=lines[first : first + ROWS],
        count=len(marks),
        pages=pages,
        number=first // ROWS + 1,
        ranks_used=Counter(line.rank for line in picture.lines if line.rank),
        kinds_used=Counter(mark.kind for mark in marks),
        others_used=Counter(line.kind for line in picture.lines if not line.rank),
        inline=len(marks) <= INLINE,
        held_state=HELD,
        href=href,
    )


def routes() -> list[BaseRoute]:
    """The route of the graph views and those of their files."""
    pictures = Pictures()
    return [
        Route("/graphe", pictures.show, name="pictures"),
        *(Route(f"/graphe.{suffix}", _with(pictures, suffix), name=f"pictures-{suffix}") for suffix in FILES),
    ]


def _with(pictures: Pictures, suffix: str) -> Callable[[Request], Any]:
    async def show(request: Request) -> Response:
        request.scope["path_params"] = {"suffix": suffix}
        return await pictures.show(request)

    return show
