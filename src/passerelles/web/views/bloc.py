"""The page of one bloc de compétences: what it is, which others bear its title, and what it gives."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from passerelles.analysis.catalogue import Catalogue
from passerelles.answers.address import REGISTERS, bloc_href, certification_iri, href
from passerelles.answers.bloc import read_bloc
from passerelles.answers.evidence import Passages
from passerelles.errors import PreparingError, StoreError
from passerelles.ontology import ID
from passerelles.web.graph import CurrentGraph
from passerelles.web.language import language_of
from passerelles.web.negotiation import media_type
from passerelles.web.pages_format import JSON, TURTLE, TWINS, split_suffix
from passerelles.web.report import report
from passerelles.web.views.certification import name_of_fiche
from passerelles.web.views.page import dataset_of, manifest_of, not_found, page, today_of
from passerelles.web.views.surroundings import surroundings

_SAFE = "-._~()'!*,;=@"
#: Other blocs of the same wording that a page shows.
SHOWN = 50
_SAME = """
SELECT b.iri, b.identifier, b.title, c.iri, c.identifier, c.title, c.actif, c.fin
FROM bloc b JOIN certification c ON c.id = b.certification WHERE LENGTH(b.title) = LENGTH(?)
ORDER BY c.actif IS NULL, c.actif DESC, c.fin DESC, c.id, b.place
"""


@dataclass(frozen=True, slots=True)
class Twin:
    """A bloc of another certification that bears the same title, letter case aside; it is no equivalence."""

    href: str
    identifier: str | None
    certification: str
    certification_href: str
    active: bool | None
    end: str | None


async def bloc(request: Request) -> Response:
    """One bloc as HTML or JSON; its Turtle is the description of its IRI."""
    code, suffixed = split_suffix(request.path_params["code"])
    twin = suffixed or media_type(request.headers.get("accept"), TWINS)
    register, number = request.path_params["register"], request.path_params["number"]
    iri = f"{certification_iri(register, number)}/bloc/{quote(code, safe=_SAFE)}"
    if twin == TURTLE:
        return RedirectResponse(f"/id/{iri.removeprefix(ID)}.ttl", 303, {"Vary": "Accept"})
    return await to_thread.run_sync(partial(_answer, request, iri, twin))


def _answer(request: Request, iri: str, twin: str | None) -> Response:
    dataset, today = dataset_of(request), today_of(request)
    langue = "fr" if twin == JSON else language_of(request)
    known = request.path_params["register"] in REGISTERS
    found = read_bloc(dataset, iri, today, langue=langue) if known else None
    headers = {"Vary": "Accept"}
    if found is None:
        return not_found(request, f"Aucun bloc « {iri.removeprefix(ID)} » dans ce graphe.")
    if twin == JSON:
        told = {name: value for name, value in asdict(found).items() if name != "certification"}
        told["certification"] = found.certification.iri
        body = json.dumps(told, ensure_ascii=False, indent=1)
        return Response(body, media_type=JSON, headers=headers)
    name = f"{found.bloc.code or iri.removeprefix(ID)} – {name_of_fiche(found.certification)}"
    address = f"{str(request.base_url).rstrip('/')}{found.href}"
    twins = _twins(request, iri, " · ".join(found.bloc.title))
    return page(
        request,
        "bloc.html",
        headers=headers,
        found=found,
        page=found.certification,
        passages=Passages(found.certification.evidence),
        around=surroundings(request, iri, today, top=0),
        twins=twins,
        shown=SHOWN,
        today=today.isoformat(),
        data=manifest_of(dataset),
        report=report(request.app.state.settings.contact, name, address),
    )


def _twins(request: Request, iri: str, title: str) -> tuple[Twin, ...] | None:
    """The blocs of other certifications of the same title; None while the catalogue is being made."""
    graph: CurrentGraph = request.app.state.graph
    try:
        catalogue = graph.explorer(0.2).catalogue
    except (PreparingError, StoreError):
        return None
    return same_title(catalogue, iri, title)


def same_title(catalogue: Catalogue, iri: str, title: str) -> tuple[Twin, ...]:
    """The blocs of other certifications that bear this title, those of active ones first."""
    own = iri.partition("/bloc/")[0]
    wanted = title.lower()
    found = []
    # SQLite folds the case of plain letters only: the length narrows, and the words decide here.
    for other, code, written, whole, number, name, active, end in catalogue.rows(_SAME, (title,)):
        if str(written).lower() == wanted and whole != own and title:
            found.append(
                Twin(
                    href=bloc_href(str(other)),
                    identifier=str(code) if code else None,
                    certification=" – ".join(str(each) for each in (number, name) if each) or str(whole),
                    certification_href=href(str(whole)),
                    active=None if active is None else bool(active),
                    end=str(end) if end else None,
                )
            )
    return tuple(found)


def routes() -> list[BaseRoute]:
    """The route of the page and of its twins."""
    return [Route("/bloc/{register}/{number}/{code:path}", bloc, name="bloc")]
