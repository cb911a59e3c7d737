"""The page that sets two to five certifications beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from passerelles.analysis.catalogue import Catalogue, Certification, Code
from passerelles.analysis.comparison import Comparison
from passerelles.analysis.comparison.alignment import Row, aligned
from passerelles.analysis.explorer import Explorer
from passerelles.analysis.finding import Hit
from passerelles.errors import NotFoundError, UsageError
from passerelles.web.views.page import explorer_of, page, redirect, today_of

#: Certifications side by side; more would not be read.
MOST = 5
_PROPOSED = 8


@dataclass(frozen=True, slots=True)
class Column:
    """One certification of the table: what it is at a glance, and the address of the table without it."""

    certification: Certification
    codes: dict[str, tuple[Code, ...]]
    ways: tuple[str, ...]
    certificateurs: tuple[str, ...]
    blocs: int
    capacites: int
    without: str
    first: str


@dataclass(frozen=True, slots=True)
class Beside:
    """The comparisons: those of the first with each other, all pairs, and the rows of the table."""

    pairs: dict[tuple[int, int], Comparison]
    with_first: tuple[Comparison, ...]
    capacites: tuple[Row, ...]
    blocs: tuple[Row, ...]


async def comparison(request: Request) -> Response:
    """The certifications named in `ids`; a text in `ajout` proposes others to add."""
    return await to_thread.run_sync(_comparison, request)


def _comparison(request: Request) -> Response:
    given = [each.strip() for each in request.query_params.get("ids", "").split(",") if each.strip()]
    added = " ".join(request.query_params.get("ajout", "").split())[:200]
    explorer = explorer_of(request)
    iris, unknown = _known(explorer, given)
    if added:
        # What is added by its number is added at once.
        more, _ = _known(explorer, [added])
        if more and len(iris) < MOST:
            named = [*iris, *(iri for iri in more if iri not in iris)]
            return redirect(request, _address(explorer.catalogue, named))
    shown = iris[:MOST]
    return page(
        request,
        "comparison.html",
        columns=[_column(explorer.catalogue, shown, place) for place in range(len(shown))],
        beside=_beside(explorer, shown) if len(shown) > 1 else None,
        unknown=unknown,
        left_out=len(iris) - len(shown),
        most=MOST,
        added=added,
        proposed=_proposed(explorer, added, shown) if added else (),
        ids=",".join(_names(explorer.catalogue, shown)),
        today=today_of(request).isoformat(),
        data=explorer.data,
    )


def _known(explorer: Explorer, given: list[str]) -> tuple[list[str], list[str]]:
    """The IRIs of certifications that are named, each once, and the names that the graph does not know."""
    found: dict[str, None] = {}
    unknown = []
    for each in given:
        try:
            found[explorer.iri_of(each).partition("/bloc/")[0]] = None
        except (NotFoundError, UsageError):
            unknown.append(each)
    return list(found), unknown


def _names(catalogue: Catalogue, iris: list[str]) -> list[str]:
    """How an address names them: by number when there is one without a comma, else by IRI."""
    found = [catalogue.certification(iri) for iri in iris]
    return [
        each.identifier if each and each.identifier and "," not in each.identifier else iri
        for iri, each in zip(iris, found, strict=True)
    ]


def _address(catalogue: Catalogue, iris: list[str]) -> str:
    return "/comparer" + ("?" + urlencode({"ids": ",".join(_names(catalogue, iris))}) if iris else "")


def _column(catalogue: Catalogue, iris: list[str], place: int) -> Column:
    found = catalogue.certification(iris[place])
    assert found is not None, "only known certifications are compared"
    codes: dict[str, tuple[Code, ...]] = {}
    for code in catalogue.codes(found.id):
        codes[code.scheme] = (*codes.get(code.scheme, ()), code)
    ways = catalogue.rows(
        "SELECT voie FROM acces WHERE certification = ? AND ouvert = 1 ORDER BY voie", (found.id,)
    )
    makers = catalogue.rows(
        "SELECT o.name FROM certificateur l JOIN organisation o ON o.id = l.organisation "
        "WHERE l.certification = ? AND o.name IS NOT NULL ORDER BY o.name",
        (found.id,),
    )
    others = [iri for iri in iris if iri != iris[place]]
    return Column(
        found,
        codes,
        tuple(str(way) for (way,) in ways),
        tuple(dict.fromkeys(" ".join(str(name).split()) for (name,) in makers)),
        len(catalogue.blocs(found.id)),
        len(catalogue.capacites(found.id)),
        _address(catalogue, others),
        _address(catalogue, [iris[place], *others]),
    )


def _beside(explorer: Explorer, iris: list[str]) -> Beside:
    pairs = {
        (one, other): explorer.compare(iris[one], iris[other])
        for one, other in combinations(range(len(iris)), 2)
    }
    with_first = tuple(pairs[0, other] for other in range(1, len(iris)))
    catalogue = explorer.catalogue
    first = catalogue.certification(iris[0])
    assert first is not None, "only known certifications are compared"
    return Beside(
        pairs,
        with_first,
        aligned([each.iri for each in catalogue.capacites(first.id)], with_first, "capacites"),
        aligned([each.iri for each in catalogue.blocs(first.id)], with_first, "blocs"),
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """One certification that may be added, and the address of the table with it."""

    hit: Hit
    address: str


def _proposed(explorer: Explorer, text: str, iris: list[str]) -> tuple[Proposal, ...]:
    found = explorer.finding.search(text, kinds=["certification"], top=_PROPOSED)
    return tuple(
        Proposal(hit, _address(explorer.catalogue, [*iris, hit.iri]))
        for group in found.groups
        for hit in group.hits
        if hit.iri not in iris
    )


def routes() -> list[BaseRoute]:
    """The route of the page."""
    return [Route("/comparer", comparison, name="comparison")]
