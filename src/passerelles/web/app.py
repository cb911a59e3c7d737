"""The web application over one store, here or behind an endpoint: pages, the SPARQL endpoint, `/id/…`, the ontology."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from passerelles.errors import (
    NotFoundError,
    PasserellesError,
    PreparingError,
    QueryError,
    StoreError,
    UsageError,
)
from passerelles.web import data, identifiers, pages
from passerelles.web.api import page as api_page
from passerelles.web.compression import Compression
from passerelles.web.graph import CurrentGraph, LocalGraph
from passerelles.web.headers import HEADERS, SafetyHeaders
from passerelles.web.language import LanguagePrefix, without_prefix
from passerelles.web.namespace import Namespace
from passerelles.web.problem import JSON, PAGE, TEXT, problem
from passerelles.web.remote_graph import Remote, RemoteGraph
from passerelles.web.settings import Settings
from passerelles.web.sparql.endpoint import SparqlEndpoint
from passerelles.web.templating import Templates
from passerelles.web.views.quality import Audits

_log = logging.getLogger(__name__)


def application(source: Path | Remote, *, settings: Settings | None = None) -> Starlette:
    """The application that reads the store at that location, or the endpoint, and follows its versions.

    A store that is missing is no error here, nor an endpoint that does not answer: the site then answers 503 and
    says what to do.
    """
    settings = settings or Settings()
    graph: CurrentGraph = RemoteGraph(source) if isinstance(source, Remote) else _local(source, settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await to_thread.run_sync(graph.start)
        async with (
            graph.pool(settings.endpoint) as endpoint,
            graph.pool(settings.descriptions) as descriptions,
        ):
            app.state.endpoint, app.state.descriptions = endpoint, descriptions
            try:
                await endpoint.prepare()
            except StoreError as error:
                _log.warning("%s", error)
            yield
        graph.close()

    app = Starlette(
        routes=[
            Route("/sparql", SparqlEndpoint(), name="sparql"),
            *identifiers.routes(),
            *Namespace().routes(),
            *api_page.routes(graph, settings),
            *data.routes(),
            *pages.routes(),
        ],
        middleware=[Middleware(SafetyHeaders), Middleware(Compression), Middleware(LanguagePrefix)],
        exception_handlers={
            HTTPException: _refused,
            NotFoundError: _absent,
            PreparingError: _preparing,
            StoreError: _no_store,
            UsageError: _misused,
            PasserellesError: _failed,
            Exception: _broken,
        },
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.graph = graph
    app.state.dataset_provider = graph.dataset
    app.state.today = settings.today
    app.state.templates = Templates()
    app.state.audits = Audits()
    return app


def _local(location: Path, settings: Settings) -> LocalGraph:
    return LocalGraph(location, with_restricted=settings.with_restricted)


_OFFERS = (PAGE, JSON, "application/json", TEXT)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    messages = {
        404: "Il n’y a rien à cette adresse. / There is nothing at this address.",
        405: "Cette adresse ne se lit que par GET. / Method not allowed.",
    }
    usual = error.detail in ("Not Found", "Method Not Allowed")
    message = messages.get(error.status_code, error.detail) if usual else error.detail
    return problem(request, error.status_code, message, headers=error.headers, offers=_OFFERS)


async def _absent(request: Request, error: Exception) -> Response:
    return problem(request, 404, str(error), offers=_OFFERS)


async def _preparing(request: Request, error: Exception) -> Response:
    return problem(request, 503, str(error), headers={"retry-after": "30"}, offers=_OFFERS)


async def _no_store(request: Request, error: Exception) -> Response:
    return problem(request, 503, str(error), headers={"retry-after": "60"}, offers=_OFFERS)


async def _misused(request: Request, error: Exception) -> Response:
    return problem(request, 400, str(error), offers=_OFFERS)


async def _failed(request: Request, error: Exception) -> Response:
    # A query stopped at a limit would be stopped again.
    again = None if isinstance(error, QueryError) else {"retry-after": "5"}
    return problem(request, 503, str(error), headers=again, offers=_OFFERS)


async def _broken(request: Request, error: Exception) -> Response:
    message = "Une erreur inattendue s’est produite ; elle est notée dans le journal du serveur."
    # This one is answered outside the middleware.
    asked = Request(without_prefix(request.scope), request.receive)
    return problem(asked, 500, message, headers=HEADERS, offers=_OFFERS)
