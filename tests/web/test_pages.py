"""The pages as a browser gets them, on the small graph."""

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from itertools import pairwise

import html5lib
import pyoxigraph
import pytest
from starlette.testclient import TestClient

from passerelles.web import Settings, application
from tests.small_graph import publish

PAGES = [
    "/",
    "/certifications",
    "/certification/rncp/28900",
    "/certification/cqpm/MQ-1990-0001",
    "/certification/titre/cqpi-faconnier",
]
FICHE = "/certification/rncp/28900"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = publish(tmp_path_factory.mktemp("store"))
    app = application(store, settings=Settings(today=lambda: date(2022, 4, 2)))
    headers = {"accept": "text/html,*/*;q=0.8"}
    with TestClient(app, headers=headers, follow_redirects=False) as browser:
        app.state.graph.explorer(60)
        yield browser


def words(html: str) -> str:
    """The text of a page with its spaces collapsed, no-break ones kept."""
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


@pytest.mark.parametrize("address", [*PAGES, "/recherche?q=rien"])
def test_html_is_strict_and_structured(client: TestClient, address: str) -> None:
    text = client.get(address).text
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert page.get("lang") == "fr"
    levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch(r"h[1-6]", str(each.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(list(page.iter("main"))) == 1
    for table in page.iter("table"):
        assert table.find("caption") is not None
        assert all(each.get("scope") for each in table.iter("th"))
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    described = {each.get(name) for each in page.iter() for name in ("aria-labelledby", "aria-describedby")}
    assert {name for names in described if names for name in names.split()} <= set(ids)
    regions = [
        each.get("aria-labelledby")
        for each in page.iter()
        if each.tag == "section" or each.get("role") == "region"
    ]
    titles = {each.get("id"): "".join(each.itertext()).strip() for each in page.iter() if each.get("id")}
    names = [" ".join(titles[name] for name in each.split()) for each in regions if each]
    assert len(names) == len(set(names)), "two regions of one page bear the same name"
    assert not [each for each in page.iter() if each.get("style") or str(each.tag) == "style"]
    scripts = [each for each in page.iter() if str(each.tag) == "script"]
    assert all(each.get("src", "").startswith("/static/") and not each.text for each in scripts)


@pytest.mark.parametrize("address", PAGES)
def test_internal_links_of_pages_answer(client: TestClient, address: str) -> None:
    page = html5lib.parse(client.get(address).text, namespaceHTMLElements=False)
    links = {each.get("href") for each in page.iter() if each.get("href")}
    ids = {each.get("id") for each in page.iter()}
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    ours = {link for link in links if link.startswith("/")}
    assert ours
    for link in ours:
        answer = client.get(link, follow_redirects=True)
        # The examples of searches are for whole registers: in a small graph one may find nothing, and says so.
        expected = (200, 404) if link.startswith("/recherche?q=") else (200,)
        assert answer.status_code in expected, link
        if "#" in link:
            assert f'id="{link.partition("#")[2]}"' in answer.text, link


def test_pages_forbid_scripts_and_outside_requests(client: TestClient) -> None:
    answer = client.get(FICHE)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    page = html5lib.parse(answer.text, namespaceHTMLElements=False)
    loaded = [each.get("src") for each in page.iter() if each.get("src")]
    loaded += [each.get("href") for each in page.iter("link")]
    assert loaded and all(address.startswith("/") for address in loaded if address)


def test_a_label_cannot_become_html(client: TestClient) -> None:
    for address in (
        "/certifications",
        FICHE,
        "/recherche?q=façonnier",
        "/certification/titre/cqpi-faconnier",
    ):
        text = client.get(address).text
        assert "<script>" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>" not in client.get("/recherche?q=<script>alert(2)</script>").text


def test_start_page_says_what_the_store_holds(client: TestClient) -> None:
    text = words(client.get("/certifications").text)
    assert (
        "RNCP28900" in text
        and "MQ 1990 0001" in text
        and "CQP Façonnier (CQPM – CQPI) CQPI seulement" in text
    )
    assert "seulement nommée par d’autres documents" in text
    text = words(client.get("/").text)
    assert "Répertoire national (RNCP) 2 1" in text
    assert "CQPM Certificat de qualification paritaire de la métallurgie 4" in text
    assert "conventionnelle (dite par le texte de la fiche) 1" in text
    assert "export.csv table CSV 23\u00a0novembre\u00a02020 France compétences 1 2" in text
    assert "graphe construit le 21\u00a0novembre\u00a02026" in text


def test_certification_page_says_all_of_it(client: TestClient) -> None:
    text = words(client.get(FICHE).text)
    for expected in [
        "RNCP28900 CQPM",
        "Technicien(ne) de l’œuvre à façon & <script>alert(1)</script> (CQPM)",
        "CQP : Technicien(ne) de l’œuvre à façon (CQPM)",
        "Commission paritaire nationale de l’emploi (CPNE) de la métallurgie",
        "Président de l’UIMM",
        "200r Technologies industrielles fondamentales (contrôle)",
        "H2903 Conduite d’équipement d’usinage (imprimé dans les fiches\u00a0: Usinage sur machine-outil)",
        "3109 Métallurgie",
        "Le titulaire façonne des pièces,",
        "A1 Préparer l’atelier Ranger, régler, approvisionner.",
        "C1 Préparer la mise en œuvre source \u00a0: C1 Autre formulation\u00a0: Préparer la mise en oeuvre des pièces",
        "Modalités d’évaluation – RNCP28900BC01 Évaluation en situation professionnelle réelle",
        "Capacités d’aucun bloc C10 Rendre compte",
        "Façonnier / Façonnière",
        "Du 21\u00a0avril\u00a02017 au 1er\u00a0avril\u00a02022 , pour 5\u00a0ans",
        "7\u00a0avril\u00a02017 \u00a0: Arrêté",
        "1\u202f237, en moyenne",
        "1997 \u00a0: Création",
        "Validité des composantes acquises 5\u00a0ans",
        "Accessible en Nouvelle-Calédonie Non",
        "Accessible en Polynésie française Non précisé par le document",
        "Un passage que la lecture n’a pas su placer",
    ]:
        assert expected in text, expected
    assert "Technicien de l'oeuvre (CQPM)" not in text.partition("Sources et preuves")[0]
    assert text.count("1er\u00a0avril\u00a02022 \u00a0: Fin de l’enregistrement") == 1, (
        "a registration that only repeats an end is not one more"
    )


def test_ways_of_access_tell_silence_from_no(client: TestClient) -> None:
    text = words(client.get(FICHE).text)
    silent = "Non précisé par le document"
    assert f"d’élève ou d’étudiant {silent} {silent}" in text
    assert f"Contrat d’apprentissage {silent} {silent}" in text
    assert f"Formation continue Non {silent}" in text
    assert "Validation des acquis de l’expérience Oui Jury paritaire : 50 %" in text


def test_correspondances_say_rank_sentence_and_direction(client: TestClient) -> None:
    text = words(client.get(FICHE).text)
    assert (
        "obtient CQP Façonnier (CQPM – CQPI) . Correspondance conventionnelle (dite par le texte de la fiche)"
        in text
    )
    assert "«\u00a0La délivrance du CQP Technicien de l’œuvre à façon (CQPM-CQPI)" in text
    assert "RNCP28900BC01 – La préparation et RNCP28900BC02 – Le contrôle obtient RNCP30100BC01" in text
    assert "officielle (déclarée au répertoire) , totale, reconnue par Branche d’essai" in text
    given = words(client.get("/certification/titre/cqpi-faconnier").text)
    assert "Ce qui la donne" in given and "Aucun document lu ne dit qu’elle donne" in given


def test_succession_grants_nothing(client: TestClient) -> None:
    text = words(client.get(FICHE).text)
    assert (
        "Elle remplace RNCP1200 Façonnier ancien" in text or "Elle remplace Façonnier ancien RNCP1200" in text
    )
    assert "Elle est remplacée par RNCP30100 – Façonnier d’aujourd’hui" in text
    assert "Un remplacement ne donne aucun droit par lui-même." in text


def test_expiry_is_told_against_the_clock(client: TestClient) -> None:
    expired = words(client.get(FICHE).text)
    assert "Enregistrement échu \u00a0: il allait jusqu’au 1er\u00a0avril\u00a02022" in expired
    current = words(client.get("/certification/rncp/30100").text)
    assert "Enregistrement en cours , jusqu’au 2\u00a0avril\u00a02027" in current
    assert "Échéance inconnue" in words(client.get("/certification/cqpm/MQ-1990-0001").text)
    assert "Seulement nommée" in words(client.get("/certification/rncp/1200").text)


def test_partners_are_listed_with_their_right(client: TestClient) -> None:
    text = words(client.get("/certification/rncp/30100").text)
    assert "2 organismes sont habilités d’après le répertoire\u00a0: 1 pour former et organiser." in text
    assert "Le répertoire ne donne ni adresse ni téléphone" in text
    assert "Lycée d’essai 12345678900029 former et organiser" in text
    assert "Organisme d’essai non précisé Non précisé par le document" in text
    assert "Type d’enregistrement Enregistrement sur demande" in text


def test_referentiel_page_shows_assessment(client: TestClient) -> None:
    text = words(client.get("/certification/cqpm/MQ-1990-0001").text)
    for expected in [
        "Conditions de réalisation À partir d’un ordre de travail.",
        "En matière de méthodes utilisées Les opérations sont prévues.",
        "En matière de moyens utilisés L’ordre est pris en compte.",
        "Résultats attendus source \u00a0: C1 La zone est prête.",
        "Connaissances associées La métrologie",
        "Missions L’ajusteur ajuste.",
        "Conditions d’admissibilité Toutes les capacités.",
    ]:
        assert expected in text, expected


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("RNCP28900", FICHE),
        ("28900", FICHE),
        ("rncp 28900", FICHE),
        ("rncp28900bc02", f"{FICHE}#bloc-BC02"),
        ("mq 1990 0001", "/certification/cqpm/MQ-1990-0001"),
        ("https://w3id.org/passerelles/id/rncp/28900", FICHE),
        ("https://w3id.org/passerelles/id/rncp/28900/bloc/BC01", f"{FICHE}#bloc-BC01"),
        ("http://localhost:8000/certification/rncp/28900#acces", FICHE),
    ],
)
def test_numbers_are_understood_as_people_write_them(client: TestClient, text: str, address: str) -> None:
    answer = client.get("/recherche", params={"q": text})
    assert (answer.status_code, answer.headers["location"]) == (303, address)


@pytest.mark.parametrize(
    "address",
    [
        "/certification/rncp/99999",
        "/certification/rncp/99999.json",
        "/certification/autre/1",
        "/recherche?q=99999",
        "/certifications?page=9",
    ],
)
def test_nothing_there_says_what_to_do(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Que faire\u00a0?" in answer.text.replace("&nbsp;", "\u00a0")
    told = client.get(address, headers={"accept": "application/json"})
    assert told.json()["status"] == 404
    assert "Accept" in answer.headers["vary"] and "Accept" in told.headers["vary"]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/id/nsf/200r.html",
        "/id/rncp/28900/acces/FC.html",
        "/rien",
        "/sparql?query=ASK%7B%7D&format=html",
    ],
)
def test_our_own_french_keeps_its_spaces_together(client: TestClient, address: str) -> None:
    page = html5lib.parse(client.get(address).text, namespaceHTMLElements=False)
    text = "".join(page.itertext())
    assert not re.search(r" [:;?!»]|« ", text.replace("CQP :", "")), re.findall(r".{20} [:;?!»]", text)
    assert "'" not in text.replace("alert('", "").replace("Technicien de l'oeuvre", "")


def test_a_proof_leads_to_its_passage(client: TestClient) -> None:
    answer = client.get(f"/passage/{'1' * 64}/1300-1325")
    assert '<mark id="passage">Préparer la mise en œuvre</mark>' in answer.text
    assert f'href="/passage/{"1" * 64}/1300-1325#passage"' in client.get(FICHE).text
    assert client.get(f"/passage/{'1' * 64}/1300-999999").status_code == 404
    assert client.get(f"/passage/{'2' * 64}/0-1").status_code == 404
    for place in ("0-" + "9" * 5000, "9-1", "1", "a-b", "²-3"):
        assert client.get(f"/passage/{'1' * 64}/{place}").status_code == 404


def test_a_thing_with_two_titles_is_named_once(client: TestClient) -> None:
    said = client.get("/id/rncp/30100.html").text.partition("Ce qui y renvoie")[0]
    assert said.count('href="/certification/rncp/28900"') == 1


def test_json_twin_has_the_content_of_the_page(client: TestClient) -> None:
    for answer in (
        client.get(f"{FICHE}.json"),
        client.get(FICHE, headers={"accept": "application/json"}),
    ):
        assert answer.headers["content-type"] == "application/json"
        data = json.loads(answer.text)
        assert data["facts"]["titulairesParAn"] == ["1237"]
        assert [each["code"] for each in data["competences"]["blocs"]] == ["RNCP28900BC01", "RNCP28900BC02"]
        assert {each["code"]: each["open"] for each in data["acces"]}["FC"] == [False]
        assert data["validity"] == {"state": "échue", "day": "2022-04-01", "limit": None}


def test_turtle_twin_is_the_graph(client: TestClient) -> None:
    answer = client.get(f"{FICHE}.ttl")
    assert answer.headers["content-type"].startswith("text/turtle")
    assert answer.text == client.get(FICHE, headers={"accept": "text/turtle"}).text
    found = {quad.triple for quad in pyoxigraph.parse(answer.content, format=pyoxigraph.RdfFormat.TURTLE)}
    cert = pyoxigraph.NamedNode("https://w3id.org/passerelles/id/rncp/28900")
    assert sum(triple.subject == cert for triple in found) > 20
    capacite = pyoxigraph.NamedNode("https://w3id.org/passerelles/id/rncp/28900/capacite/C1")
    assert any(triple.subject == capacite for triple in found)
