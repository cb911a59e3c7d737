"""The page of a certification and of a bloc, on certifications that have much: blocs, partners, ancestors, figures."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import html5lib
import pytest
from starlette.testclient import TestClient

from passerelles.errors import PreparingError
from passerelles.web import Settings, application
from passerelles.web.english import catalogue
from tests.small_graph import QUESTIONS, publish
from tests.web.test_pages import words

TODAY = date(2026, 11, 28)
LARGE = "/certification/rncp/50003"
FICHE = "4" * 64
SVG = "{http://www.w3.org/2000/svg}"
_HEAD = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX rncp: <https://w3id.org/passerelles/id/rncp/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def large_graph() -> str:
    """Three certifications that follow each other; the last has sixty blocs and thirty partners, and gives others."""
    id_ = "https://w3id.org/passerelles/id/"
    fiche = f"<{id_}fiche/{FICHE}>"
    lines = [f'{fiche} a pas:Fiche ; pas:fichier "grand.xml" ; dcterms:format "text/xml" .']
    periods = {
        50001: ("2012-01-01", "2017-01-01"),
        50002: ("2017-01-02", "2022-01-01"),
        50003: ("2022-01-02", "2027-01-01"),
    }
    for number, (start, end) in periods.items():
        lines.append(
            f'rncp:{number} a pas:Certification ; dcterms:identifier "RNCP{number}" ; prov:wasDerivedFrom {fiche} ; '
            f'dcterms:title "Grande certification de {start[:4]} <script>alert(3)</script>"@fr ; '
            f"pas:enregistrement <{id_}rncp/{number}/enregistrement/{start}> ."
        )
        lines.append(
            f'<{id_}rncp/{number}/enregistrement/{start}> a pas:Enregistrement ; pas:effet "{start}"^^xsd:date ; '
            f'pas:fin "{end}"^^xsd:date .'
        )
    lines.append("rncp:50002 dcterms:replaces rncp:50001 . rncp:50003 dcterms:replaces rncp:50002 .")
    lines.append("rncp:50003 pas:actif true .")
    for name in ("rncp/50004", "titre/soudeur-d-essai"):
        lines.append(
            f'<{id_}{name}> a pas:Certification ; dcterms:title "Soudeur de structures d’essai"@fr .'
        )
    lines.append('rncp:50004 dcterms:identifier "RNCP50004" .')
    for number in range(1, 61):
        bloc = f"<{id_}rncp/50003/bloc/BC{number:02}>"
        capacite = f"<{id_}rncp/50003/capacite/C{number}>"
        lines.append(f"rncp:50003 pas:bloc {bloc} ; pas:capacite {capacite} .")
        lines.append(
            f'{bloc} a pas:Bloc ; dcterms:identifier "RNCP50003BC{number:02}" ; pas:ordre {number} ; '
            f'dcterms:title "Bloc numéro {number} <script>alert(4)</script>"@fr ; pas:capacite {capacite} .'
        )
        lines.append(
            f'{capacite} a pas:Capacite ; pas:ordre {number} ; dcterms:title "Savoir faire {number}"@fr .'
        )
    for number in range(30):
        partner = f"<{id_}rncp/50003/habilitation/p{number}>"
        siret = f"9876543210{number:04}"
        state = "Inactif" if number == 7 else "Actif"
        lines.append(
            f'rncp:50003 pas:habilitation {partner} . {partner} a pas:Habilitation ; pas:droit "HABILITATION_FORMER" ; '
            f'pas:etat "{state}" ; pas:dateEtat "2024-03-0{number % 9 + 1}"^^xsd:date ; '
            f"org:organization <{id_}siret/{siret}> ."
        )
        lines.append(
            f'<{id_}siret/{siret}> dcterms:title "Organisme d’été {number:02}"@fr ; dcterms:identifier "{siret}" .'
        )
    for name, depuis, vers in (
        ("c1", "50003/bloc/BC01", "50002/bloc/X"),
        ("c2", "50002/bloc/X", "30100/bloc/BC01"),
    ):
        lines.append(
            f"<{id_}correspondance/{name}> a pas:Correspondance ; pas:depuis <{id_}rncp/{depuis}> ; "
            f"pas:vers <{id_}rncp/{vers}> ; pas:rang pas:Officielle ; pas:portee pas:Totale ; "
            f"prov:wasDerivedFrom {fiche} ."
        )
    bloc = f"<{id_}rncp/50002/bloc/X>"
    lines.append(f"rncp:50002 pas:bloc {bloc} .")
    lines.append(f'{bloc} a pas:Bloc ; dcterms:title "BLOC NUMÉRO 2 <script>alert(4)</script>"@fr .')
    return _HEAD + f"GRAPH {fiche} {{\n" + "\n".join(lines) + "\n}\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certification")
    graph = folder / "grand.trig"
    graph.write_text(large_graph(), encoding="utf-8")
    return publish(folder / "store", *QUESTIONS, graph)


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    app = application(store, settings=Settings(today=lambda: TODAY))
    with TestClient(app, headers={"accept": "text/html"}, follow_redirects=False) as browser:
        app.state.graph.explorer(60)
        yield browser


def test_an_ended_one_tells_at_the_top_what_replaced_it_in_the_end(client: TestClient) -> None:
    text = words(client.get("/certification/rncp/50001").text)
    top = text.partition("Dans cette page")[0] if "Dans cette page" in text else text[:1500]
    assert "Enregistrement échu \u00a0: il allait jusqu’au 1er\u00a0janvier\u00a02017" in top
    assert re.search(
        r"Remplacée par RNCP50002 – .* , elle-même remplacée par RNCP50003 – .* "
        r"\(en vigueur jusqu’au 1er\u00a0janvier\u00a02027 \)",
        top,
    )


def test_dates_stand_on_a_line_and_in_a_list(client: TestClient) -> None:
    page = html5lib.parse(client.get(LARGE).text, namespaceHTMLElements=False)
    line = next(each for each in page.iter("figure") if each.get("class") == "line")
    drawing = next(iter(line.iter(f"{SVG}svg")))
    assert drawing.get("role") == "img" and drawing.get("viewBox") is None
    names = ["".join(each.itertext()) for each in line.iter(f"{SVG}text")]
    assert [name for name in names if name.startswith("RNCP")] == ["RNCP50001", "RNCP50002", "RNCP50003"]
    bars = list(line.iter(f"{SVG}rect"))
    places = [
        (float(str(each.get("x")).rstrip("%")), float(str(each.get("width")).rstrip("%"))) for each in bars
    ]
    assert places == sorted(places) and all(left >= 0 and left + width <= 100 for left, width in places)
    listed = next(each for each in page.iter("ol") if each.get("class") == "dates")
    told = [re.sub(r"\s+", " ", "".join(each.itertext())).strip() for each in listed.iter("li")]
    assert told[0].startswith("1er janvier 2012 : prise d’effet de RNCP50001")
    assert told[-2:] == ["Aujourd’hui : 28 novembre 2026", "1er janvier 2027 : Fin de l’enregistrement"]


def test_sixty_blocs_are_listed_folded_and_reached(client: TestClient) -> None:
    answer = client.get(LARGE)
    page = html5lib.parse(answer.text, namespaceHTMLElements=False)
    blocs = [each for each in page.iter("section") if each.get("class") == "bloc"]
    assert len(blocs) == 60 and all(list(each.iter("details")) for each in blocs)
    assert {f"#{each.get('id')}" for each in blocs} <= {each.get("href") for each in page.iter("a")}
    assert "60 blocs , 60 capacités" in words(answer.text)
    assert len(answer.content) < 200_000
    assert "<script>alert" not in answer.text and "&lt;script&gt;alert(4)" in answer.text


def test_partners_are_found_by_name_and_siret_a_page_at_a_time(client: TestClient) -> None:
    first = client.get(LARGE).text
    assert "30 organismes sont habilités" in words(first) and "1 à 25 sur 30" in words(first)
    assert "Organisme d’été 24" in first and "Organisme d’été 25" not in first
    second = client.get(f"{LARGE}?page=2").text
    assert "Organisme d’été 25" in second and "Organisme d’été 24" not in second
    named = words(client.get(f"{LARGE}?partenaire=ETE+07").text)
    assert "1 organisme répond à «\u00a0ETE 07\u00a0»." in named
    assert (
        "Organisme d’été 07 98765432100007 former inactif (dernier changement le 8\u00a0mars\u00a02024 )"
        in named
    )
    assert "4 organismes" not in named
    by_siret = words(client.get(f"{LARGE}?partenaire=987654 3210 0011").text)
    assert "1 organisme répond" in by_siret and "Organisme d’été 11" in by_siret
    assert "0 organisme répond" in words(client.get(f"{LARGE}?partenaire=personne").text)
    for odd in ("?page=99", "?page=x", "?page=0", f"?partenaire={'a' * 5000}"):
        assert client.get(LARGE + odd).status_code == 200


def test_what_follows_in_several_steps_is_told_apart(client: TestClient) -> None:
    text = words(client.get(LARGE).text)
    direct, _, beyond = text.partition("Ce qui en découle en plusieurs étapes")
    assert "Qui détient RNCP50003BC01" in direct
    assert "RNCP30100BC01" in beyond.partition("Ce qui lui ressemble")[0]
    assert "Aucun document ne le dit en une phrase" in beyond


def test_what_lies_close_is_computed_and_leads_to_a_comparison(client: TestClient) -> None:
    answer = client.get("/certification/rncp/28900")
    text = words(answer.text)
    assert "Des rapprochements calculés, qui ne donnent aucun droit." in text
    assert 'href="/comparer?ids=RNCP28900,RNCP' in answer.text
    for action in (
        "/comparer?ids=RNCP28900",
        "/parcours?acquis=RNCP28900",
        "/parcours?vers=RNCP28900",
        "/graphe?de=RNCP28900",
    ):
        assert f'class="button" href="{action}"' in answer.text


def test_the_page_does_not_wait_for_what_is_being_prepared(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = application(store, settings=Settings(today=lambda: TODAY))

    def preparing(patience: float = 5) -> None:
        assert patience < 1, "an adviser would wait"
        raise PreparingError("Le graphe vient de changer.")

    monkeypatch.setattr(app.state.graph, "explorer", preparing)
    with TestClient(app, headers={"accept": "text/html"}) as client:
        answer = client.get(LARGE)
        assert answer.status_code == 200
        assert "Les rapprochements sont en cours de calcul" in answer.text and "RNCP50003BC60" in answer.text
        assert "Les rapprochements sont en cours de calcul" in client.get("/bloc/rncp/50003/BC02").text


def test_figures_are_a_table(client: TestClient) -> None:
    text = words(client.get("/certification/rncp/40100").text)
    assert "Certifiés et insertion (en pour cent), par année, d’après le répertoire" in text


def test_a_bloc_has_its_page(client: TestClient) -> None:
    answer = client.get("/bloc/rncp/50003/BC02")
    text = words(answer.text)
    assert "RNCP50003BC02 bloc 2 sur 60 de RNCP50003 –" in text and "Savoir faire 2" in text
    assert (
        "1 bloc d’une autre certification porte cet intitulé, mot pour mot. Ce n’est pas une équivalence"
        in text
    )
    assert 'href="/bloc/rncp/50002/X"' in answer.text and "<script>alert" not in answer.text
    assert 'href="/parcours?acquis=RNCP50003BC02"' in answer.text
    given = words(client.get("/bloc/rncp/50003/BC01").text)
    assert "Qui détient RNCP50003BC01" in given and "Ce qui en découle en plusieurs étapes" in given
    data = client.get("/bloc/rncp/50003/BC02.json").json()
    assert data["bloc"]["code"] == "RNCP50003BC02" and len(data["bloc"]["capacites"]) == 1
    moved = client.get("/bloc/rncp/50003/BC02.ttl")
    assert (moved.status_code, moved.headers["location"]) == (303, "/id/rncp/50003/bloc/BC02.ttl")
    found = client.get("/recherche", params={"q": "http://site/en/bloc/rncp/50003/BC02"})
    assert found.headers["location"] == "/certification/rncp/50003#bloc-BC02"
    for absent in ("/bloc/rncp/50003/BC99", "/bloc/autre/1/BC01", "/bloc/rncp/99999/BC01"):
        assert client.get(absent).status_code == 404


def test_blocs_and_capacites_are_a_table_for_programs(client: TestClient) -> None:
    answer = client.get(f"{LARGE}.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert len(lines) == 60
    assert lines[0]["bloc"] == "RNCP50003BC01" and lines[0]["capacite_titre"] == "Savoir faire 1"
    assert client.get(LARGE, headers={"accept": "text/csv"}).text == answer.text


def test_proofs_are_a_page_and_each_value_leads_to_its_passage(client: TestClient) -> None:
    page = client.get("/certification/rncp/28900").text
    assert f'class="proof" href="/passage/{"1" * 64}/1300-1325#passage"' in page
    proofs = client.get("/certification/rncp/28900/preuves")
    assert "caractères 1\u202f300 à 1\u202f325, page 2" in words(proofs.text)
    assert client.get("/certification/rncp/99999/preuves").status_code == 404
    assert "Aucun texte n’est cité" in client.get(f"{LARGE}/preuves").text


def test_an_error_is_reported_by_a_mail_or_by_a_text_to_copy(store: Path, client: TestClient) -> None:
    assert "mailto:" not in client.get(LARGE).text
    text = unescape(client.get(LARGE).text)
    assert "copiez ce texte" in text and "Page : http://testserver/certification/rncp/50003" in text
    app = application(store, settings=Settings(today=lambda: TODAY, contact="erreurs@exemple.fr"))
    with TestClient(app, headers={"accept": "text/html"}) as reader:
        page = html5lib.parse(reader.get(f"/passage/{'1' * 64}/1300-1325").text, namespaceHTMLElements=False)
    mail = urlsplit(
        next(str(each.get("href")) for each in page.iter("a") if "mailto:" in str(each.get("href")))
    )
    assert unquote(mail.path) == "erreurs@exemple.fr"
    written = parse_qs(mail.query)["body"][0]
    assert "Passage : « Préparer la mise en œuvre »" in written and "Document : RNCP28900.txt" in written
    assert f"/passage/{'1' * 64}/1300-1325#passage" in written


@pytest.mark.parametrize(
    "address",
    [LARGE, "/certification/rncp/28900", "/certification/cqpm/MQ-1990-0001", "/bloc/rncp/50003/BC02",
     "/certification/rncp/28900/preuves", f"/passage/{'1' * 64}/1300-1325"],
)  # fmt: skip
def test_the_english_page_marks_what_is_french(client: TestClient, address: str) -> None:
    page = html5lib.parse(client.get(f"/en{address}").text, namespaceHTMLElements=False)
    assert page.get("lang") == "en"
    english = "\n".join(_texts(page))
    french = {each for each in catalogue() if len(each) > 12 and re.search(r"[éèàêç’]", each)}
    # « Blocs de compétences » is what English says too.
    assert not [each for each in french if each in english and not each.startswith("Blocs de")]
    assert not re.search(r"\b(?:jusqu’au|reconnue|capacités d’|Savoir faire|Préparer|organismes)\b", english)


def _texts(element: object, skip: bool = False) -> Iterator[str]:
    """The texts of a page but those that say that they are French."""
    for each in element:  # type: ignore[attr-defined]
        if each.get("lang") != "fr" and each.tag not in ("head", "footer"):
            if each.text:
                yield each.text
            yield from _texts(each)
        if each.tail:
            yield each.tail


def test_the_official_fiche_is_one_link_away(client: TestClient) -> None:
    page = html5lib.parse(client.get(LARGE).text, namespaceHTMLElements=False)
    outside = [
        str(each.get("href")) for each in page.iter("a") if "francecompetences" in str(each.get("href"))
    ]
    assert outside == ["https://www.francecompetences.fr/recherche/rncp/50003/"]
    assert "francecompetences" not in client.get("/certification/cqpm/MQ-1990-0001").text


def test_what_has_no_number_shows_what_the_register_may_know_of_it(client: TestClient) -> None:
    text = words(client.get("/certification/titre/soudeur-d-essai").text)
    said = text.partition("Sous quel numéro du répertoire")[2].partition("Ce qui lui ressemble")[0]
    assert "RNCP50004" in said and "Pour\u00a0:" in said
    assert "Sous quel numéro" not in client.get(LARGE).text
