"""The SPARQL editor as a person uses it: by keyboard, on a phone, in the dark, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visits, missing

BUILT = Path(__file__).resolve().parents[2] / "src" / "passerelles" / "web" / "static" / "built" / "yasqe.js"
COUNT = """SELECT ?libelle (COUNT(DISTINCT ?certification) AS ?certifications) WHERE {
  ?certification a <https://w3id.org/passerelles/ns#Certification> ; <http://purl.org/dc/terms/type> ?type .
  ?type <http://www.w3.org/2004/02/skos/core#prefLabel> ?libelle .
  FILTER(LANG(?libelle) = "fr")
} GROUP BY ?libelle ORDER BY DESC(?certifications)"""


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    if not BUILT.is_file():
        missing("l’éditeur n’est pas construit (« make assets »)")


@pytest.fixture
def editor(visit: Visits) -> Page:
    return ready(visit("/sparql"))


def ready(page: Page) -> Page:
    """The page once its editor knows our words."""
    page.wait_for_selector("#editeur[data-ready=words]")
    return page


def write(page: Page, text: str) -> None:
    """Replace the query by typing this one."""
    page.locator(".CodeMirror-lines").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


def query(page: Page) -> str:
    text: str = page.eval_on_selector("#query", "area => area.value")
    return text


def replace(page: Page, text: str) -> None:
    """Put a query into the editor at once."""
    page.locator(".CodeMirror").evaluate("(node, text) => node.CodeMirror.setValue(text)", text)


def test_words_are_proposed_and_their_prefixes_declared(editor: Page) -> None:
    write(editor, "SELECT * WHERE { ?c a certifi")
    proposals = editor.locator(".CodeMirror-hints li")
    expect(proposals.filter(has_text="pas:Certification").first).to_be_visible()
    assert "classe" in proposals.first.inner_text()
    proposals.filter(has=editor.get_by_text("pas:Certification", exact=True)).click()
    editor.keyboard.type(" ; skos:note ?n ; nive")
    expect(proposals.first).to_contain_text("pas:niveau")
    editor.keyboard.press("Enter")
    editor.keyboard.type(" ?c } LIMIT 3")
    text = query(editor)
    assert "PREFIX pas: <https://w3id.org/passerelles/ns#>\n" in text
    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n" in text
    assert text.endswith("?c a pas:Certification ; skos:note ?n ; pas:niveau ?c } LIMIT 3")


def test_codes_are_found_by_their_labels(editor: Page) -> None:
    write(editor, "SELECT * WHERE { ?c pas:rome conduite")
    found = editor.locator(".CodeMirror-hints li")
    expect(found.first).to_contain_text("rome:")
    expect(found.first).to_contain_text("onduite")
    found.first.click()
    assert "PREFIX rome: <https://w3id.org/passerelles/id/rome/>" in query(editor)


def test_variables_are_proposed_on_request(editor: Page) -> None:
    write(editor, "SELECT ?intitule WHERE { ?s ?p ?int")
    expect(editor.locator(".CodeMirror-hints li")).to_have_text(["?intitulevariable"])
    editor.keyboard.press("Escape")
    expect(editor.locator(".CodeMirror-hints")).to_have_count(0)
    editor.keyboard.press("Control+ ")
    expect(editor.locator(".CodeMirror-hints li")).to_have_count(1)


def test_the_keyboard_runs_a_query_and_leaves_the_editor(editor: Page) -> None:
    write(editor, "ASK { ?s ?p ?o }")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("#resultat")).to_have_text("Résultat : oui")
    inside = "document.activeElement.closest('.editor') !== null"
    editor.keyboard.press("Tab")
    assert editor.evaluate(inside)
    editor.keyboard.press("Escape")
    editor.keyboard.press("Tab")
    assert not editor.evaluate(inside)
    assert editor.evaluate("document.activeElement.textContent") == "Exécuter"
    expect(editor.locator("#editeur-aide")).to_contain_text("Échap puis Tab")


def test_results_are_a_table_a_chart_and_text(editor: Page) -> None:
    replace(editor, COUNT)
    editor.get_by_role("button", name="Exécuter").click()
    expect(editor.locator("#resultat")).to_contain_text("ligne")
    rows = editor.locator(".panel tbody tr")
    count = rows.count()
    assert count > 1
    first = rows.first.locator("td").all_inner_texts()
    views = editor.get_by_role("group", name="Affichage")
    views.get_by_role("button", name="Diagramme").click()
    picture = editor.get_by_role("img", name="Diagramme en barres : certifications selon libelle")
    expect(picture.locator("rect")).to_have_count(count)
    expect(picture.locator("title").first).to_have_text(" : ".join(first))
    views.get_by_role("button", name="Brut").click()
    expect(editor.locator(".panel pre")).to_contain_text('"bindings"')
    views.get_by_role("button", name="Tableau").click()
    expect(rows).to_have_count(count)


def test_results_are_downloaded(editor: Page) -> None:
    replace(editor, COUNT)
    editor.get_by_role("button", name="Exécuter").click()
    with editor.expect_download() as downloading:
        editor.get_by_role("link", name="CSV").click()
    assert downloading.value.suggested_filename == "resultat.csv"
    assert Path(downloading.value.path()).read_text(encoding="utf-8").startswith("libelle,certifications")
    replace(editor, "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 3")
    editor.get_by_role("button", name="Exécuter").click()
    expect(editor.locator("#resultat")).to_have_text("Résultat : un graphe")
    expect(editor.locator(".downloads a")).to_have_text(["Turtle", "N-Triples", "JSON-LD", "RDF/XML"])
    with editor.expect_download() as downloading:
        editor.get_by_role("link", name="N-Triples").click()
    assert len(Path(downloading.value.path()).read_text(encoding="utf-8").splitlines()) == 3


def test_a_shared_link_brings_the_query_and_its_result(editor: Page, visit: Visits) -> None:
    replace(editor, COUNT)
    editor.get_by_role("button", name="Copier le lien").click()
    link = editor.get_by_role("textbox", name="Lien vers cette requête").input_value()
    assert "/sparql#query=" in link
    other = visit()
    other.goto(link)
    ready(other)
    assert query(other) == COUNT
    expect(other.locator(".panel tbody tr").first).to_be_visible()
    other.evaluate("location.hash = 'query=ASK%20%7B%7D'")
    expect(other.locator("#resultat")).to_have_text("Résultat : oui")
    assert query(other) == "ASK {}"


def test_a_query_can_be_stopped(editor: Page) -> None:
    editor.route("**/sparql", lambda route: None)  # it is never answered
    editor.get_by_role("button", name="Exécuter").click()
    expect(editor.locator("#editeur-etat")).to_have_text("La requête est en cours…")
    editor.get_by_role("button", name="Arrêter").click()
    expect(editor.locator("#editeur-etat")).to_have_text("La requête est arrêtée.")
    expect(editor.get_by_role("button", name="Exécuter")).to_be_visible()


def test_the_history_stays_in_the_browser_until_it_is_cleared(editor: Page) -> None:
    write(editor, "# Ma question\nASK { ?s ?p ?o }")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("#resultat")).to_have_text("Résultat : oui")
    editor.goto("/sparql?exemple=contenu")
    ready(editor)
    assert "Ma question" not in query(editor)
    editor.locator("#historique summary").click()
    editor.get_by_role("button", name="Ma question").click()
    assert query(editor) == "# Ma question\nASK { ?s ?p ?o }"
    editor.get_by_role("button", name="Effacer l’historique").click()
    expect(editor.locator("#historique")).to_be_empty()
    assert editor.evaluate("localStorage.length") == 0
    assert editor.context.cookies() == []


def test_a_question_is_one_click_away_and_found_by_its_words(editor: Page) -> None:
    editor.locator("#exemples summary").click()
    editor.get_by_label("Chercher parmi les questions").fill("jurys voie")
    expect(editor.locator("#filtre-compte")).to_contain_text("question")
    editor.get_by_role("link", name="jurys").first.click()
    ready(editor)
    assert "pas:jury" in query(editor)
    editor.get_by_role("button", name="Exécuter").click()
    expect(editor.locator(".panel tbody tr").first).to_be_visible()


def test_what_is_wrong_is_said(editor: Page, visit: Visits) -> None:
    visit.tolerate("status of 400")
    replace(editor, "SELECT * WHERE {\n ?s ?p }")
    expect(editor.locator("#editeur-syntaxe")).to_contain_text("ligne 2")
    editor.get_by_role("button", name="Exécuter").click()
    expect(editor.locator("#resultat")).to_have_text("La requête n’a pas abouti")
    expect(editor.locator("#resultats")).to_contain_text("Ligne 2")


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (390, False)], ids=["wide-dark", "phone-light"])
def test_the_editor_is_accessible(
    visit: Visits, axe: Callable[[Page], list[str]], width: int, dark: bool
) -> None:
    page = ready(visit("/sparql?exemple=contenu-par-niveau", width=width, dark=dark))
    page.get_by_role("button", name="Exécuter").click()
    page.get_by_role("button", name="Diagramme").click()
    page.locator("#historique summary").click()
    page.get_by_role("button", name="Copier le lien").click()
    page.locator("#exemples summary").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Tableau").click()
    page.locator(".CodeMirror-lines").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("niv")
    expect(page.locator(".CodeMirror-hints li").first).to_be_visible()
    assert axe(page) == []


def test_nothing_english_is_read(editor: Page) -> None:
    replace(editor, COUNT)
    editor.get_by_role("button", name="Exécuter").click()
    editor.get_by_role("button", name="Diagramme").click()
    texts = editor.evaluate(
        "[document.body.innerText, ...[...document.querySelectorAll('main [title], main [aria-label]')]"
        ".map(node => `${node.title} ${node.ariaLabel}`)].join(' ')"
    )
    for word in ("Run query", "Share", "Press", "autocomplete", "Download", "invalid", "Loading"):
        assert word not in texts


def test_the_english_page_speaks_english(visit: Visits) -> None:
    page = ready(visit("/en/sparql?exemple=contenu-par-niveau"))
    assert query(page).startswith("# Certifications by level")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#resultat")).to_contain_text("Result: ")
    expect(page.locator("#editeur-aide")).to_contain_text("Escape then Tab")


def test_without_javascript_the_form_does_it_all(visit: Visits) -> None:
    page = visit("/sparql", javascript=False)
    page.locator("#exemples summary").click()
    page.get_by_role("link", name="Les blocs de compétences d’une certification", exact=True).click()
    page.get_by_role("button", name="Exécuter").click()
    expect(page.locator("#resultat")).to_contain_text("Résultat")
    assert page.locator("#resultats tbody tr").count() > 0
    assert page.locator(".filter").is_hidden()
