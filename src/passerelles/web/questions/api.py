"""`/api/requetes`: the questions of the library, and the answer to each, streamed from a worker that can be stopped."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from passerelles.analysis.explorer import Data
from passerelles.errors import (
    BusyError,
    NotFoundError,
    PasserellesError,
    QueryTimeoutError,
    StoreError,
    UsageError,
)
from passerelles.queries import TAGS, Query, names, query
from passerelles.queries.description import described
from passerelles.store import EmbeddedDataset, NotedDataset
from passerelles.store import workers as store_workers
from passerelles.web.delivery import Delivery, unless_gone
from passerelles.web.problem import JSON, TEXT, problem
from passerelles.web.questions.answer import Told
from passerelles.web.questions.request import RQ, TOLD, Asked, split
from passerelles.web.sparql.format import content_type
from passerelles.web.sparql.message import remark
from passerelles.web.sparql.validators import validators

METHODS = "GET, HEAD, OPTIONS"
_PREFLIGHT = {
    "allow": METHODS,
    "access-control-allow-methods": METHODS,
    "access-control-allow-headers": "*, Accept, If-None-Match",
    "access-control-max-age": "86400",
}
_OFFERS = (JSON, "application/json", TEXT)


def routes() -> list[BaseRoute]:
    """The list of the questions, and the address of each."""
    return [
        Route("/api/requetes", listing, name="questions-data"),
        Route("/api/requetes/{name}", QuestionEndpoint(), name="question-data"),
    ]


async def listing(request: Request) -> Response:
    """All questions with what they ask for, or those of one tag."""
    wanted = request.query_params.get("etiquette")
    known = [tag.name for tag in TAGS]
    if wanted is not None and wanted not in known:
        return problem(
            request,
            400,
            f"Aucune étiquette ne s’appelle « {wanted} ». Étiquettes : {', '.join(known)}.",
            offers=_OFFERS,
        )
    questions = [each for each in map(query, names()) if wanted is None or wanted in each.tags]
    body = {
        "data": asdict(await run_in_threadpool(data_of, request)),
        "tags": [{"name": tag.name, "title": {"fr": tag.title_fr, "en": tag.title_en}} for tag in TAGS],
        "questions": [summary(each) for each in questions],
        "count": len(questions),
    }
    return JSONResponse(body, headers={"cache-control": "no-cache"})


def summary(question: Query) -> dict[str, Any]:
    """What the list says of a question: what it asks for, and where its answer, page and text are."""
    told = {name: value for name, value in described(question).items() if name != "sparql"}
    address = f"/api/requetes/{question.name}"
    return {**told, "link": address, "page": f"/requetes/{question.name}", "sparql": f"{address}{RQ}"}


def data_of(request: Request) -> Data:
    """Which data the answers rest on; to be called in a thread, raises `StoreError` without a store."""
    dataset = request.app.state.dataset_provider()
    if not isinstance(dataset, EmbeddedDataset):
        note = dataset.note if isinstance(dataset, NotedDataset) else None
        return Data(note.day, note.built, note.version) if note else Data(None, None, None)
    manifest = dataset.version.manifest
    return Data(manifest.get("day"), manifest.get("built"), dataset.version.id)


def named(name: str) -> Query:
    """The question of that name; raises `NotFoundError` with the names that are close."""
    if name in names():
        return query(name)
    close = difflib.get_close_matches(name, names(), n=3, cutoff=0.5)
    near = ", ".join(f"« {each} »" for each in close)
    hint = f" Noms proches : {near}." if close else ""
    raise NotFoundError(f"Aucune question ne s’appelle « {name} ».{hint} La liste est à /api/requetes.")


class QuestionEndpoint:
    """An ASGI application: the answer to one question, its work stopped when the client goes away."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        if request.method == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send)
        elif request.method not in ("GET", "HEAD"):
            refused = problem(
                request, 405, "L’API ne se lit que par GET.", headers={"allow": METHODS}, offers=_OFFERS
            )
            await refused(scope, receive, send)
        else:
            await unless_gone(receive, _Exchange(request, send).answer())


class _Exchange:
    """One question and its answer; every error becomes an answer as long as none has begun."""

    def __init__(self, request: Request, send: Send) -> None:
        self._request = request
        self._pool: store_workers.WorkerPool = request.app.state.endpoint
        self._delivery = Delivery(send, self._pool.limits.stall_seconds)
        self._send = send

    async def answer(self) -> None:
        """Send the answer."""
        try:
            response = await self._answer()
        except NotFoundError as error:
            response = self._problem(404, str(error))
        except BusyError as error:
            response = self._problem(503, str(error), {"retry-after": "5"})
        except (QueryTimeoutError, StoreError) as error:
            response = self._problem(503, str(error))
        except UsageError as error:
            response = self._problem(400, str(error))
        except PasserellesError as error:
            response = self._problem(503, str(error))
        if response is not None:
            await response(self._request.scope, self._request.receive, self._send)

    def _problem(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
        return problem(self._request, status, message, headers=headers, offers=_OFFERS)

    async def _answer(self) -> Response | None:
        request = self._request
        name, suffix = split(request.path_params["name"])
        question = named(name)
        if suffix == RQ:
            return Response(question.text, media_type="application/sparql-query")
        asked = Asked.read(question, request.query_params.multi_items(), suffix)
        chosen = asked.media_type(request.headers.get("accept"))
        if chosen is None:
            offered = ", ".join(dict.fromkeys(asked.offers.values()))
            return self._problem(
                406, f"Aucun des formats acceptés n’est disponible ; choisissez parmi : {offered}."
            )
        marks = validators(
            self._pool.published(),
            asked.query(chosen),
            *map(str, asked.bindings.items()),
            str(asked.parameters),
            chosen,
        )
        headers = {"vary": "Accept", **(marks.headers() if marks else {"cache-control": "no-store"})}
        if marks and marks.match(request.headers):
            return Response(status_code=304, headers=headers)
        data = await run_in_threadpool(data_of, request) if chosen == TOLD else None
        async with self._pool.run(asked.task(chosen, head=request.method == "HEAD")) as answer:
            if marks and marks.match_unseen(request.headers):
                return Response(status_code=304, headers=headers)
            fields = {**headers, "content-type": content_type(chosen)}
            if suffix or asked.format:
                extension = (suffix or f".{asked.format}").removeprefix(".")
                fields["content-disposition"] = f'inline; filename="{question.name}.{extension}"'
            await self._delivery.begin(fields)
            with suppress(TimeoutError):
                # A client that takes nothing any more gets no last word either.
                if data is None or request.method == "HEAD":
                    await self._verbatim(answer, chosen)
                else:
                    await self._told(answer, Told(asked, data))
        return None

    async def _verbatim(self, answer: store_workers.Answer, chosen: str) -> None:
        """The answer as the engine writes it."""
        try:
            async for chunk in answer.chunks:
                await self._delivery.piece(chunk)
        except PasserellesError as error:
            # The status has gone: say it in the text, and break off so that nobody takes it for whole.
            await self._delivery.piece(remark(chosen, str(error)))
            return
        await self._delivery.end()

    async def _told(self, answer: store_workers.Answer, told: Told) -> None:
        """The answer as plain rows; one that is cut says so in its end."""
        problem = None
        try:
            async for chunk in answer.chunks:
                if piece := told.feed(chunk):
                    await self._delivery.piece(piece)
        except PasserellesError as error:
            problem = str(error)
        await self._delivery.end(told.end(problem))
