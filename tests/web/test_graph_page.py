"""The graph views without a browser: what is drawn, what is said of what is not, and the files."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from starlette.testclient import TestClient

from passerelles.analysis.pictures import WORDS
from passerelles.build import Outcome
from passerelles.web import Settings, application
from passerelles.web.english import catalogue
from passerelles.web.pictures import text as picture_text
from passerelles.web.pictures.style import COLOURS
from tests.small_graph import publish

TODAY = date(2022, 5, 1)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site over the small graph, in which a title tries to be HTML."""
    app = application(publish(tmp_path_factory.mktemp("store")), settings=Settings(today=lambda: TODAY))
    with TestClient(app, headers={"accept": "text/html"}) as client:
        yield client


@pytest.fixture(scope="module")
def examples(examples_store: tuple[Path, Outcome]) -> Iterator[TestClient]:
    app = application(examples_store[0], settings=Settings(today=lambda: date(2026, 11, 28)))
    with TestClient(app, headers={"accept": "text/html"}) as client:
        yield client


def data(client: TestClient, question: str) -> dict[str, Any]:
    answer = client.get(f"/graphe.json?{question}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_start_page_offers_four_pictures(examples: TestClient) -> None:
    page = examples.get("/graphe").text
    for address in re.findall(r'<a href="(/graphe\?[^"]+)"', page):
        assert examples.get(address.replace("&amp;", "&")).status_code == 200, address
    assert {'name="de"', 'name="vers"', 'name="nsf"', 'name="suite"'} <= set(re.findall(r'name="\w+"', page))


def test_the_neighbourhood_says_what_it_hides_and_opens(examples: TestClient) -> None:
    first = data(examples, "de=rncp+23022")
    kinds = {node["kind"] for node in first["nodes"]}
    assert kinds == {"certification", "bloc", "métier", "spécialité", "certificateur", "suite"}
    assert {"words": "Proches par calcul", "shown": 5, "total": 20, "of": "RNCP23022"} in first["graph"][
        "hidden"
    ]
    bloc = next(node for node in first["nodes"] if node.get("identifier") == "RNCP23022BC01")
    assert bloc["hidden"] == 4
    opened = data(examples, f"de=RNCP23022&ouvrir={bloc['id']}")
    assert sum(node["kind"] == "capacité" for node in opened["nodes"]) == 4
    page = examples.get("/graphe?de=RNCP23022").text
    assert "Proches par calcul" in page and "5 sur 20" in page
    assert f"ouvrir={bloc['id']}" in page
    # The list that was cut opens too.
    rest = next(node for node in first["nodes"] if node["kind"] == "suite")
    longer = data(examples, f"de=RNCP23022&ouvrir={rest['id']}")
    assert sum(edge["kind"] == "proche" for edge in longer["edges"]) == 20
    assert not longer["graph"]["hidden"]


def test_each_line_of_the_tables_gives_its_sentence_and_source(examples: TestClient) -> None:
    page = examples.get("/graphe?de=RNCP23022").text
    table = page[page.index('class="picture-lines"') :]
    rows = re.findall(r"<tr data-line=.*?</tr>", table, re.DOTALL)
    assert len(rows) == len(data(examples, "de=RNCP23022")["edges"])
    assert all("Source" in row for row in rows)
    assert any("donne lieu à la délivrance" in row and "conventionnelle" in row for row in rows)
    assert all("Parties du score" in row for row in rows if "calculée</span>" in row)


def test_a_path_has_layers_ranks_and_what_is_needed_together(small: TestClient) -> None:
    path = data(small, "acquis=RNCP28900BC01,RNCP28900BC02&vers=RNCP30100")
    place = {node["id"]: node["x"] for node in path["nodes"]}
    states = {node.get("identifier"): node.get("state") for node in path["nodes"]}
    assert states["RNCP28900BC01"] == "détenu" and states["RNCP30100"] == "but"
    knot = next(node for node in path["nodes"] if node["kind"] == "correspondance")
    assert (
        place["rncp/28900/bloc/BC01"]
        < place[knot["id"]]
        < place["rncp/30100/bloc/BC01"]
        < place["rncp/30100"]
    )
    declared = [edge for edge in path["edges"] if edge["kind"] == "correspondance"]
    assert {edge["rank"] for edge in declared} == {"officielle"} and len(declared) == 3
    assert [edge.get("label") for edge in declared] == [None, None, "officielle"]
    page = small.get("/graphe?acquis=RNCP28900BC01,RNCP28900BC02&vers=RNCP30100").text
    assert "tout est nécessaire" in page


def test_a_goal_out_of_reach_says_why_and_what_to_look_at(examples: TestClient) -> None:
    page = examples.get("/graphe?acquis=RNCP23022&vers=RNCP28243").text
    assert "Aucun chemin à cette date" in page and "Échue" in page
    drawn = data(examples, "acquis=RNCP23022&vers=RNCP28243")
    assert {edge.get("rank") for edge in drawn["edges"]} == {"calculée"}
    assert examples.get("/graphe?vers=RNCP28243&le=2018-03-01").status_code == 200


def test_a_map_has_named_communities_and_says_its_caps(examples: TestClient) -> None:
    drawn = data(examples, "famille=cqpm")
    groups = drawn["graph"]["groups"]
    assert len(drawn["nodes"]) == 43 and len(groups) >= 4
    assert sum(group["size"] for group in groups) <= 43
    assert all(group["name"] for group in groups)
    assert {node["shape"] for node in drawn["nodes"]} >= {"ellipse", "rectangle", "triangle"}
    assert "les 3 plus forts de chaque certification" in examples.get("/graphe?famille=CQPM").text
    capped = examples.get("/graphe?famille=CQPM&max=5").text
    assert "Tout n’est pas montré" in capped and "5 sur 43" in capped
    # The kind is found however it is written, and the picture is the same.
    assert data(examples, "famille=CQPM") == drawn


def test_dots_of_a_map_do_not_cover_one_another(examples: TestClient) -> None:
    places = [(node["x"], node["y"]) for node in data(examples, "famille=CQPM")["nodes"]]
    least = min(abs(complex(*a) - complex(*b)) for i, a in enumerate(places) for b in places[:i])
    assert least > 15


def test_boxes_do_not_cover_one_another(examples: TestClient) -> None:
    question = "de=RNCP23022&ouvrir=rncp/23022/bloc/BC01&ouvrir=rome/H2903&ouvrir=rncp/28246"
    boxes = [(n["x"], n["y"], n["width"], n["height"]) for n in data(examples, question)["nodes"]]
    for i, (x, y, width, height) in enumerate(boxes):
        for other_x, other_y, other_width, other_height in boxes[:i]:
            apart_x = abs(x - other_x) >= (width + other_width) / 2
            assert apart_x or abs(y - other_y) >= (height + other_height) / 2


def test_time_says_which_dates_are_unknown(small: TestClient, examples: TestClient) -> None:
    drawn = data(small, "suite=RNCP28900")
    period = {node["id"]: node["period"] for node in drawn["nodes"]}
    assert period["rncp/28900"] == "21/04/2017 → 01/04/2022"
    assert period["titre/cqpm-faconnier-ancien"] == "dates inconnues"
    kinds = {(edge["source"], edge["target"]): edge["kind"] for edge in drawn["edges"]}
    assert kinds["titre/cqpm-faconnier-ancien", "rncp/28900"] == "remplacement"
    assert kinds["rncp/28900", "titre/cqpi-faconnier"] == "correspondance"
    assert "aucune date connue" in small.get("/graphe?suite=RNCP28900").text
    alone = examples.get("/graphe?suite=RNCP28245").text
    assert "Aucun document lu ne dit" in alone and "ce n’est pas une succession" in alone


@pytest.mark.parametrize("question", ["de=RNCP28900", "vers=RNCP28900", "suite=RNCP28900", "famille=CQPM"])
@pytest.mark.parametrize("suffix", ["", ".svg", ".graphml", ".gexf"])
def test_a_title_that_tries_to_be_html_stays_a_title(small: TestClient, question: str, suffix: str) -> None:
    answer = small.get(f"/graphe{suffix}?{question}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text or "alert" not in answer.text
    if suffix:
        ElementTree.fromstring(answer.text.strip())


def test_files_hold_what_the_tables_hold(examples: TestClient) -> None:
    drawn = data(examples, "de=RNCP23022")
    shown = [node for node in drawn["nodes"] if node["kind"] != "suite"]
    graphml = nx.parse_graphml(examples.get("/graphe.graphml?de=RNCP23022").text)
    assert set(graphml) == {node["id"] for node in shown}
    edges = list(graphml.edges(data=True))
    assert len(edges) == len(drawn["edges"])
    assert any("donne lieu à la délivrance" in kept.get("phrase", "") for _, _, kept in edges)
    gexf = nx.read_gexf(io.BytesIO(examples.get("/graphe.gexf?de=RNCP23022").content))
    assert len(gexf) == len(shown)
    rows = list(csv.DictReader(io.StringIO(examples.get("/graphe.csv?de=RNCP23022").text)))
    assert len(rows) == len(drawn["edges"]) and {row["rang"] for row in rows} == {
        "",
        "conventionnelle",
        "calculée",
    }
    assert nx.node_link_graph(drawn, edges="edges").number_of_nodes() == len(drawn["nodes"])
    assert examples.get("/graphe?de=RNCP23022", headers={"accept": "application/json"}).json() == drawn


@pytest.mark.parametrize(
    ("question", "status", "words"),
    [
        ("de=RNCP99999", 404, "n’est pas dans ce graphe"),
        ("de=soudeur", 404, "Vouliez-vous dire"),
        ("nsf=999", 404, "Aucune certification"),
        ("rome=%25", 404, "Aucune certification"),
        ("vers=RNCP28243&le=demain", 400, "AAAA-MM-JJ"),
        ("acquis=RNCP23022", 400, "vers"),
        ("famille=CQPM&max=beaucoup", 400, "nombre"),
        (f"de={'x' * 300}", 400, "trop long"),
    ],
)
def test_what_cannot_be_drawn_is_said(examples: TestClient, question: str, status: int, words: str) -> None:
    answer = examples.get(f"/graphe?{question}")
    assert answer.status_code == status
    assert words in answer.text and 'name="de"' in answer.text
    assert examples.get(f"/graphe.json?{question}").status_code in (400, 404)


def test_a_certification_that_is_only_named_has_a_picture(small: TestClient) -> None:
    for view in ("de", "suite"):
        answer = small.get(f"/graphe?{view}=https://w3id.org/passerelles/id/titre/cqpi-faconnier")
        assert answer.status_code == 200, view


def test_an_english_view_is_english(examples: TestClient) -> None:
    page = examples.get("/en/graphe?de=RNCP23022").text
    assert "Not everything is shown" in page and "contains the bloc" in page
    assert 'data-picture="/en/graphe.json?' in page
    texts = " ".join(node["text"] for node in examples.get("/en/graphe.json?de=RNCP23022").json()["nodes"])
    assert "Awarding body" in texts and "15 more" in texts


def test_the_words_of_pictures_have_their_english() -> None:
    told = [
        *WORDS.values(),
        *picture_text.KINDS.values(),
        *picture_text.STATES.values(),
        *picture_text.CAPTIONS,
    ]
    told += [
        *picture_text.LABELS.values(),
        *picture_text.RANKS,
        *picture_text.RANKS.values(),
        *picture_text.TOLD,
    ]
    assert not [words for words in told if words not in catalogue()]


def test_the_page_has_the_colours_of_the_files() -> None:
    sheet = files("passerelles.web").joinpath("static", "picture.css").read_text(encoding="utf-8")
    light = sheet[: sheet.index("@media")]
    assert dict(re.findall(r"--picture-([\w-]+): (#\w+)", light)) == dict(COLOURS)
    dark = sheet[sheet.index("@media") : sheet.index("@media print")]
    assert {name for name, _ in re.findall(r"--picture-([\w-]+): (#\w+)", dark)} == set(COLOURS)
