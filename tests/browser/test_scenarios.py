"""Six meetings as a career adviser has them, from the first field to the printed page, at two widths."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from passerelles.build import build
from tests.browser.conftest import Visits, served
from tests.conftest import NOW

WIDTHS = pytest.mark.parametrize("width", [1280, 390], ids=["wide", "phone"])


def ask(page: Page, words: str) -> None:
    """Type in the first field of the page, and ask."""
    page.get_by_role("combobox").first.fill(words)
    page.get_by_role("button", name="Chercher").first.click()
    page.wait_for_load_state()


def way(page: Page) -> Locator:
    """The first path."""
    return page.locator("[aria-labelledby=chemin-1]")


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


@WIDTHS
def test_a_machine_operator_becomes_a_machining_technician(visit: Visits, width: int) -> None:
    page = visit("/", width=width)
    ask(page, "RNCP28246")
    expect(page.get_by_role("heading", level=1)).to_contain_text("autonome de production industrielle")
    fits(page, width)
    page.get_by_role("link", name="Partir d’ici").first.click()

    field = page.locator("#q_vers")
    field.press_sequentially("technicien d'usinage", delay=5)
    expect(page.get_by_role("option").first).to_contain_text("RNCP28243")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**vers=RNCP28243**")
    # Today nothing leads there: the page says why, what is near, and where to read what was.
    expect(page.locator("#chemins ~ *").first).to_be_visible()
    expect(page.get_by_text("Échue depuis le 21/04/2022").first).to_be_visible()
    expect(page.get_by_role("heading", name="Ce qui lui ressemble le plus")).to_be_visible()
    fits(page, width)
    page.get_by_role("link", name="Regarder les chemins tels").click()
    page.wait_for_url("**le=2022-04-21**")
    expect(page.locator(".aloud").first).to_contain_text("Il vous reste à acquérir 3 blocs")
    fits(page, width)

    page.get_by_role("link", name="Voir en graphe").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("RNCP28243")
    for bloc in ("RNCP28243BC01", "RNCP28243BC02", "RNCP28243BC03"):
        expect(page.get_by_role("row", name=bloc).first).to_be_visible()
    fits(page, width)
    page.go_back()
    page.get_by_role("link", name="Imprimer le dossier").click()
    expect(page.get_by_role("heading", name="L’écart")).to_be_visible()
    fits(page, width)


@WIDTHS
def test_an_expired_certification_says_so_and_leads_on(visit: Visits, width: int) -> None:
    page = visit("/", width=width)
    ask(page, "28245")
    assert page.url.endswith("/certification/rncp/28245")
    state = page.locator(".state")
    expect(state).to_contain_text("Enregistrement échu")
    expect(state).to_contain_text("21 avril 2022")
    expect(state).to_contain_text("Aucun document lu ne dit ce qui la remplace.")
    state.get_by_role("link", name="Voir ce qui lui ressemble").click()
    close = page.get_by_role("region", name="Ce qui lui ressemble")
    expect(close.get_by_role("link", name="Comparer").first).to_be_visible()
    close.get_by_role("link", name="Comparer").first.click()
    expect(page.get_by_role("heading", name="Ressemblance calculée")).to_be_visible()
    expect(page.get_by_role("region", name="Ce qui manque à chacune")).to_contain_text("RNCP28245")
    fits(page, width)


@pytest.fixture(scope="module")
def today(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site over the extracts of the official feed of 2026, on a day of that year."""
    store = tmp_path_factory.mktemp("fichier-2026")
    build([shared / "data" / "france-competences-v4.1"], store, now=NOW)
    with served(store, NOW.date()) as address:
        yield address


@pytest.fixture
def visit_today(browser: Browser, today: str) -> Iterator[Visits]:
    """Opens pages of that site."""
    visits = Visits(browser, today)
    yield visits
    assert visits.end() == []


@WIDTHS
def test_what_replaced_an_expired_certification_stands_at_the_top(visit_today: Visits, width: int) -> None:
    page = visit_today("/", width=width)
    ask(page, "RNCP34762")
    state = page.locator(".state")
    expect(state).to_contain_text("Enregistrement échu")
    expect(state).to_contain_text("Remplacée par")
    state.get_by_role("link").click()
    assert page.url.endswith("/certification/rncp/39568")


@WIDTHS
def test_a_developer_with_two_blocs(visit_today: Visits, width: int) -> None:
    page = visit_today("/parcours", width=width)
    for code in ("RNCP36490BC01", "RNCP36490BC02"):
        page.locator("#q_acquis").fill(code)
        page.locator("#q_acquis").press("Enter")
        page.wait_for_url(f"**{code}**")
    expect(page.get_by_text("2 blocs sur 4")).to_be_visible()
    page.locator("#q_vers").fill("RNCP36490")
    page.locator("#q_vers").press("Enter")
    page.wait_for_url("**vers=RNCP36490**")
    expect(page.locator(".aloud").first).to_contain_text("Elle compte 4 blocs : vous en avez déjà 2.")
    expect(way(page)).to_contain_text("RNCP36490BC03")
    fits(page, width)
    # Another certification of the same title recognises nothing of it: what is alike is no right.
    page.locator("#q_vers").fill("RNCP37873")
    page.locator("#q_vers").press("Enter")
    page.wait_for_url("**vers=RNCP37873**")
    expect(page.locator(".aloud").first).to_contain_text("vous n’en avez encore aucun")
    expect(way(page).get_by_text("Ne donne aucun droit").first).to_be_visible()
    fits(page, width)


@WIDTHS
def test_somebody_with_two_blocs_of_three(visit: Visits, width: int) -> None:
    blocs = "RNCP28243BC01,RNCP28243BC02"
    page = visit(f"/parcours?acquis={blocs}&vers=RNCP28243&le=2020-12-01", width=width)
    expect(page.locator(".aloud").first).to_contain_text("Elle compte 3 blocs : vous en avez déjà 2.")
    expect(way(page)).to_contain_text("RNCP28243BC03")


@WIDTHS
def test_three_typing_mistakes(visit: Visits, width: int) -> None:
    page = visit("/", width=width)
    ask(page, "oppérateur polivalent dequipe autonomme")
    expect(page.get_by_text("Lu comme")).to_be_visible()
    expect(page.locator(".hit").first).to_contain_text("RNCP28245")
    expect(page.locator(".hit .why").first).not_to_be_empty()
    fits(page, width)


@WIDTHS
def test_a_plain_sentence(visit: Visits, width: int) -> None:
    page = visit("/", width=width)
    ask(page, "je soude au TIG et je lis des plans")
    understood = page.get_by_role("region", name="Ce qui a été compris")
    expect(understood).to_contain_text("je soude au TIG")
    expect(understood).to_contain_text("je lis des plans")
    assert page.locator(".hit").count() > 0
    assert all(text.strip() for text in page.locator(".hit .why").all_inner_texts())
    fits(page, width)


@WIDTHS
def test_a_meeting_is_printed(visit: Visits, width: int) -> None:
    page = visit("/parcours?acquis=RNCP28246&vers=RNCP28243&le=2020-12-01", width=width)
    page.get_by_role("link", name="Imprimer le dossier").click()
    page.get_by_label("Personne reçue").fill("Mme D.")
    page.locator("#notes").fill("Préfère le soir.\nRevoir le financement.")
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as document:
        text = " ".join(" ".join(each.extract_text() for each in document.pages).split())
        inks = {str(char["non_stroking_color"]) for each in document.pages for char in each.chars}
        surfaces = [
            str(rect["non_stroking_color"])
            for each in document.pages
            for rect in each.rects
            if rect["fill"] and min(rect["height"], rect["width"]) > 6
        ]
    for words in (
        *("RNCP28246", "RNCP28243", "L’écart", "Le chemin", "RNCP28243BC03", "Sources", "RNCP28243.txt"),
        *("1er décembre 2020", "23 novembre 2020", "Mme D.", "Préfère le soir.", "Revoir le financement."),
    ):
        assert words in text, words
    assert inks and all(dark(ink) for ink in inks), inks
    # Lines and boxes may be dark, no surface under a text.
    assert not [each for each in surfaces if dark(each)]


def dark(ink: str) -> bool:
    """Whether a colour of a PDF, given as its numbers, is dark enough to be read on paper without colours."""
    try:
        numbers = [float(each) for each in ink.strip("()[],").split(",") if each.strip()]
    except ValueError:
        # A shading, such as that at the edge of a table that scrolls, has a name.
        return False
    grey = numbers[0] if len(numbers) == 1 else 0.299 * numbers[0] + 0.587 * numbers[1] + 0.114 * numbers[2]
    return grey < 0.5
