"""The quality of the data: what the validation found, and what the correspondances leave undone."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from passerelles.analysis.audit import Audit
from passerelles.analysis.explorer import Explorer
from passerelles.analysis.quality.quality import Asked, Maker, Quality
from passerelles.errors import StoreError
from passerelles.web.views.page import explorer_of, not_found, page, today_of

#: Results of one cause on a page.
ROWS = 50
#: Findings of one kind on the page of the audit.
FINDINGS = 30
_MAKERS = 12
_TRENDS = 40


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The document and the certificateur that a page is about, and addresses that keep them."""

    source: str | None
    maker: Maker | None
    asked: Asked

    def address(self, path: str, /, **changed: str | None) -> str:
        """The address of a page about the same document and certificateur, with something changed."""
        told = {
            "source": self.source,
            "certificateur": (self.maker.siret or self.maker.iri) if self.maker else None,
            **changed,
        }
        query = urlencode({name: value for name, value in told.items() if value})
        return f"{path}?{query}" if query else path


async def quality(request: Request) -> Response:
    """The causes found, by document and certificateur, and how they went from build to build."""
    return await to_thread.run_sync(_quality, request)


def _quality(request: Request) -> Response:
    explorer = explorer_of(request)
    found = explorer.quality
    narrowed = _narrowed(request, found)
    words = " ".join(request.query_params.get("nom", "").split())[:200]
    return page(
        request,
        "quality.html",
        causes=found.causes(narrowed.asked),
        narrowed=narrowed,
        words=words,
        makers=found.makers(words, _MAKERS),
        sources=found.sources(),
        trends=found.trends()[-_TRENDS:],
        overview=explorer.overview,
        data=explorer.data,
    )


async def cause(request: Request) -> Response:
    """All results of one cause, page by page."""
    return await to_thread.run_sync(_cause, request)


def _cause(request: Request) -> Response:
    explorer = explorer_of(request)
    found = explorer.quality
    narrowed = _narrowed(request, found)
    name = request.path_params["cause"]
    told = next((each for each in found.causes(narrowed.asked) if each.cause == name), None)
    if told is None:
        return not_found(request, f"La validation n’a rien relevé sous « {name} » ici.")
    number = request.query_params.get("page", "1")
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    last = max(1, -(-told.count // ROWS))
    shown = min(max(1, wanted), last)
    return page(
        request,
        "quality_cause.html",
        cause=told,
        narrowed=narrowed,
        results=found.results(name, narrowed.asked, ROWS, (shown - 1) * ROWS),
        page=shown,
        last=last,
    )


def _narrowed(request: Request, found: Quality) -> Narrowed:
    source = request.query_params.get("source", "")[:400] or None
    named = request.query_params.get("certificateur", "")[:400]
    known = found.maker(named) if named else None
    number, maker = known if known else (None, None)
    return Narrowed(source, maker, Asked(source, number))


@dataclass
class Audits:
    """The audit of the present version and day, made once, in the background: it takes seconds on a whole register."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    of: tuple[int, date] | None = None
    found: Audit | None = None
    making: threading.Thread | None = None

    def ask(self, explorer: Explorer, day: date) -> Audit | None:
        """The audit, or None while it is being made."""
        wanted = (id(explorer), day)
        with self.lock:
            if self.of == wanted and self.found is not None:
                return self.found
            if self.making is None or not self.making.is_alive():
                self.making = threading.Thread(target=self._make, args=(explorer, day), daemon=True)
                self.making.start()
            making = self.making
        # A small graph is audited before anyone notices.
        making.join(timeout=2)
        return self.found if self.of == wanted else None

    def _make(self, explorer: Explorer, day: date) -> None:
        try:
            found = explorer.audit(day)
        except (OSError, StoreError):
            # The version was closed meanwhile: whoever asks next asks the new one.
            return
        with self.lock:
            self.of, self.found = (id(explorer), day), found


async def audit(request: Request) -> Response:
    """What correspondances, replacements and near-identical blocs leave undone."""
    return await to_thread.run_sync(_audit, request)


def _audit(request: Request) -> Response:
    audits: Audits = request.app.state.audits
    explorer = explorer_of(request)
    found = audits.ask(explorer, today_of(request))
    name = " ".join(request.query_params.get("certificateur", "").split())[:200]
    if found is not None and name:
        found = found.of(name)
    return page(
        request,
        "audit.html",
        headers={} if found else {"refresh": "10"},
        audit=found,
        name=name,
        findings=FINDINGS,
        data=explorer.data,
    )


def routes() -> list[BaseRoute]:
    """The routes of the three pages."""
    return [
        Route("/qualite", quality, name="quality"),
        Route("/qualite/audit", audit, name="audit"),
        Route("/qualite/{cause}", cause, name="cause"),
    ]
