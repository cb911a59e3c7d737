"""The document of a meeting: certifications side by side, gap, path, sources with their passages, dates, notes."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from itertools import pairwise

import html5lib
import pytest
from starlette.testclient import TestClient

from passerelles.web import Settings, application
from tests.small_graph import publish
from tests.web.test_course import words

BLOCS, TARGET = "RNCP28900BC01,RNCP28900BC02", "RNCP30100"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = publish(tmp_path_factory.mktemp("store"))
    app = application(store, settings=Settings(today=lambda: date(2022, 4, 2)))
    with TestClient(app, headers={"accept": "text/html"}, follow_redirects=False) as browser:
        yield browser


def sections(html: str) -> dict[str, str]:
    """The words of each section of the document, by its title."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    found = {}
    for section in page.iter("section"):
        title = "".join(section.find("h2").itertext())
        found[title] = words("".join(section.itertext()))
    return found


@pytest.mark.parametrize(
    "query",
    [
        "",
        f"acquis={BLOCS}&vers={TARGET}",
        "vers=RNCP28900",
        "acquis=RNCP1200&vers=H2903&voie=FC",
        "vers=rien",
    ],
)
@pytest.mark.parametrize("lang", ["", "/en"])
def test_it_is_strict_html_in_both_languages(client: TestClient, lang: str, query: str) -> None:
    answer = client.get(f"{lang}/dossier?{query}")
    assert answer.status_code == 200
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch(r"h[1-6]", str(each.tag))]
    assert levels.count(1) == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert all(table.find("caption") is not None for table in page.iter("table"))
    assert "<script>alert" not in answer.text


def test_it_tells_the_gap_the_path_and_the_sources(client: TestClient) -> None:
    html = client.get(f"/dossier?acquis={BLOCS}&vers={TARGET}").text
    told = sections(html)
    assert list(told) == [
        "En bref",
        "Ce qu’elle a",
        "Son expérience",
        "Les certifications, côte à côte",
        "L’écart",
        "Le chemin",
        "Notes de l’entretien",
        "Sources",
    ]
    assert "Vous visez « Façonnier d’aujourd’hui » (RNCP30100)." in told["En bref"]
    gap = told["L’écart"]
    assert "RNCP30100BC01 LA PRÉPARATION ✓ acquis correspondance officielle" in gap
    assert "reconnue par Branche d’essai" in gap
    beside = told["Les certifications, côte à côte"]
    assert "RNCP28900 et RNCP30100 : ce qui se ressemble" in beside and "ressemblance calculée" in beside
    assert "export.csv" in told["Sources"] and "document du 23 novembre 2020" in told["Sources"]
    assert "jamais mêlés" in told["Sources"]
    head = words(html).partition("En bref")[0]
    assert "Entretien du 2 avril 2022" in head and "Données au" in head


def test_the_sentence_of_a_text_stands_beside_its_document(client: TestClient) -> None:
    told = sections(client.get("/dossier?acquis=RNCP28900&vers=RNCP30100").text)
    sentence = "« La délivrance du CQP Technicien de l’œuvre à façon (CQPM-CQPI) donne lieu à la délivrance"
    assert "correspondance conventionnelle" in told["Ce qu’elle a"]
    assert f"RNCP28900.txt{sentence}" in told["Sources"]


def test_what_is_out_of_reach_says_why_and_what_is_near(client: TestClient) -> None:
    told = sections(client.get("/dossier?vers=RNCP28900").text)
    assert "Pas de chemin au 2 avril 2022." in told["En bref"]
    assert "échue depuis le 01/04/2022" in told["En bref"]
    assert "Remplacée par RNCP30100" in told["Ce qui est proche"]
    assert "Un remplacement ne donne aucun droit par lui-même." in told["Ce qui est proche"]


def test_the_certifications_compared_may_be_named(client: TestClient) -> None:
    html = client.get(f"/dossier?acquis={BLOCS}&vers={TARGET}&ids=RNCP1200,{TARGET},inconnue").text
    beside = sections(html)["Les certifications, côte à côte"]
    assert "RNCP1200" in beside and "RNCP28900 et" not in beside


def test_nothing_of_the_person_comes_from_the_server(client: TestClient) -> None:
    html = unescape(client.get(f"/dossier?acquis={BLOCS}&vers={TARGET}").text)
    page = html5lib.parse(html, namespaceHTMLElements=False)
    fields = [
        each for each in page.iter() if str(each.tag) in ("input", "textarea") and each.get("id") != "q"
    ]
    assert [each.get("id") for each in fields] == ["personne", "conseil", "notes"]
    # Fields without a name are in no form: no browser sends them.
    assert not [each for each in fields if each.get("name") or each.get("value") or each.text]
