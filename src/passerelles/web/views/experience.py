"""What an experience told in words comes close to: asked by POST only, and nothing of it is kept or noted."""

from __future__ import annotations

from urllib.parse import parse_qsl

from anyio import to_thread
from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from passerelles.analysis.explorer import Explorer
from passerelles.errors import NotFoundError, UsageError
from passerelles.web.person.experience import LONGEST, Experience, read_experience
from passerelles.web.person.file import Opened, open_file
from passerelles.web.views.page import explorer_of, page, redirect

#: Bytes of a form: the longest text, percent-encoded in UTF-8, and the codes of the file.
_BYTES = 9 * LONGEST + 8192
_HEADERS = {"cache-control": "no-store"}


async def experience(request: Request) -> Response:
    """The capacités and blocs near to a text; with `partie`, only the piece of the page that shows them."""
    given = ImmutableMultiDict(parse_qsl(await _body(request), keep_blank_values=True, max_num_fields=50))
    text = given.get("recit", "")
    opened, found = await to_thread.run_sync(lambda: _answer(explorer_of(request), given, text))
    template = "experience_found.html" if given.get("partie") else "experience.html"
    return page(
        request,
        template,
        headers=_HEADERS,
        opened=opened,
        file=opened.file,
        experience=found,
        longest=LONGEST,
    )


def _answer(explorer: Explorer, given: ImmutableMultiDict[str, str], text: str) -> tuple[Opened, Experience]:
    opened = open_file(explorer, given)
    target = None
    if opened.file.vers:
        try:
            target = explorer.finder.item(opened.file.vers)
        except (NotFoundError, UsageError):
            target = None
    return opened, read_experience(explorer, text, target)


async def _body(request: Request) -> str:
    if (
        request.headers.get("content-type", "").partition(";")[0].strip()
        != "application/x-www-form-urlencoded"
    ):
        raise HTTPException(415, "Le récit s’envoie par le formulaire de la page. / Unsupported content.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BYTES:
            raise HTTPException(413, f"Le récit est trop long : {LONGEST} caractères au plus. / Too long.")
    return body.decode("utf-8", "replace")


async def _back(request: Request) -> Response:
    """Back to the file: no address holds a text, so there is nothing to answer to one."""
    return redirect(request, "/parcours")


def routes() -> list[BaseRoute]:
    """The route of the question."""
    return [
        Route("/parcours/experience", experience, methods=["POST"], name="experience"),
        Route("/parcours/experience", _back),
    ]
