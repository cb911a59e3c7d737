"""The page of one certification, with its data twins."""

from __future__ import annotations

import json
from dataclasses import asdict

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from passerelles.answers.address import REGISTERS, certification_iri
from passerelles.answers.certification import CertificationAnswer, read_certification
from passerelles.answers.question import terms
from passerelles.queries import query
from passerelles.web.negotiation import media_type
from passerelles.web.pages_format import JSON, TURTLE, TWINS, split_suffix
from passerelles.web.views.page import dataset_of, not_found, page, today_of


async def certification(request: Request) -> Response:
    """One certification as HTML, JSON or Turtle, by suffix or by `Accept`."""
    register = request.path_params["register"]
    number, suffixed = split_suffix(request.path_params["number"])
    iri = certification_iri(register, number)
    dataset = dataset_of(request)
    found = None
    if register in REGISTERS:
        found = await to_thread.run_sync(read_certification, dataset, iri, today_of(request))
    if found is None:
        return not_found(request, f"Aucune certification « {register} {number} » dans ce graphe.")
    headers = {"Vary": "Accept"}
    twin = suffixed or media_type(request.headers.get("accept"), TWINS)
    if twin == JSON:
        return Response(_json(found), media_type=JSON, headers=headers)
    if twin == TURTLE:
        question = query("certification-graphe")
        bindings = terms(question.bind_values({"certification": iri}))
        body = await to_thread.run_sync(dataset.serialise, question.text, TURTLE, bindings)
        return StreamingResponse(body, media_type=TURTLE, headers=headers)
    # What accepts none of the twins still gets the page: better read than refused.
    return page(request, "certification.html", headers=headers, page=found)


def _json(found: CertificationAnswer) -> str:
    return json.dumps(asdict(found), ensure_ascii=False, indent=1)


def routes() -> list[BaseRoute]:
    """The route of the page and of its twins."""
    return [Route("/certification/{register}/{number}", certification, name="certification")]
