"""The graph views in a real browser: seen, moved in by keyboard, opened, filtered, searched and saved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from passerelles.web.assets import read_assets
from tests.browser.conftest import Visits, missing

AROUND, MAP = "/graphe?de=RNCP23022", "/graphe?famille=CQPM"
PATH = "/graphe?acquis=RNCP23022&vers=RNCP28243&le=2018-03-01"
TIME = "/graphe?suite=RNCP28243"


@pytest.fixture(scope="module", autouse=True)
def library() -> None:
    if read_assets().built("graph.js") is None:
        missing("Cytoscape n’est pas construit (« make assets »)")


def drawn(visit: Visits, path: str, **options: int | bool) -> Page:
    """A graph view, once Cytoscape has drawn it."""
    page = visit(path, **options)  # type: ignore[arg-type]
    page.wait_for_selector(".picture[data-ready]")
    return page


@pytest.mark.parametrize(
    ("path", "dark"),
    [("/graphe", False), (AROUND, True), (MAP, False), (MAP, True), (PATH, False), (TIME, True)],
)
def test_a_view_is_accessible_and_fits_a_phone(
    visit: Visits, axe: Callable[[Page], list[str]], path: str, dark: bool
) -> None:
    page = (
        visit(path, width=390, dark=dark) if path == "/graphe" else drawn(visit, path, width=390, dark=dark)
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page) == []


def test_a_view_is_accessible_on_a_wide_screen_with_its_panel(
    visit: Visits, axe: Callable[[Page], list[str]]
) -> None:
    page = drawn(visit, AROUND)
    page.locator(".picture-canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".picture-panel")).to_be_visible()
    assert axe(page) == []


def test_without_javascript_the_drawing_and_its_tables_are_there(visit: Visits) -> None:
    page = visit(AROUND, javascript=False)
    expect(page.locator("svg.picture-drawing")).to_be_visible()
    expect(page.locator(".picture-tools")).to_be_hidden()
    page.get_by_role("row", name="RNCP23022BC01").get_by_role("link", name="Ouvrir").first.click()
    assert "ouvrir=rncp/23022/bloc/BC01" in page.url
    expect(page.locator(".picture-marks")).to_contain_text("Capacité")


def test_the_keyboard_does_everything(visit: Visits) -> None:
    page = drawn(visit, AROUND)
    canvas = page.locator(".picture-canvas")
    canvas.focus()
    page.keyboard.press("ArrowRight")
    panel = page.locator(".picture-panel-body")
    expect(panel).to_contain_text("RNCP23022")
    # To what stands on the right of the certification, then to a bloc over it.
    page.keyboard.press("ArrowRight")
    for _ in range(8):
        if "BC01" in panel.inner_text():
            break
        page.keyboard.press("ArrowUp")
    expect(panel).to_contain_text("RNCP23022BC01")
    expect(page.locator(".picture-said")).to_contain_text("Entrée pour ouvrir")
    page.keyboard.press("Enter")
    page.wait_for_url("**ouvrir=rncp/23022/bloc/BC01**")
    expect(page.locator(".picture-marks")).to_contain_text("Capacité")
    expect(panel).to_contain_text("Refermer")
    page.keyboard.press("Escape")
    expect(page.locator(".picture-panel")).to_be_hidden()
    expect(canvas).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".picture-save a").first).to_be_focused()


def test_a_line_opens_its_sentence(visit: Visits) -> None:
    page = drawn(visit, AROUND)
    page.locator(".picture-canvas").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".picture-panel .ties button", has_text="conventionnelle").click()
    panel = page.locator(".picture-panel-body")
    expect(panel.locator("blockquote")).to_contain_text("donne lieu à la délivrance")
    expect(panel.get_by_role("link", name="RNCP23022.txt")).to_be_visible()
    expect(panel).to_contain_text("conventionnelle")


def test_the_legend_filters_and_the_field_finds(visit: Visits) -> None:
    page = drawn(visit, MAP)
    page.get_by_label("Trouver dans l’image").fill("boulanger")
    expect(page.locator(".picture-found")).to_have_text("rien")
    page.get_by_label("Trouver dans l’image").fill("SOUDÉUR")
    expect(page.locator(".picture-found")).to_contain_text("trouvé")
    page.keyboard.press("Enter")
    expect(page.locator(".picture-panel-body")).to_contain_text("oudeur")
    page.get_by_role("checkbox", name="technicien", exact=False).first.uncheck()
    expect(page.locator(".picture-said")).to_contain_text("montrés")


@pytest.mark.parametrize(("button", "start"), [("SVG de la vue", b"<?xml"), ("PNG", b"\x89PNG")])
def test_a_view_is_saved_as_it_is_seen(visit: Visits, button: str, start: bytes) -> None:
    page = drawn(visit, PATH)
    with page.expect_download() as waited:
        page.get_by_role("button", name=button, exact=True).click()
    content = waited.value.path().read_bytes()
    assert content.startswith(start)
    if button == "SVG de la vue":
        assert "RNCP28243" in content.decode() and "stroke-dasharray" in content.decode()


def test_an_english_view_keeps_its_language(visit: Visits) -> None:
    page = drawn(visit, f"/en{AROUND}")
    expect(page.get_by_role("button", name="See all")).to_be_visible()
    page.locator(".picture-canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".picture-panel-body")).to_contain_text("links")
    page.get_by_role("link", name="Open (4)").first.click()
    page.wait_for_url("**/en/graphe?**ouvrir=**")


def test_text_twice_as_large_still_fits(visit: Visits) -> None:
    page = drawn(visit, PATH, width=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
