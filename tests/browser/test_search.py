"""Searching as a person does: suggestions, arrow keys, a sentence, filters that stay in the address."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visits


def test_suggestions_are_chosen_with_the_keyboard(visit: Visits) -> None:
    page = visit("/")
    field = page.get_by_role("combobox")
    field.press_sequentially("opérateur poly", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    chosen = options.first
    expect(chosen).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/certification/rncp/28245")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Opérateur(trice) polyvalent")


def test_what_is_typed_before_the_script_is_there_is_answered(visit: Visits) -> None:
    page = visit()
    held: list[Route] = []
    page.route("**/static/combobox.js*", lambda route: held.append(route))
    page.goto("/", wait_until="commit")
    page.locator("main input[name=q]").press_sequentially("opérateur poly")
    assert len(held) == 1
    held[0].continue_()
    expect(page.get_by_role("option").first).to_be_visible()


def test_three_typing_mistakes_are_forgiven(visit: Visits) -> None:
    page = visit("/")
    page.get_by_role("combobox").fill("tecnicien dusinage comande numerique")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_text("Lu comme")).to_be_visible()
    first = page.locator(".hit").first
    expect(first).to_contain_text("usinage")
    expect(first.locator(".why")).not_to_be_empty()


def test_filters_stay_in_the_address_and_can_be_taken_away(visit: Visits) -> None:
    visit.tolerate("404")
    page = visit("/recherche?q=CQPM")
    facets = page.get_by_role("complementary", name="Affiner")
    link = facets.get_by_role("link").first
    words = (link.text_content() or "").strip()
    count = int("".join(char for char in words.rsplit("(", 1)[1] if char.isdigit()))
    link.click()
    assert "q=CQPM" in page.url and "genre=certification" in page.url
    assert page.locator(".hit").count() == min(count, 40)
    page.reload()
    assert page.locator(".hit").count() == min(count, 40)
    page.get_by_label("Filtres choisis").get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("CQPM")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/recherche?q=usinage",
        "/recherche?q=zzzqqq",
        "/certifications",
        "/comparer?ids=RNCP28245,RNCP28246,RNCP28243",
    ],
)
def test_pages_are_accessible_and_fit(
    visit: Visits, axe: Callable[[Page], list[str]], path: str, width: int, dark: bool
) -> None:
    visit.tolerate("404")
    page = visit(path, width=width, dark=dark)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_a_search_answers(visit: Visits) -> None:
    page = visit("/", javascript=False)
    page.locator("main input[name=q]").fill("je soude au TIG et je lis des plans")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("heading", name="Ce qui a été compris")).to_be_visible()


def test_the_first_page_is_light(visit: Visits) -> None:
    page = visit()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < 200_000


def test_a_page_can_be_read_twice_as_large(visit: Visits) -> None:
    # 200 % of 1280 is what 640 pixels hold.
    page = visit("/comparer?ids=RNCP28245,RNCP28246", width=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
