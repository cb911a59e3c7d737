"""`/ns`: the ontology at the address of its namespace, as documentation in French or English, or as data."""

from __future__ import annotations

from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from passerelles.ontology.documentation import documentation, stylesheet
from passerelles.ontology.schemes import graph
from passerelles.web.language import ENGLISH, language_of
from passerelles.web.negotiation import language, media_type
from passerelles.web.problem import unacceptable
from passerelles.web.sparql.format import content_type

LANGUAGES = ("fr", "en")
#: Suffix, media type, and the name of the format for the library that writes it.
DATA = {
    "ttl": ("text/turtle", "turtle"),
    "jsonld": ("application/ld+json", "json-ld"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
}
HTML = "text/html"


class Namespace:
    """The documents of the namespace, each made when it is first asked for; they do not need the store."""

    def __init__(self) -> None:
        self._page = lru_cache(maxsize=None)(_page)
        self._data = lru_cache(maxsize=None)(_data)

    async def negotiated(self, request: Request) -> Response:
        """The document that suits the client best."""
        offers = (HTML, *(media for media, _ in DATA.values()))
        chosen = media_type(request.headers.get("accept"), offers)
        if chosen is None:
            return unacceptable(request, offers)
        if chosen == HTML:
            # English pages lead to the English documentation, whatever the reader's browser prefers.
            if language_of(request) == ENGLISH:
                return await self._html(ENGLISH, vary="Accept")
            wanted = language(request.headers.get("accept-language"), LANGUAGES)
            return await self._html(wanted, vary="Accept, Accept-Language")
        suffix = next(name for name, (media, _) in DATA.items() if media == chosen)
        return await self._graph(suffix, vary="Accept, Accept-Language")

    async def document(self, request: Request) -> Response:
        """The document that the suffix names: `/ns.ttl`, `/ns.fr.html`…"""
        name = request.path_params["name"]
        wanted, _, html = name.partition(".")
        if name == "css":
            return Response(await run_in_threadpool(stylesheet), media_type="text/css")
        if name in DATA:
            return await self._graph(name)
        if wanted in LANGUAGES and html == "html":
            return await self._html(wanted)
        raise HTTPException(404, f"L’ontologie n’a pas de document « ns.{name} ».")

    async def _html(self, wanted: str, **headers: str) -> Response:
        page = await run_in_threadpool(self._page, wanted)
        fields = {**headers, "content-language": wanted, "content-location": f"/ns.{wanted}.html"}
        return Response(page, media_type=HTML, headers=fields)

    async def _graph(self, suffix: str, **headers: str) -> Response:
        media, _ = DATA[suffix]
        body = await run_in_threadpool(self._data, suffix)
        fields = {**headers, "content-type": content_type(media), "content-location": f"/ns.{suffix}"}
        return Response(body, headers=fields)

    def routes(self) -> list[Route]:
        """The routes of the namespace."""
        return [
            Route("/ns", self.negotiated, name="namespace"),
            Route("/ns.{name}", self.document, name="namespace-document"),
        ]


def _page(wanted: str) -> str:
    other = next(each for each in LANGUAGES if each != wanted)
    page: str = documentation(
        wanted,
        stylesheet="/ns.css",
        translation=f"/ns.{other}.html",
        turtle="/ns.ttl",
        site="/" if wanted == "fr" else f"/{wanted}",
        icon="/static/passerelles.svg",
    )
    return page


def _data(suffix: str) -> bytes:
    data: bytes = graph().serialize(format=DATA[suffix][1], encoding="utf-8")
    return data
