"""The page of one certification, with its data twins, and the page of its proofs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from passerelles.answers.address import REGISTERS, certification_iri
from passerelles.answers.certification import CertificationAnswer, read_certification
from passerelles.answers.competences import Capacite
from passerelles.answers.evidence import Passages
from passerelles.answers.question import terms
from passerelles.ontology import ID
from passerelles.queries import query
from passerelles.store import Dataset
from passerelles.web.language import language_of
from passerelles.web.negotiation import media_type
from passerelles.web.pages_format import JSON, TURTLE, TWINS, split_suffix
from passerelles.web.report import report
from passerelles.web.timeline import timeline
from passerelles.web.views.page import dataset_of, manifest_of, not_found, page, today_of
from passerelles.web.views.partners_shown import PartnersMemory, partners_shown
from passerelles.web.views.surroundings import surroundings

_CSV = "text/csv"
_HEADERS = {"Vary": "Accept"}


class Certifications:
    """The pages of certifications over the graph that the application reads."""

    def __init__(self) -> None:
        self._partners = PartnersMemory()

    async def certification(self, request: Request) -> Response:
        """One certification as HTML, JSON, Turtle or CSV (blocs and capacités), by suffix or by `Accept`."""
        number, suffixed = _split(request.path_params["number"])
        twin = suffixed or media_type(request.headers.get("accept"), (*TWINS, _CSV))
        return await to_thread.run_sync(self._answer, request, number, twin)

    async def evidence(self, request: Request) -> Response:
        """All passages that prove what the page of a certification says."""
        return await to_thread.run_sync(self._evidence, request)

    def _answer(self, request: Request, number: str, twin: str | None) -> Response:
        dataset = dataset_of(request)
        # The twins are as the documents are: in French.
        langue = "fr" if twin in (JSON, TURTLE, _CSV) else language_of(request)
        found = self._read(request, dataset, number, langue)
        if found is None:
            return _unknown(request, number)
        if twin == JSON:
            return Response(_json(found), media_type=JSON, headers=_HEADERS)
        if twin == _CSV:
            return Response(
                "".join(_csv(found)), media_type=f"{_CSV}; charset=utf-8; header=present", headers=_HEADERS
            )
        if twin == TURTLE:
            question = query("certification-graphe")
            body = dataset.serialise(
                question.text, TURTLE, terms(question.bind_values({"certification": found.iri}))
            )
            return StreamingResponse(body, media_type=TURTLE, headers=_HEADERS)
        # What accepts none of the twins still gets the page: better read than refused.
        return self._page(request, dataset, found)

    def _page(self, request: Request, dataset: Dataset, found: CertificationAnswer) -> Response:
        today = today_of(request)
        name = name_of_fiche(found)
        sources = tuple(each.file or each.iri for each in found.evidence.sources)
        return page(
            request,
            "certification.html",
            headers=_HEADERS,
            page=found,
            ref=_ref(found),
            official=official_page(found.iri),
            passages=Passages(found.evidence),
            partners=partners_shown(found.partners, request.query_params),
            around=surroundings(request, found.iri, today),
            line=timeline(found, today),
            today=today.isoformat(),
            data=manifest_of(dataset),
            report=report(
                request.app.state.settings.contact,
                name,
                f"{str(request.base_url).rstrip('/')}{found.href}",
                sources,
            ),
        )

    def _evidence(self, request: Request) -> Response:
        number = request.path_params["number"]
        found = self._read(request, dataset_of(request), number, language_of(request))
        if found is None:
            return _unknown(request, number)
        return page(request, "evidence.html", page=found)

    def _read(
        self, request: Request, dataset: Dataset, number: str, langue: str
    ) -> CertificationAnswer | None:
        register = request.path_params["register"]
        if register not in REGISTERS:
            return None
        iri = certification_iri(register, number)
        read = partial(read_certification, langue=langue, partners=self._partners)
        return read(dataset, iri, today_of(request))


def name_of_fiche(found: CertificationAnswer) -> str:
    """The number and the title of a certification, as far as they are known."""
    parts = (*found.facts.get("identifier", ()), *found.facts.get("title", ()))
    return " – ".join(parts) or found.iri


def official_page(iri: str) -> str | None:
    """The address of the fiche on the site of the register's keeper; None for what has no number there."""
    number = re.fullmatch(r"(?:rncp|rs)/[0-9]+", iri.removeprefix(ID))
    return f"https://www.francecompetences.fr/recherche/{number[0]}/" if number else None


def _ref(found: CertificationAnswer) -> str:
    """What names the certification in the query string of other pages."""
    return next(iter(found.facts.get("identifier", ())), found.iri)


def _split(number: str) -> tuple[str, str | None]:
    if number.endswith(".csv"):
        return number.removesuffix(".csv"), _CSV
    return split_suffix(number)


def _unknown(request: Request, number: str) -> Response:
    register = request.path_params["register"]
    return not_found(request, f"Aucune certification « {register} {number} » dans ce graphe.")


def _json(found: CertificationAnswer) -> str:
    return json.dumps(asdict(found), ensure_ascii=False, indent=1)


def _csv(found: CertificationAnswer) -> Iterator[str]:
    """A line for each capacité, and one for each bloc that has none."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("certification", "bloc", "bloc_titre", "capacite", "capacite_titre"))
    number = _ref(found)
    for bloc in found.competences.blocs:
        of_bloc = (number, bloc.code or bloc.iri, " · ".join(bloc.title))
        for capacite in bloc.capacites or (None,):
            writer.writerow((*of_bloc, *_cells(capacite)))
    for capacite in found.competences.outside:
        writer.writerow((number, "", "", *_cells(capacite)))
    yield text.getvalue()


def _cells(capacite: Capacite | None) -> tuple[str, str]:
    return (capacite.code or "", " · ".join(capacite.title)) if capacite else ("", "")


def routes() -> list[BaseRoute]:
    """The routes of the page, of its twins and of its proofs."""
    pages = Certifications()
    return [
        Route("/certification/{register}/{number}", pages.certification, name="certification"),
        Route("/certification/{register}/{number}/preuves", pages.evidence, name="evidence"),
    ]
