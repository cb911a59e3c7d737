"""A whole meeting in a real browser: a file built with the keyboard, kept in the tab, saved, opened again, printed."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits

#: A day on which the certifications of the examples are in force.
DAY = "le=2020-12-01"
FILE = f"acquis=RNCP28246&vers=RNCP28243&{DAY}"
TOLD = "Je lis des plans et je contrôle la qualité des pièces chez Durandeau"


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press the tabulator until what is meant has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the tabulator does not lead to {selector}")


def test_the_keyboard_alone_builds_a_file_and_reads_its_path(
    visit: Visits, axe: Callable[[Page], list[str]]
) -> None:
    page = visit(f"/parcours?{DAY}")
    tab_to(page, "#q_acquis")
    page.keyboard.type("equipier autonome", delay=5)
    field = page.locator("#q_acquis")
    expect(field).to_have_attribute("aria-expanded", "true")
    # Escape closes the list and keeps the words; the arrow opens it again.
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("equipier autonome")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=listbox] li").first).to_contain_text("RNCP28246")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=listbox] [aria-selected=true]")).to_contain_text("RNCP28246")
    assert page.evaluate("document.activeElement.getAttribute('aria-activedescendant')")
    assert axe(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/parcours?acquis=RNCP28246&**")

    tab_to(page, "#q_vers")
    page.keyboard.type("28243")
    page.keyboard.press("Enter")
    page.wait_for_url("**vers=RNCP28243**")
    expect(page.locator(".aloud").first).to_contain_text("Il vous reste à acquérir 3 blocs")

    tab_to(page, "#voie")
    page.keyboard.press("End")
    tab_to(page, ".conditions button")
    page.keyboard.press("Enter")
    page.wait_for_url("**voie=VAE**")
    expect(page.locator(".aloud").first).to_contain_text("(VAE), comme vous le souhaitez")

    tab_to(page, "#recit")
    page.keyboard.type("Je travaille en équipe pour la disponibilité des moyens d’usinage")
    tab_to(page, "form.told button")
    page.keyboard.press("Enter")
    expect(page.locator("#experience-reponses .count")).to_be_visible()
    tab_to(page, "button.check")
    page.keyboard.press("Enter")
    expect(page.locator("#a-verifier li")).to_have_count(1)
    # The button keeps the focus, and says that it is pressed.
    expect(page.locator("button.check:focus")).to_have_attribute("aria-pressed", "true")
    assert axe(page) == []

    tab_to(page, 'a[href^="/dossier"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossier?**")
    expect(page.locator("#recit")).to_contain_text("Je travaille en équipe")
    expect(page.locator("#a-verifier li")).to_have_count(1)


def test_blocs_are_chosen_and_holdings_taken_away(visit: Visits) -> None:
    page = visit(f"/parcours?acquis=RNCP28246&{DAY}")
    page.get_by_text("Choisir des blocs").click()
    page.get_by_label("RNCP28246BC02").check()
    page.get_by_role("button", name="Garder les blocs cochés").click()
    page.wait_for_url("**acquis=RNCP28246BC02&**")
    page.get_by_role("button", name="Retirer RNCP28246BC02").click()
    page.wait_for_url(f"**/parcours?{DAY}#acquis")


def test_everything_works_without_javascript(visit: Visits) -> None:
    page = visit(f"/parcours?{DAY}", javascript=False)
    assert not page.locator("#fichier").is_visible()
    page.locator("#q_acquis").fill("equipier autonome")
    page.locator("#q_acquis").press("Enter")
    page.get_by_role("button", name="Ajouter RNCP28246").click()
    page.locator("#q_vers").fill("technicien usinage")
    page.locator("#q_vers").press("Enter")
    page.get_by_role("button", name="Viser RNCP28243", exact=True).click()
    assert "acquis=RNCP28246" in page.url and "vers=RNCP28243" in page.url
    expect(page.locator("#chemin-1")).to_be_visible()
    page.locator("#recit").fill(TOLD)
    page.get_by_role("button", name="Chercher ce qui s’en approche").click()
    assert page.url.endswith("/parcours/experience")
    expect(page.locator("#recit")).to_have_value(TOLD)
    page.get_by_role("link", name="Revenir au parcours").click()
    page.get_by_role("link", name="Imprimer le dossier").click()
    expect(page.get_by_role("heading", name="L’écart")).to_be_visible()
    assert "Notes de l’entretien" in printed(page)


def test_what_is_told_stands_in_no_address_and_in_nothing_that_the_server_says(
    visit: Visits, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    page = visit(f"/parcours?{FILE}")
    asked: list[tuple[str, str, str]] = []
    page.on("request", lambda each: asked.append((each.method, each.url, each.post_data or "")))
    with caplog.at_level(logging.DEBUG):
        page.locator("#recit").fill(TOLD)
        page.get_by_role("button", name="Chercher ce qui s’en approche").click()
        expect(page.locator("#experience-reponses .count")).to_be_visible()
        page.goto(f"/dossier?{FILE}")
        page.locator("#notes").fill("Mme Durandeau préfère le soir")
        page.goto(f"/parcours?{FILE}")
    expect(page.locator("#recit")).to_have_value(TOLD)
    assert not [url for _, url, _ in asked if "Durandeau" in url]
    told = [(method, url) for method, url, body in asked if "Durandeau" in body]
    assert [(method, url.partition("/parcours")[2]) for method, url in told] == [("POST", "/experience")]
    output = capfd.readouterr()
    assert "Durandeau" not in caplog.text + output.out + output.err


def test_a_file_is_saved_and_opened_in_another_browser(visit: Visits, tmp_path: Path) -> None:
    page = visit(f"/dossier?{FILE}")
    page.locator("#notes").fill("Rappeler en <janvier>")
    page.goto(f"/parcours?{FILE}")
    page.locator("#recit").fill(TOLD)
    with page.expect_download() as download:
        page.get_by_role("button", name="Enregistrer le dossier").click()
    saved = tmp_path / "dossier.json"
    download.value.save_as(saved)
    held = json.loads(saved.read_text(encoding="utf-8"))
    assert held["codes"] == {"acquis": "RNCP28246", "vers": "RNCP28243", "le": "2020-12-01"}
    assert held["notes"] == "Rappeler en <janvier>"

    other = visit("/en/parcours")
    other.locator("#ouvrir").set_input_files(saved)
    other.wait_for_url(f"**/en/parcours?{FILE}")
    expect(other.locator("#recit")).to_have_value(TOLD)
    other.goto(f"/dossier?{FILE}")
    expect(other.locator("#notes")).to_have_value("Rappeler en <janvier>")
    other.goto("/parcours")
    foreign = tmp_path / "autre.json"
    foreign.write_text('{"format": "autre"}', encoding="utf-8")
    other.locator("#ouvrir").set_input_files(foreign)
    expect(other.locator("#fichier-etat")).to_contain_text("n’est pas un dossier")
    other.get_by_role("button", name="Tout effacer").click()
    other.wait_for_url("**/parcours")
    expect(other.locator("#recit")).to_have_value("")


def printed(page: Page) -> str:
    """The text of the page as it is printed."""
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as document:
        return " ".join(" ".join(each.extract_text() for each in document.pages).split())


def test_the_document_is_printed_with_the_notes_and_without_the_screen(visit: Visits) -> None:
    page = visit(f"/dossier?{FILE}")
    page.locator("#notes").fill("Premier rendez-vous.\nRevoir le financement.")
    page.locator("#personne").fill("Mme D.")
    text = printed(page)
    for words in ("Premier rendez-vous.", "Revoir le financement.", "Mme D.", "L’écart", "Le chemin"):
        assert words in text
    for words in ("Imprimer, ou enregistrer", "Revenir au parcours", "Comparer", "Chercher"):
        assert words not in text


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)], ids=["wide", "phone"])
@pytest.mark.parametrize(
    "path",
    [
        f"/parcours?{FILE}",
        f"/parcours?acquis=RNCP23022,RNCP28246BC01&vers=RNCP28243&q_acquis=usinage&q_vers=soudeur&{DAY}",
        "/parcours?acquis=RNCP23022&vers=RNCP28243",
        f"/dossier?{FILE}",
    ],
    ids=["path", "search", "expired", "document"],
)
def test_it_is_accessible_and_fits(
    visit: Visits, axe: Callable[[Page], list[str]], path: str, width: int, dark: bool
) -> None:
    page = visit(path, width=width, dark=dark)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
