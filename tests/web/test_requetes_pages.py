"""`/requetes`: the questions as pages, without JavaScript; nothing of the graph or of an address becomes markup."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from starlette.testclient import TestClient

from passerelles.answers.parameter import example
from passerelles.build import Outcome
from passerelles.queries import TAGS, names, query
from passerelles.web import application
from passerelles.web.questions.request import is_graph
from passerelles.web.questions.table import SHOWN, heading
from passerelles.web.questions.usage import usage
from tests.web.conftest import CERTIFICATION, DCT, ID, NS, SHA256, TYPE, XSD, publish, quads, serving

BLOCS = "/requetes/certification-blocs"
ANSWERED = [
    "/requetes",
    "/requetes?etiquette=blocs",
    BLOCS,
    f"{BLOCS}?certification=RNCP23022",
    f"{BLOCS}?certification=bonjour",
    f"{BLOCS}?certification=RNCP1",
    "/requetes/contenu-par-nsf?signes=2",
    "/requetes/certifications-echues?jour=2022-12-31",
    "/requetes/certification-graphe?certification=23022",
    "/requetes/certification-correspondances?certification=23022",
    f"/en{BLOCS}?certification=RNCP23022",
    "/en/requetes",
]


@pytest.fixture(scope="module")
def client(examples_store: tuple[Path, Outcome]) -> Iterator[TestClient]:
    headers = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    app = application(examples_store[0])
    with TestClient(app, base_url="http://127.0.0.1", headers=headers, follow_redirects=False) as made:
        yield made


def parsed(text: str) -> Element:
    found: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    return found


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("address", ANSWERED)
def test_html_is_strict_and_structured(client: TestClient, address: str) -> None:
    page = parsed(client.get(address).text)
    assert page.get("lang") == ("en" if address.startswith("/en") else "fr")
    levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch(r"h[1-6]", str(each.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in page.iter("table"):
        assert table.find("caption") is not None and all(each.get("scope") for each in table.iter("th"))
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    named = {
        each.get(name) for each in page.iter() for name in ("aria-labelledby", "aria-describedby", "for")
    }
    assert {one for each in named if each for one in each.split()} <= set(ids)
    labelled = {each.get("for") for each in page.iter("label")}
    assert all(each.get("id") in labelled for each in page.iter("input"))
    assert not [each for each in page.iter() if each.get("style") or each.tag == "style"]
    assert all(each.get("src") for each in page.iter("script"))


def test_all_questions_are_listed_by_subject_in_the_order_of_tags(client: TestClient) -> None:
    page = parsed(client.get("/requetes").text)
    subjects = [words(each) for each in page.iter("h2")]
    assert subjects == [tag.title_fr for tag in TAGS]
    links = [each.get("href", "") for each in page.iter("a")]
    assert {f"/requetes/{name}" for name in names()} <= set(links)
    for tag in TAGS:
        filed = parsed(client.get("/requetes", params={"etiquette": tag.name}).text)
        shown = {each.get("href", "") for each in filed.iter("a")} & {f"/requetes/{name}" for name in names()}
        assert shown == {f"/requetes/{name}" for name in names() if tag.name in query(name).tags}
    assert client.get("/requetes?etiquette=licorne").status_code == 404
    assert '<a href="/requetes">Questions toutes faites</a>' in client.get("/data").text


@pytest.mark.parametrize("name", names())
def test_every_question_explains_itself_and_answers(client: TestClient, name: str) -> None:
    question = query(name)
    empty = unescape(client.get(f"/requetes/{name}").text)
    fields = dict(re.findall(r'<input id="p-[^"]*" name="([^"]*)" type="[a-z]*" value="([^"]*)"', empty))
    given = {each.name: example(each, question.prefixes) for each in question.parameters}
    assert fields == {each.name: each.default or given[each.name] for each in question.parameters}
    found = client.get(f"/requetes/{name}", params=given)
    assert found.status_code == 200
    page = parsed(found.text)
    assert words(next(page.iter("h1"))) == question.title_fr
    links = [each.get("href", "") for each in page.iter("a")]
    if is_graph(question):
        assert "<pre" in found.text and any(each.startswith(f"/api/requetes/{name}.ttl") for each in links)
        return
    told = client.get(f"/api/requetes/{name}.json", params=given).json()
    title = next(words(each) for each in page.iter("h2") if each.get("id") == "reponse")
    assert re.sub(r"\D", "", title) == str(told["count"])
    rows = [row for body in page.iter("tbody") for row in body.iter("tr")]
    assert len(rows) == min(told["count"], SHOWN)
    (download,) = (each for each in links if each.startswith(f"/api/requetes/{name}.csv"))
    assert parse_qs(urlsplit(download).query) == {key: [value] for key, value in given.items()}
    (editor,) = (each for each in links if each.startswith("/sparql?"))
    (text,) = parse_qs(urlsplit(editor).query)["query"]
    run = client.get("/sparql", params={"query": text}, headers={"accept": "application/sparql-results+json"})
    assert len(run.json()["results"]["bindings"]) == told["count"]


def test_values_are_shown_as_french_people_write_them(client: TestClient) -> None:
    text = client.get("/requetes/certifications-echues?jour=31/12/2022").text
    assert 'type="date" value="2022-12-31"' in text
    assert re.search(r'<time datetime="[\d-]+">\d\d?(er)?\W[a-zéû]+\W\d{4}</time>', text)
    blocs = client.get(f"{BLOCS}?certification=23022").text
    assert '<a href="/certification/rncp/23022#bloc-BC01">RNCP23022BC01</a>' in blocs
    ranks = client.get("/requetes/certification-correspondances?certification=23022").text
    assert ">conventionnelle</a>" in ranks
    english = client.get("/en/requetes/certification-correspondances?certification=23022").text
    assert ">by agreement</a>" in english and 'href="/en/certification/rncp/23022"' in english
    assert heading("ancienne_identifiant") == "Ancienne – identifiant"
    assert heading("certifies_vae") == "Certifiés VAE"


def test_a_wrong_value_is_shown_again_with_what_is_expected(client: TestClient) -> None:
    found = client.get("/requetes/certifications-echues?jour=demain")
    assert found.status_code == 400
    assert 'value="demain"' in found.text and 'aria-invalid="true"' in found.text
    assert "une date" in found.text and "jour=2022-12-31" in found.text
    absent = client.get("/requetes/certification-bloc")
    assert absent.status_code == 404 and "« certification-blocs »" in unescape(absent.text).replace(
        "\u00a0", " "
    )


def test_programs_are_led_to_the_data(client: TestClient) -> None:
    found = client.get(f"{BLOCS}?certification=23022", headers={"accept": "application/json"})
    assert (found.status_code, found.headers["location"]) == (
        307,
        "/api/requetes/certification-blocs?certification=23022",
    )
    assert client.get(f"{BLOCS}.csv?certification=23022").headers["location"].startswith("/api/requetes/")
    assert client.get("/requetes.json").headers["location"] == "/api/requetes"
    asked = client.get("/requetes", headers={"accept": "application/json"}, follow_redirects=True)
    assert asked.json()["count"] == len(names())


HOSTILE = "<script>alert(1)</script> \"' &amp; %(x)s {{ 7*7 }}"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A graph whose texts and IRIs try to become markup."""
    location = tmp_path_factory.mktemp("store") / "hostile"
    graph, bloc = f"<{ID}fiche/{SHA256}>", f"<{CERTIFICATION}/bloc/BC09>"
    title = HOSTILE.replace('"', '\\"')
    more = [
        f"<{CERTIFICATION}> <{NS}#bloc> {bloc} {graph} .",
        f"{bloc} {TYPE} <{NS}#Bloc> {graph} .",
        f'{bloc} <{DCT}title> "{title}"@fr {graph} .',
        f'{bloc} <{NS}#ordre> "1\'><b>"^^<{XSD}integer> {graph} .',
        f"<{CERTIFICATION}> <{NS}#certificateur> <javascript:alert(1)> {graph} .",
        f"<{CERTIFICATION}> <{NS}#certificateur> <https://a.example/%3Cb%3E?%25s&x='onclick='y> {graph} .",
    ]
    publish(location, [*quads(), *more])
    with TestClient(application(location), headers={"accept": "text/html"}) as made:
        yield made


def test_what_the_graph_says_never_becomes_markup(hostile: TestClient) -> None:
    for name in ("certification-blocs", "certification-certificateurs"):
        for lang in ("", "/en"):
            found = hostile.get(f"{lang}/requetes/{name}", params={"certification": "23022"})
            assert found.status_code == 200
            page = parsed(found.text)
            assert all(each.get("src") for each in page.iter("script"))
            assert not any(each.get("href", "").startswith("javascript:") for each in page.iter("a"))
            assert not list(page.iter("b"))
            if name == "certification-blocs":
                assert any(words(each) == words_of(HOSTILE) for each in page.iter("td"))
    address, every = "/api/requetes/certification-blocs?certification=23022", {"accept": "*/*"}
    told = hostile.get(address, headers=every)
    assert told.headers["content-type"] == "application/json"
    assert told.headers["x-content-type-options"] == "nosniff"
    assert HOSTILE in [row.get("titre") for row in told.json()["rows"]]


def words_of(text: str) -> str:
    return " ".join(text.split())


def test_what_an_address_says_never_becomes_markup(client: TestClient) -> None:
    for name, parameter in (("certifications-par-mot", "mot"), ("certification-blocs", "certification")):
        for lang in ("", "/en"):
            page = parsed(client.get(f"{lang}/requetes/{name}", params={parameter: HOSTILE}).text)
            assert all(each.get("src") for each in page.iter("script"))
            (field,) = (each for each in page.iter("input") if each.get("name") == parameter)
            assert field.get("value") == HOSTILE
    absent = client.get("/requetes/<script>alert(1)<%2Fscript>")
    assert absent.status_code == 404 and "<script>alert" not in absent.text


def test_texts_to_copy_are_quoted_for_their_shell(examples_store: tuple[Path, Outcome]) -> None:
    texts = usage("certifications-par-mot", {"mot": 'l\'œil "$(id)" `x`'}, "http://127.0.0.1", graph=False)
    assert shlex.split(texts.command)[3:5] == ["-p", 'mot=l\'œil "$(id)" `x`']
    assert shlex.split(texts.curl)[-1] == 'mot=l\'œil "$(id)" `x`'
    with serving(examples_store[0]) as server:
        python = usage("certifications-par-mot", {"mot": "soudeur"}, server, graph=False).python
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(python, {})
    assert "Soudeur industriel" in printed.getvalue()
