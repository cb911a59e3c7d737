"""A site of the examples, a real browser on it, and what no page may do: fail, complain, or ask another host."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from passerelles.build import Outcome
from passerelles.store.workers import Limits
from passerelles.web import Settings
from tests.running import running

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Milliseconds that a page may take: machines are shared.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


def missing(what: str) -> None:
    """Skip the test because of what this machine lacks; CI lacks nothing, so there it fails."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@contextmanager
def served(store: Path, day: date | None = None) -> Iterator[str]:
    """The address of a real server over that store, until the block ends; its day is ours when none is given."""
    told = Settings(endpoint=Limits(seconds=20))
    settings = replace(told, today=lambda: day) if day else told
    with running(store, settings) as address:
        yield address


@pytest.fixture(scope="package")
def site(examples_store: tuple[Path, Outcome]) -> Iterator[str]:
    """The address of a real server over the examples."""
    with served(examples_store[0]) as address:
        yield address


# Not for the session: as long as the browser is held, this thread has a running loop, and the tests of the
# other parts could not begin one.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing("Chromium n’est pas installé (paquet « chromium »)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


class Visits:
    """Opens pages, and keeps everything that they did wrong."""

    def __init__(self, browser: Browser, site: str) -> None:
        self._browser = browser
        self._site = site
        self._contexts: list[BrowserContext] = []
        self._tolerated: list[str] = []
        self._faults: list[str] = []

    def __call__(
        self,
        path: str | None = None,
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        javascript: bool = True,
    ) -> Page:
        """A page in a context of its own (storage, downloads), at that path of the site when one is given."""
        context = self._browser.new_context(
            base_url=self._site,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale="fr-FR",
            accept_downloads=True,
        )
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("request", self._requested)
        page = context.new_page()
        page.on("console", lambda message: self._complained(message.type, message.text))
        page.on("pageerror", lambda error: self._faults.append(f"error in the page: {error}"))
        if path is not None:
            page.goto(path)
        return page

    def tolerate(self, text: str) -> None:
        """Let pass the messages of the console that hold that text, such as the status of a refused query."""
        self._tolerated.append(text)

    def end(self) -> list[str]:
        """Close everything; the faults that were not tolerated."""
        for context in self._contexts:
            context.close()
        return [each for each in self._faults if not any(text in each for text in self._tolerated)]

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((f"{self._site}/", "data:", "blob:")):
            self._faults.append(f"request to another host: {request.url}")

    def _complained(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self._faults.append(f"{kind} in the console: {text}")


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visits]:
    """Opens pages: `visit("/sparql", width=390, dark=True)`; the test fails on a fault of any of them."""
    visits = Visits(browser, site)
    yield visits
    assert visits.end() == []


@pytest.fixture
def page(visit: Visits) -> Page:
    """An empty page, 1280 wide, light."""
    return visit()


@pytest.fixture(scope="package")
def axe() -> Callable[[Page], list[str]]:
    """A function that says how a page fails WCAG 2.0 to 2.2, A and AA: the rule, and where."""
    if not AXE.is_file():
        missing("axe-core n’est pas installé (« make assets »)")
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(source)
        options = json.dumps({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
        found: dict[str, Any] = page.evaluate(f"axe.run(document, {options})")
        return [
            f"{violation['id']}: {node['target']} {node['html'][:200]}\n{node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return violations
