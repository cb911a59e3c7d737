"""Every kind of page that no other module tries: WCAG, room on a phone, one title, named images, focus that is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visits, served

#: Name → the address, and the link of that page to follow when the address cannot be known before.
KINDS: dict[str, tuple[str, str | None]] = {
    "certification of the feed": ("/certification/rncp/28245", None),
    "référentiel": ("/certification/cqpm/MQ-1988-0044", None),
    "proofs": ("/certification/rncp/23022", 'main a[href$="/preuves"]'),
    "bloc": ("/bloc/rncp/23022/BC01", None),
    "passage": ("/bloc/rncp/23022/BC01", 'main a[href^="/passage/"]'),
    "code": ("/id/nsf/200r.html", None),
    "access": ("/id/rncp/23022/acces/VAE.html", None),
    "vocabulary": ("/ns", None),
    "data": ("/data", None),
    "api": ("/api/docs", None),
    "questions": ("/requetes", None),
    "question": ("/requetes/sources", None),
    "quality": ("/qualite", None),
    "cause": ("/qualite", 'main a[href^="/qualite/"]:not([href$="/audit"])'),
    "audit": ("/qualite/audit", None),
    "experience": ("/parcours", 'form[action="/parcours/experience"] button'),
    "empty comparison": ("/comparer", None),
    "not there": ("/certification/rncp/99999", None),
    "no page": ("/rien-de-tel", None),
    "english start": ("/en", None),
    "english certification": ("/en/certification/rncp/23022", None),
    "english course": ("/en/parcours?acquis=RNCP28246&vers=RNCP28243&le=2020-12-01", None),
}
#: Long pages, on which axe-core takes seconds: they are tried as a phone shows them, where more can go wrong.
LONG = {"vocabulary", "api", "question", "proofs", "audit", "cause", "access"}
SIZES = [
    (kind, width)
    for kind in KINDS
    for width in (1280, 390)
    if width == 390 or not (kind in LONG or kind.startswith(("english", "no", "empty")))
]
#: What the page itself must show, asked in one go: titles, width, pictures without a name.
FACTS = """() => ({
  titles: document.querySelectorAll("h1").length,
  width: document.documentElement.scrollWidth,
  unnamed: [...document.querySelectorAll("img, svg")].filter((each) =>
    !each.closest("[aria-hidden=true]") && !each.parentElement.closest("[role=img]") &&
    !each.getAttribute("alt") && !each.getAttribute("aria-label") &&
    !each.getAttribute("aria-labelledby") && !each.querySelector("title")).map((each) => each.outerHTML.slice(0, 90)),
  title: document.title,
})"""
#: How the element that has the focus shows it.
FOCUSED = """() => {
  const each = document.activeElement, style = getComputedStyle(each);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return { name: each.outerHTML.slice(0, 120), body: each === document.body,
           seen: ring || style.boxShadow !== "none" };
}"""


def check(page: Page, axe: Callable[[Page], list[str]], width: int) -> None:
    """What every page owes to everybody."""
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    facts = page.evaluate(FACTS)
    assert facts["titles"] == 1 and facts["title"].strip()
    assert facts["width"] <= width
    assert facts["unnamed"] == []
    assert axe(page) == []


@pytest.mark.parametrize(("kind", "width"), SIZES)
def test_every_kind_of_page_is_for_everybody(
    visit: Visits, axe: Callable[[Page], list[str]], kind: str, width: int
) -> None:
    """Light on a wide screen, dark on a phone."""
    address, link = KINDS[kind]
    if kind in ("not there", "no page"):
        visit.tolerate("404")
    page = visit(address, width=width, dark=width == 390)
    if kind == "experience":
        page.locator("#recit").fill("Je soude au TIG")
    if link:
        page.locator(link).first.click()
        page.wait_for_load_state()
    check(page, axe, width)


@pytest.fixture
def empty(browser: Browser, tmp_path: Path) -> Iterator[Visits]:
    """Opens pages of a site that has no graph yet."""
    with served(tmp_path / "base") as address:
        visits = Visits(browser, address)
        visits.tolerate("503")
        yield visits
        assert visits.end() == []


def test_a_site_without_its_graph_is_for_everybody_too(
    empty: Visits, axe: Callable[[Page], list[str]]
) -> None:
    for width, dark, address in ((1280, False, "/"), (390, True, "/en/recherche?q=soudeur")):
        page = empty(address, width=width, dark=dark)
        check(page, axe, width)
        assert "passerelles build" in page.locator("main").inner_text()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/recherche?q=usinage", "/comparer?ids=RNCP28245,RNCP28246", "/certification/rncp/23022"]
)
def test_the_focus_is_seen_wherever_the_tabulator_leads(visit: Visits, path: str, dark: bool) -> None:
    page = visit(path, dark=dark)
    for _ in range(24):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["seen"] and not focused["body"], focused["name"]
