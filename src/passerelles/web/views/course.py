"""The page of a person's file: what is held, what is aimed at, on which conditions, and the paths that lead there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from anyio import to_thread
from starlette.datastructures import ImmutableMultiDict, QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from passerelles.analysis.explorer import Explorer
from passerelles.analysis.finding import Hit
from passerelles.analysis.rules import certification_of
from passerelles.errors import NotFoundError, UsageError
from passerelles.web.negotiation import media_type
from passerelles.web.pages_format import HTML, JSON
from passerelles.web.person.course import Course, read_course
from passerelles.web.person.file import NIVEAUX, Opened, PersonFile, code_of, open_file
from passerelles.web.views.page import explorer_of, page, redirect, today_of

#: How many answers a search within the page shows of each kind.
SHOWN = 6
_HOLDABLE, _AIMED = ("certification", "bloc"), ("certification", "metier", "bloc")


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer of a search within the page: its code in addresses, and where it stands on the day."""

    hit: Hit
    code: str
    standing: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Search:
    """A search within the page: its words, and what was found by kind."""

    words: str
    groups: tuple[tuple[str, tuple[Offer, ...]], ...]


async def course(request: Request) -> Response:
    """The page; what is added, taken away or named by its number leads to the address of the file that it makes.

    Programs are led to the same answer of the API.
    """
    given = request.query_params
    if media_type(request.headers.get("accept"), (HTML, JSON)) == JSON:
        return await data(request)
    found = await to_thread.run_sync(lambda: _answer(explorer_of(request), given, today_of(request)))
    if isinstance(found, str):
        return redirect(request, found)
    answer, searches, unchecked = found
    return page(
        request,
        "course.html",
        headers={"vary": "Accept"},
        course=answer,
        file=answer.opened.file,
        searches=searches,
        unchecked=unchecked,
        levels=NIVEAUX,
        today=today_of(request),
    )


async def data(request: Request) -> Response:
    """Lead to the answer of the API: the paths, or without a target what the holdings give."""
    given = request.query_params
    asked = {"depuis": ",".join(given.getlist("acquis")), "vers": given.get("vers"), "le": given.get("le")}
    query = urlencode({name: value for name, value in asked.items() if value}, safe=",/")
    kind = "parcours" if asked["vers"] else "acquis"
    return RedirectResponse(f"/api/{kind}?{query}", 307, {"vary": "Accept"})


def _answer(
    explorer: Explorer, given: QueryParams, today: date
) -> str | tuple[Course, dict[str, Search | None], bool]:
    opened = open_file(explorer, given)
    changed, unchecked = _changed(explorer, opened, given)
    if changed != opened.file and not opened.problems:
        return changed.address()
    answer = read_course(explorer, opened, today)
    searches = {
        name: _search(explorer, words, kinds, answer.day) if (words := given.get(name, "").strip()) else None
        for name, kinds in (("q_acquis", _HOLDABLE), ("q_vers", _AIMED))
    }
    return answer, searches, unchecked


def _changed(
    explorer: Explorer, opened: Opened, given: ImmutableMultiDict[str, str]
) -> tuple[PersonFile, bool]:
    """The file after what the buttons of the page ask; True when blocs were to be chosen and none was."""
    file = opened.file
    added = [*given.getlist("ajout"), *given.getlist("q_acquis")]
    for iri in filter(None, (_named(explorer, text) for text in added)):
        file = file.with_(code_of(explorer, iri))
    for text in given.getlist("retrait"):
        taken = _named(explorer, text)
        file = file.without(code_of(explorer, taken) if taken else text.strip())
    of = _named(explorer, given.get("de", ""))
    unchecked = False
    if of is not None:
        whole = certification_of(of)
        blocs = [each for text in given.getlist("bloc") if (each := _named(explorer, text))]
        chosen = [code_of(explorer, each) for each in blocs if certification_of(each) == whole]
        if "entiere" in given:
            chosen = [code_of(explorer, whole)]
        unchecked = not chosen
        file = file.exchanged(code_of(explorer, whole), chosen) if chosen else file
    aimed = _aimed(explorer, given.get("q_vers", ""))
    return (replace(file, vers=aimed) if aimed else file), unchecked


def _named(explorer: Explorer, text: str) -> str | None:
    """The certification or bloc that a text names by its number, None for other words."""
    try:
        return explorer.iri_of(text) if text.strip() else None
    except (NotFoundError, UsageError):
        return None


def _aimed(explorer: Explorer, text: str) -> str | None:
    """The code of what a text names by its number or its ROME code."""
    iri = _named(explorer, text)
    if iri is not None:
        return code_of(explorer, iri)
    job = explorer.finder.jobs.by_code(text) if text.strip() else None
    return job.code if job else None


def _search(explorer: Explorer, words: str, kinds: tuple[str, ...], day: date) -> Search:
    found = explorer.finding.search(words.strip()[:200], kinds=kinds, top=SHOWN)
    groups = {group.kind: tuple(_offer(explorer, hit, day) for hit in group.hits) for group in found.groups}
    return Search(words.strip(), tuple((kind, groups[kind]) for kind in kinds if kind in groups))


def _offer(explorer: Explorer, hit: Hit, day: date) -> Offer:
    base = explorer.finder.base
    whole = base.certification(certification_of(hit.iri)) if hit.kind in _HOLDABLE else None
    standing = whole.standing(day, base.known) if whole else None
    return Offer(
        hit,
        code_of(explorer, hit.iri),
        standing.sentence if standing else "",
        standing is not None and standing.award is False,
    )


def routes() -> list[BaseRoute]:
    """The route of the page."""
    return [Route("/parcours", course, name="course"), Route("/parcours.json", data)]
