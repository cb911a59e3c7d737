"""The pages of a certification and of a bloc in a real browser: all states, both widths, keyboard, paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visits

FICHE = "/certification/rncp/23022"
REFERENTIEL = "/certification/cqpm/MQ-1988-0044"


@pytest.mark.parametrize(
    ("path", "width", "dark"),
    [
        (FICHE, 390, True),
        (REFERENTIEL, 1280, True),
        (REFERENTIEL, 390, False),
        (f"{FICHE}/preuves", 1280, False),
        ("/bloc/rncp/23022/BC01", 390, True),
        ("/en/bloc/rncp/23022/BC01", 1280, False),
    ],
)
def test_the_pages_are_accessible_and_fit(
    visit: Visits, axe: Callable[[Page], list[str]], path: str, width: int, dark: bool
) -> None:
    page = visit(path, width=width, dark=dark)
    # What is folded is looked at too.
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_line_of_time_keeps_its_letters_and_its_width(visit: Visits) -> None:
    sizes = {}
    for width in (1280, 390):
        page = visit(FICHE, width=width)
        drawing = page.locator("figure.line > svg")
        box, letters = drawing.bounding_box(), page.locator("figure.line text.own").bounding_box()
        assert box and letters and box["width"] <= width
        assert letters["x"] >= 0 and letters["x"] + letters["width"] <= width
        sizes[width] = letters["height"]
        assert drawing.get_attribute("role") == "img"
        assert page.locator("ol.dates li").count() >= 4
    assert abs(sizes[1280] - sizes[390]) < 1


def test_a_value_leads_to_its_passage_and_back_by_keyboard(visit: Visits) -> None:
    page = visit(FICHE)
    link = page.locator("#capacite-C1 a.proof").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/passage/[0-9a-f]{64}/\d+-\d+#passage"))
    title = page.locator("#passage").inner_text()
    page.go_back()
    assert " ".join(title.split())[:30] in " ".join(page.locator("#capacite-C1").inner_text().split())


def test_printing_is_offered_only_where_it_works(visit: Visits) -> None:
    assert not visit(FICHE, javascript=False).locator("button.print").is_visible()
    page = visit(FICHE)
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Imprimer").click()
    assert page.title() == "printed"
    page.emulate_media(media="print")
    assert not page.locator(".actions").is_visible() and not page.locator(".search").is_visible()
    folded = page.locator("section.bloc details").first
    assert folded.get_attribute("open") is None
    assert folded.locator("p").first.bounding_box(), "what is folded on the screen is read on paper"


def test_a_link_to_a_criterion_of_a_referentiel_opens_it(visit: Visits) -> None:
    page = visit(REFERENTIEL, javascript=False)
    summary = page.locator("#competences ~ section summary").first
    summary.focus()
    page.keyboard.press("Enter")
    opened = page.locator("section.bloc details[open]").first
    for words in ("Conditions de réalisation", "Critères mesurables et observables", "Résultats attendus"):
        assert words in opened.inner_text()
