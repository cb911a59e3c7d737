"""`/id/…`: every IRI of ours leads, with a 303, to a page or to a document that describes the resource."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from passerelles.answers.address import href
from passerelles.ontology import ID
from passerelles.store import Dataset, EmbeddedDataset
from passerelles.store import workers as store_workers
from passerelles.web import resource
from passerelles.web.graph import CurrentGraph
from passerelles.web.language import ENGLISH, language_of
from passerelles.web.language import address as localised_address
from passerelles.web.negotiation import media_type
from passerelles.web.prefixes import PREFIXES
from passerelles.web.problem import unacceptable
from passerelles.web.sparql.format import TRIPLES, content_type
from passerelles.web.templating import Templates

#: Suffixes of the documents about a resource, and their media types; the first when nothing is asked.
DOCUMENTS = {
    "ttl": "text/turtle",
    "html": "text/html",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "json": "application/json",
}
TEXT = "text/plain"
_SUFFIXED = re.compile(rf"(?P<path>.+)\.(?P<suffix>{'|'.join(DOCUMENTS)}|txt)")
_FICHE = re.compile(r"fiche/(?P<sha256>[0-9a-f]{64})")


async def identifier(request: Request) -> Response:
    """The answer for one address below `/id/`."""
    path = _raw_path(request)
    graph: CurrentGraph = request.app.state.graph
    dataset = await run_in_threadpool(graph.dataset)
    iri = await run_in_threadpool(resource.known, dataset, path)
    if iri is not None:
        return await _redirected(request, iri)
    suffixed = _SUFFIXED.fullmatch(path)
    if suffixed:
        iri = await run_in_threadpool(resource.known, dataset, suffixed["path"])
    if not suffixed or iri is None:
        raise HTTPException(404, f"Le graphe ne dit rien de « {ID}{path} ».")
    match suffixed["suffix"]:
        case "txt":
            return await _text(request, iri)
        case "html":
            return await _page(request, iri)
        case suffix:
            return await _document(request, iri, DOCUMENTS[suffix])


def _raw_path(request: Request) -> str:
    """What follows `/id/` as the client wrote it: `%2F` and `/` are not the same."""
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    path = raw.partition(b"?")[0].decode("latin-1")
    if language_of(request) == ENGLISH:
        path = path.removeprefix("/en")
    return path.removeprefix(request.scope.get("root_path", "")).removeprefix("/id/")


async def _redirected(request: Request, iri: str) -> Response:
    """The 303 to the document that suits the client, or the text itself of a source."""
    fiche = _FICHE.fullmatch(iri.removeprefix(ID))
    accepted = request.headers.get("accept")
    offers = tuple(DOCUMENTS.values()) + ((TEXT,) if fiche else ())
    chosen = media_type(accepted, offers)
    if chosen is None:
        return unacceptable(request, offers)
    if chosen == TEXT:
        return await _text(request, iri)
    address = "/id/" + iri.removeprefix(ID)
    if chosen == "text/html":
        page = href(iri)
        target = page if page.startswith("/certification/") else f"{address}.html"
    else:
        suffix = next(name for name, media in DOCUMENTS.items() if media == chosen)
        target = f"{address}.{suffix}"
    if target.startswith("/certification/") or target.endswith(".html"):
        target = localised_address(target, language_of(request))
    target = request.scope.get("root_path", "") + target
    return RedirectResponse(target, 303, {"vary": "Accept", "cache-control": "no-cache"})


async def _text(request: Request, iri: str) -> Response:
    """The text of a source, in which the offsets of evidence count (RFC 5147: `#char=start,end`)."""
    fiche = _FICHE.fullmatch(iri.removeprefix(ID))
    graph: CurrentGraph = request.app.state.graph
    dataset = await run_in_threadpool(graph.dataset)
    text = await run_in_threadpool(_text_of, dataset, fiche["sha256"]) if fiche else None
    if text is None:
        raise HTTPException(404, f"Aucun texte n’est gardé pour « {iri} ».")
    # The line ends are those in which the offsets were counted: the bytes go out as they are.
    return Response(text.encode(), headers={"content-type": f"{TEXT}; charset=utf-8", "vary": "Accept"})


def _text_of(dataset: Dataset, sha256: str) -> str | None:
    """The text of a source; an endpoint holds none."""
    return dataset.text_of(sha256) if isinstance(dataset, EmbeddedDataset) else None


async def _document(request: Request, iri: str, media: str) -> Response:
    """The description as a graph."""
    pool: store_workers.WorkerPool = request.app.state.descriptions
    task = store_workers.Request(resource.description(iri), None, TRIPLES[media], prefixes=PREFIXES)
    async with pool.run(task) as answer:
        # A description is bounded: gathered whole, it frees its worker before the client has read it.
        body = b"".join([chunk async for chunk in answer.chunks])
    return Response(body, headers={"content-type": content_type(media), "link": f'<{iri}>; rel="describes"'})


async def _page(request: Request, iri: str) -> Response:
    """The description as a plain page, for what has no page of its own."""
    graph: CurrentGraph = request.app.state.graph
    dataset = await run_in_threadpool(graph.dataset)
    templates: Templates = request.app.state.templates
    fiche = _FICHE.fullmatch(iri.removeprefix(ID))
    text = await run_in_threadpool(_text_of, dataset, fiche["sha256"]) if fiche else None
    english = language_of(request) == ENGLISH
    names = await run_in_threadpool(resource.english_names, dataset, iri) if english else {}
    page = templates.render(
        request,
        "resource.html",
        iri=iri,
        base=ID,
        documents={name: media for name, media in DOCUMENTS.items() if name != "html"},
        address="/id/" + iri.removeprefix(ID),
        has_text=text is not None,
        outgoing=await run_in_threadpool(resource.outgoing, dataset, iri, names),
        incoming=await run_in_threadpool(resource.incoming, dataset, iri, names),
    )
    return Response(page, media_type="text/html", headers={"link": f'<{iri}>; rel="describes"'})


def routes() -> list[Route]:
    """The route of `/id/…`."""
    return [Route("/id/{path:path}", identifier, methods=["GET"], name="identifier")]
