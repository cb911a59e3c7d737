"""The pages for people and what they load: each page is a module of `views`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from passerelles.web.assets import ADDRESS, StaticFolder
from passerelles.web.sparql import completions as sparql_completions
from passerelles.web.views import (
    bloc,
    certification,
    comparison,
    course,
    dossier,
    experience,
    passage,
    pictures,
    quality,
    questions,
    search,
    start,
)


def routes() -> list[BaseRoute]:
    """The routes of the pages and of their style sheets and scripts.

    The application's state gives `templates`, `graph`, `dataset_provider()` and `today()`.
    """
    return [
        *start.routes(),
        *search.routes(),
        *certification.routes(),
        *bloc.routes(),
        *comparison.routes(),
        *passage.routes(),
        *pictures.routes(),
        *quality.routes(),
        *questions.routes(),
        *sparql_completions.routes(),
        *course.routes(),
        *dossier.routes(),
        *experience.routes(),
        Route("/favicon.ico", _icon),
        Mount(ADDRESS, StaticFolder(), name="static"),
    ]


async def _icon(request: Request) -> Response:
    """Where browsers find our picture when a document that names none, such as one in JSON, makes them look for it."""
    return RedirectResponse(f"{ADDRESS}/passerelles.svg", 308)
