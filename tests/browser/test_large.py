"""A certification of sixty blocs whose titles try to be scripts: every page about it opens, fits, and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, expect

from tests.browser.conftest import Visits, served
from tests.small_graph import QUESTIONS, publish
from tests.web.test_certification_page import TODAY, large_graph

#: Each page about it, and what must be seen there.
PAGES = {
    "/recherche?q=grande certification": ".hit",
    "/recherche?q=<script>alert(5)</script>": "h1",
    "/certification/rncp/50003": "#bloc-BC60",
    "/bloc/rncp/50003/BC60": "h1",
    "/comparer?ids=RNCP50003,RNCP50002": "table.beside tr:nth-child(60)",
    "/graphe?de=RNCP50003": "svg.picture-drawing, .picture-canvas",
    "/graphe?acquis=RNCP50002&vers=RNCP50003": "svg.picture-drawing, .picture-canvas",
    "/graphe?suite=RNCP50003": "svg.picture-drawing, .picture-canvas",
    "/parcours?acquis=RNCP50003BC01&vers=RNCP50003": "[aria-labelledby=chemin-1]",
    "/dossier?acquis=RNCP50003BC01&vers=RNCP50003&ids=RNCP50003,RNCP50002": "h1",
}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that holds it."""
    folder = tmp_path_factory.mktemp("grand")
    graph = folder / "grand.trig"
    graph.write_text(large_graph(), encoding="utf-8")
    with served(publish(folder / "store", *QUESTIONS, graph), TODAY) as address:
        yield address


@pytest.fixture
def visit_large(browser: Browser, large: str) -> Iterator[Visits]:
    """Opens pages of that site."""
    visits = Visits(browser, large)
    yield visits
    assert visits.end() == []


@pytest.mark.parametrize("width", [1280, 390], ids=["wide", "phone"])
def test_no_label_runs_and_sixty_blocs_fit(visit_large: Visits, width: int) -> None:
    page = visit_large(width=width)
    ran: list[str] = []

    def asked(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", asked)
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("grande certif", delay=5)
    expect(page.get_by_role("option").first).to_contain_text("<script>alert(3)</script>")
    for address, seen in PAGES.items():
        page.goto(address)
        expect(page.locator(seen).first).to_be_attached()
        if "picture" in seen and page.locator(".picture").count():
            page.wait_for_selector(".picture[data-ready], svg.picture-drawing:visible")
        assert "<script>alert(" in page.locator("main").inner_text(), address
        assert page.locator("script:not([src])").count() == 0, address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert ran == []


def test_the_path_through_sixty_blocs_can_be_read(visit_large: Visits) -> None:
    page = visit_large("/parcours?acquis=RNCP50003BC01&vers=RNCP50003")
    expect(page.locator(".aloud").first).to_contain_text("Elle compte 60 blocs : vous en avez déjà 1.")
    # Nobody reads fifty-nine titles aloud.
    assert len(page.locator(".aloud").first.inner_text()) < 1200
