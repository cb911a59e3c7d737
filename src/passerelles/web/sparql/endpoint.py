"""`/sparql`: the query operation of the SPARQL 1.1 Protocol, read-only, within limits."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from passerelles.errors import BusyError, PasserellesError, QueryError, QueryTimeoutError, StoreError
from passerelles.store import check_read_only
from passerelles.store import workers as store_workers
from passerelles.store.worker_dataset import dataset_clauses
from passerelles.web.delivery import Delivery, unless_gone
from passerelles.web.negotiation import media_type
from passerelles.web.prefixes import PREFIXES
from passerelles.web.problem import PAGE, problem, unacceptable
from passerelles.web.sparql.description import DESCRIPTION_TYPES, description
from passerelles.web.sparql.format import (
    NAMES,
    SOLUTIONS,
    TRIPLES,
    Formats,
    choices,
    content_type,
    formats,
    prefers_page,
)
from passerelles.web.sparql.message import remark, told
from passerelles.web.sparql.page import form_page, problem_page, result_page
from passerelles.web.sparql.request import Operation, ProtocolError, operation
from passerelles.web.sparql.validators import validators

METHODS = "GET, HEAD, POST, OPTIONS"
_PREFLIGHT = {
    "allow": METHODS,
    "access-control-allow-methods": METHODS,
    # The star covers every header but this one.
    "access-control-allow-headers": "*, Authorization, Accept, Content-Type, If-None-Match",
    "access-control-max-age": "86400",
}

#: A query of this length is looked through in less time than a thread takes to begin.
_AT_ONCE = 4096

#: What the page reads to show a result: rows as JSON, a graph as Turtle.
SHOWN = Formats("application/sparql-results+json", "text/turtle")


class SparqlEndpoint:
    """An ASGI application: it watches the connection while a query runs, and stops it when that is cut."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        if request.method == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send)
            return
        try:
            asked = await self._asked(request)
        except ProtocolError as error:
            headers = {"allow": METHODS} if error.status == 405 else None
            await problem(request, error.status, str(error), headers=headers)(scope, receive, send)
            return
        await unless_gone(receive, _Exchange(request, send).answer(asked))

    @staticmethod
    async def _asked(request: Request) -> Operation | None:
        if request.method not in ("GET", "HEAD", "POST"):
            raise ProtocolError(405, f"Méthode refusée ; utilisez {METHODS}. / Method not allowed.")
        return await operation(request, request.app.state.settings.query_bytes)


class _Exchange:
    """One request and its answer; every error becomes an answer as long as none has begun."""

    def __init__(self, request: Request, send: Send) -> None:
        self._request = request
        self._send = send
        self._pool: store_workers.WorkerPool = request.app.state.endpoint
        self._delivery = Delivery(send, self._pool.limits.stall_seconds)
        # Relative IRIs of a query are relative to the service.
        self._address = str(request.url.replace(query=""))

    async def answer(self, asked: Operation | None) -> None:
        try:
            response = await (self._without_query() if asked is None else self._query(asked))
        except BusyError as error:
            response = self._failed(asked, 503, str(error), {"retry-after": "5"})
        except QueryTimeoutError as error:
            response = self._failed(asked, 503, str(error))
        except QueryError as error:
            found = told(error, asked.query if asked else "")
            response = self._failed(asked, 400, str(found), line=found.line, column=found.column)
        except StoreError as error:
            response = self._failed(asked, 503, str(error))
        except PasserellesError as error:
            response = self._failed(asked, 400, str(error))
        if response is not None:
            await response(self._request.scope, self._request.receive, self._send)

    async def _without_query(self) -> Response:
        """The form for a browser, the description of the service for the others."""
        request = self._request
        chosen = media_type(request.headers.get("accept"), (*DESCRIPTION_TYPES, PAGE))
        if chosen == PAGE:
            return form_page(request)
        if chosen is None:
            return unacceptable(request, (*DESCRIPTION_TYPES, PAGE))
        return await description(request, self._pool, chosen)

    async def _query(self, asked: Operation) -> Response | None:
        if len(asked.query) > _AT_ONCE:
            await run_in_threadpool(check_read_only, asked.query)
        else:
            check_read_only(asked.query)
        if self._shows_page(asked):
            return await result_page(self._request, self._pool, self._task(asked, SHOWN))
        wanted = formats(self._request.headers.get("accept"), asked.format)
        if wanted is None:
            names = ", ".join(("html", *NAMES))
            return self._problem(400, f"Format inconnu ; choisissez parmi : {names}. / Unknown format.")
        marks = validators(
            self._pool.published(),
            asked.query,
            *asked.default_graphs, "|", *asked.named_graphs, str(wanted.solutions), str(wanted.triples),
        )  # fmt: skip
        headers = {"vary": "Accept", **(marks.headers() if marks else {"cache-control": "no-store"})}
        conditional = marks if self._request.method in ("GET", "HEAD") else None
        if conditional and conditional.match(self._request.headers):
            return Response(status_code=304, headers=headers)
        held = conditional is not None and conditional.match_unseen(self._request.headers)
        return await self._run(self._task(asked, wanted), wanted, headers, held=held)

    def _shows_page(self, asked: Operation) -> bool:
        if asked.format is None:
            return prefers_page(self._request.headers.get("accept"))
        return asked.format == "html"

    def _task(self, asked: Operation, wanted: Formats) -> store_workers.Request:
        """The request to a worker; the dataset of the parameters goes before that of the query's clauses."""
        default, named = asked.default_graphs, asked.named_graphs
        if not default and not named:
            default, named = dataset_clauses(asked.query, self._address)
        return store_workers.Request(
            asked.query,
            SOLUTIONS.get(wanted.solutions or ""),
            TRIPLES.get(wanted.triples or ""),
            default if default or named else None,
            named,
            base=self._address,
            prefixes=PREFIXES,
            head=self._request.method == "HEAD",
        )

    async def _run(
        self, task: store_workers.Request, wanted: Formats, headers: Mapping[str, str], *, held: bool
    ) -> Response | None:
        """Send the answer as it comes; when the client holds it already, it is enough that there is one."""
        async with self._pool.run(task) as answer:
            chosen = wanted.media_type(answer.kind)
            if chosen is None:
                return unacceptable(self._request, choices(answer.kind))
            if held:
                return Response(status_code=304, headers=headers)
            fields = {**headers, "content-type": content_type(chosen)}
            await self._delivery.begin(fields)
            try:
                async for chunk in answer.chunks:
                    await self._delivery.piece(chunk)
                await self._delivery.end()
            except PasserellesError as error:
                # The status has gone: say it in the text, and break off so that nobody takes it for whole.
                with suppress(TimeoutError):
                    await self._delivery.piece(remark(chosen, str(error)))
                return None
            except TimeoutError:
                # The client takes nothing any more, a last word neither.
                return None
        return None

    def _failed(
        self,
        asked: Operation | None,
        status: int,
        message: str,
        headers: Mapping[str, str] | None = None,
        **details: int | None,
    ) -> Response:
        """The answer for a query that failed: who asked in the page finds the query there again."""
        if asked and self._shows_page(asked):
            return problem_page(self._request, asked.query, status, message, headers)
        return self._problem(status, message, headers, **details)

    def _problem(
        self, status: int, message: str, headers: Mapping[str, str] | None = None, **details: int | None
    ) -> Response:
        return problem(self._request, status, message, headers=headers, details=details)
