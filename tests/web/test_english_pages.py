"""English pages, all kinds of them on the examples: no French sentence is left, and links stay in English."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from starlette.testclient import TestClient

from passerelles.build import Outcome
from passerelles.web import Settings, application

PAGES = [
    *("/", "/recherche?q=condu", "/recherche?q=soudage TIG, lecture plans", "/recherche?q=zzzzzz"),
    *("/recherche?registre=rncp", "/recherche", "/certifications", "/certifications?page=99"),
    *("/certification/rncp/23022", "/certification/rncp/28243"),
    "/certification/cqpm/MQ-1988-0044",
    *("/certification/rncp/23022/preuves", "/certification/rncp/999999", "/bloc/cqpm/MQ-1988-0044/1"),
    "/bloc/rncp/1/BC01",
    *("/comparer", "/comparer?ids=RNCP28243,RNCP28245,MQ 1988 0044", "/comparer?ids=RNCP28243,RNCP1"),
    *("/parcours", "/parcours?depuis=RNCP23022", "/parcours?depuis=RNCP28245&vers=RNCP28243"),
    *("/parcours?depuis=RNCP23022&vers=H2903&le=2018-01-01", "/parcours?q_acquis=condu", "/parcours?depuis=x y"),
    *("/dossier", "/dossier?depuis=RNCP28245&vers=RNCP28243&ids=RNCP28243,RNCP28245"),
    *("/graphe", "/graphe?de=RNCP23022", "/graphe?carte=CQPM", "/graphe?suite=RNCP28245", "/graphe?de=x y"),
    *("/graphe?depuis=RNCP28245&vers=RNCP28243", "/qualite", "/qualite/audit", "/qualite/rien"),
    *("/requetes", "/requetes?etiquette=certification", "/requetes/rien", "/requetes/certification-blocs"),
    *("/requetes/certification-blocs?certification=RNCP23022", "/requetes/certification-blocs?certification=x y"),
    *("/requetes/certification-graphe?certification=RNCP23022", "/sparql", "/sparql?query=ASK{}"),
    *("/sparql?query=SELECT ?s {?s ?p ?o} LIMIT 3", "/sparql?query=SELEC"),
    "/sparql?query=CONSTRUCT {?s ?p ?o} {?s ?p ?o} LIMIT 1",
    *("/data", "/api/docs", "/id/nsf/200r.html", "/id/rome/H2903.html", "/id/type/CQPM.html", "/id/niveau/4.html"),
    *("/id/voie/VAE.html", "/id/rien", "/rien", "/data/rien"),
]  # fmt: skip
#: Pages that others lead to, one of each kind: where the link is found, and how it begins.
LED_TO = {"/certification/rncp/23022": ("/passage/", "/id/fiche/"), "/qualite": ("/qualite/",)}

#: Words of French sentences that English ones do not have, and letters that English does without.
FRENCH = re.compile(
    r"\b(le|la|les|des|une|du|au|aux|est|sont|pas|pour|dans|avec|sur|qui|que|ou|et|ce|cette|son|sa|ses|par|de)\b"
    r"|\b[dlnq]u?’|[àâçéèêëîïôûùœ]",
    re.IGNORECASE,
)
#: What has no faithful English stays French in English sentences, as in the vocabulary.
NAMES = re.compile(
    r"\b(capacités?|métiers?|référentiels?|pas:\w+|blocs? de compétences|arrêté|Répertoire spécifique|Français"
    r"|France compétences|Répertoire national des certifications professionnelles|baccalauréat)\b",
    re.IGNORECASE,
)
#: Data, what is typed, and names drawn in a picture, of which the same page has a table; the title of the tab is
#: that of the document.
DATA = {"code", "pre", "textarea", "script", "time", "svg", "title"}
#: Examples of what can be typed: the graph is in French.
TYPED = {"technicien d’usinage, H2903…"}
READ = ("aria-label", "title", "placeholder", "alt", "data-label")
#: Addresses with no language: data, what programs read, and files.
ANYWHERE = re.compile(
    r"/(static/|data[./]|api/(?!docs)|ns([#.]|$)|\.well-known/)|.*\.(json|ttl|csv|jsonld|nt|rdf|txt|svg|png|gexf|graphml)(\?|$)"
)


@pytest.fixture(scope="module")
def client(examples_store: tuple[Path, Outcome]) -> Iterator[TestClient]:
    app = application(examples_store[0], settings=Settings(today=lambda: date(2022, 4, 2)))
    with TestClient(app, headers={"accept": "text/html"}) as browser:
        yield browser


def texts(element: Element, french: bool = False) -> Iterator[str]:
    """What is read in an English page: texts and attributes outside what is said to be French."""
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in DATA:
        return
    french = element.get("lang", "fr" if french else "en") != "en"
    if not french:
        yield from (element.get(name, "") for name in READ)
        yield element.text or ""
    for child in element:
        yield from texts(child, french)
        if not french:
            yield child.tail or ""


def read(client: TestClient, address: str) -> Element:
    """The page at that address in English."""
    answer = client.get(f"/en{address}")
    assert answer.headers["content-type"].startswith("text/html"), address
    page: Element = html5lib.parse(answer.text, namespaceHTMLElements=False)
    return page


def check(address: str, page: Element) -> None:
    """The page is in English, whatever is French in it is said to be, and it leads to pages in English."""
    assert page.get("lang") == "en", address
    left = [text for text in texts(page) if text.strip() not in TYPED and FRENCH.search(NAMES.sub("", text))]
    assert not left, address
    for element in page.iter():
        for name in ("href", "action", "formaction"):
            link = element.get(name, "")
            if link.startswith("/") and element.get("hreflang") != "fr":
                assert re.match(r"/en([/?#]|$)", link) or ANYWHERE.match(link), (address, link)


@pytest.mark.parametrize("address", PAGES)
def test_an_english_page_is_in_english(client: TestClient, address: str) -> None:
    check(address, read(client, address))


@pytest.mark.parametrize(("address", "beginning"), [(at, each) for at, led in LED_TO.items() for each in led])
def test_pages_that_pages_lead_to_are_in_english(client: TestClient, address: str, beginning: str) -> None:
    links = [each.get("href", "").partition("#")[0] for each in read(client, address).iter("a")]
    led = sorted({each.removeprefix("/en") for each in links if each.startswith(f"/en{beginning}")})
    assert led
    for each in led[:4]:
        if not ANYWHERE.match(each):
            check(each, read(client, each))


def test_untranslated_words_would_be_found() -> None:
    html = "<p>A file</p><p title='Lire la suite'>x</p><p lang=fr>La fiche</p>Les blocs<svg><text>La</text></svg>"
    page = html5lib.parse(html, namespaceHTMLElements=False)
    assert [text for text in texts(page) if FRENCH.search(text)] == ["Lire la suite", "Les blocs"]


def test_what_comes_close_to_an_experience_is_told_in_english(client: TestClient) -> None:
    sent = {"recit": "je soude au TIG et je lis des plans"}
    page = html5lib.parse(client.post("/en/parcours/experience", data=sent).text, namespaceHTMLElements=False)
    check("/parcours/experience", page)
