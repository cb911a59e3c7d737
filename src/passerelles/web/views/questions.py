"""The pages of the questions of the library: the list by subject, and one question with its form and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from passerelles.answers.parameter import example
from passerelles.errors import NotFoundError, PasserellesError, UsageError
from passerelles.queries import TAGS, Parameter, Query, Tag, names, query
from passerelles.store.binding import bind
from passerelles.web.delivery import unless_gone
from passerelles.web.negotiation import media_type
from passerelles.web.questions.api import named
from passerelles.web.questions.request import FORMAT, GRAPHS, LIMIT, OFFSET, TABLES, Asked, is_graph, split
from passerelles.web.questions.table import SHOWN, Answered, Drawn, read_graph, read_table
from passerelles.web.questions.usage import usage
from passerelles.web.views.page import not_found, page

_HTML = "text/html"
_INPUTS = {"date": "date", "integer": "number"}


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter in the form: its value there, an example, and what the browser offers to type it."""

    parameter: Parameter
    value: str
    example: str
    input: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The questions filed under a tag."""

    tag: Tag
    questions: tuple[Query, ...]


async def listing(request: Request) -> Response:
    """All questions by subject, or those of one tag."""
    if media_type(request.headers.get("accept"), (_HTML, "application/json")) != _HTML:
        return _data(request, "/api/requetes")
    wanted = request.query_params.get("etiquette") or None
    questions = tuple(map(query, names()))
    groups = tuple(Group(tag, tuple(each for each in questions if each.tags[0] == tag.name)) for tag in TAGS)
    shown = groups
    if wanted is not None:
        tags = {tag.name: tag for tag in TAGS}
        if wanted not in tags:
            return not_found(request, f"Aucune question n’est rangée sous « {wanted} ».")
        filed = tuple(each for each in questions if wanted in each.tags)
        shown = (Group(tags[wanted], filed),)
    headers = {"vary": "Accept", "cache-control": "no-cache"}
    return page(
        request,
        "questions.html",
        headers=headers,
        groups=shown,
        tags=groups,
        wanted=wanted,
        count=len(questions),
    )


async def question(request: Request) -> Response:
    """One question explained, the form of its parameters, and its answer once they are given."""
    name, suffix = split(request.path_params["name"])
    try:
        found = named(name)
    except NotFoundError as error:
        return not_found(request, str(error))
    offers = GRAPHS if is_graph(found) else TABLES
    preferred = media_type(request.headers.get("accept"), (_HTML, *dict.fromkeys(offers.values())))
    if suffix or preferred not in (None, _HTML):
        return _data(request, f"/api/requetes/{name}{suffix or ''}")
    items = [
        (key, value)
        for key, value in request.query_params.multi_items()
        if key not in (FORMAT, LIMIT, OFFSET) and value.strip()
    ]
    if not items and any(each.default is None for each in found.parameters):
        return _page(request, found, {})
    try:
        asked = Asked.read(found, items)
        answer = await unless_gone(request.receive, _answer(request, asked))
    except UsageError as error:
        return _page(request, found, dict(items), problem=str(error), status=400)
    except PasserellesError as error:
        return _page(request, found, dict(items), problem=str(error), status=503)
    if answer is None:
        return Response(status_code=204)  # nobody reads it any more
    return _page(request, found, asked.given, asked=asked, answer=answer)


async def _answer(request: Request, asked: Asked) -> Answered | Drawn:
    graph = is_graph(asked.question)
    task = asked.task("text/turtle" if graph else TABLES["srj"])
    async with request.app.state.endpoint.run(task) as answer:
        if graph:
            return await read_graph(answer.chunks)
        return await read_table(answer.chunks, frozenset(each.name for each in asked.question.parameters))


def _page(
    request: Request,
    found: Query,
    given: Mapping[str, str],
    *,
    asked: Asked | None = None,
    answer: Answered | Drawn | None = None,
    problem: str | None = None,
    status: int = 200,
) -> Response:
    fields = tuple(_field(each, found, given, problem or "") for each in found.parameters)
    # Texts to copy hold the values given, else examples that give an answer.
    values = dict(given) if asked else {each.parameter.name: each.example for each in fields if _needed(each)}
    shown = asked or Asked.read(found, values.items())
    graph = is_graph(found)
    address, site = f"/api/requetes/{found.name}", str(request.base_url).rstrip("/")
    query_string = f"?{urlencode(values)}" if values else ""
    return page(
        request,
        "question.html",
        status,
        {"vary": "Accept", "cache-control": "no-cache" if status == 200 else "no-store"},
        question=found,
        tags=[tag for tag in TAGS if tag.name in found.tags],
        fields=fields,
        answer=None if graph else answer,
        drawn=answer if graph else None,
        shown=SHOWN,
        problem=problem,
        downloads={
            label: f"{address}.{suffix}{query_string}"
            for suffix, label in (
                {"ttl": "Turtle", "jsonld": "JSON-LD"} if graph else {"csv": "CSV", "json": "JSON"}
            ).items()
        },
        editor=f"/sparql?{urlencode({'query': bind(found.sparql, shown.bindings)})}",
        usage=usage(found.name, values, site, graph=graph),
    )


def _needed(field: Field) -> bool:
    return field.parameter.default is None


def _field(parameter: Parameter, found: Query, given: Mapping[str, str], problem: str) -> Field:
    shown = example(parameter, found.prefixes)
    value = given.get(parameter.name, parameter.default if parameter.default is not None else shown)
    # A value that its kind of field would refuse to show is shown as text, so that it can be mended.
    kind = _INPUTS.get(parameter.kind, "text")
    if kind != "text":
        try:
            value = parameter.value(value, found.prefixes)
        except UsageError:
            kind = "text"
    # The sentence of a refusal names the parameter.
    return Field(parameter, value, shown, kind, f"« {parameter.name} »" in problem)


def _data(request: Request, address: str) -> Response:
    """Lead a program to the data at that address."""
    asked = request.url.query
    where = f"{address}?{asked}" if asked else address
    return RedirectResponse(where, 307, {"vary": "Accept"})


async def _listing_data(request: Request) -> Response:
    return _data(request, "/api/requetes")


def routes() -> list[BaseRoute]:
    """The list, its data, and the page of each question."""
    return [
        Route("/requetes", listing, name="questions"),
        Route("/requetes.json", _listing_data),
        Route("/requetes/{name}", question, name="question"),
    ]
