"""The page that compares, on the examples: both sentences, what lacks, and how certifications are added."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from passerelles.build import Outcome
from passerelles.web import Settings, application

PAIR = "/comparer?ids=RNCP28245,RNCP28246"


@pytest.fixture(scope="module")
def client(examples_store: tuple[Path, Outcome]) -> Iterator[TestClient]:
    app = application(examples_store[0], settings=Settings(today=lambda: date(2026, 11, 28)))
    with TestClient(app, headers={"accept": "text/html"}, follow_redirects=False) as browser:
        yield browser


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def test_without_anything_it_says_what_to_do(client: TestClient) -> None:
    text = words(client.get("/comparer").text)
    assert "Nommez de deux à cinq certifications" in text and "Ajouter" in text


def test_each_match_quotes_both_sentences_with_its_reason(client: TestClient) -> None:
    found = client.get("/api/comparer?ids=RNCP28245,RNCP28246").json()["comparisons"][0]
    matches = found["capacites"] + found["blocs"] + found["crossed"]
    assert matches
    text = words(client.get(PAIR).text).replace("\u00a0", " ")
    for match in matches:
        for statement in (*match["left"], *match["right"]):
            assert " ".join(statement["text"].split()) in text
        assert match["why"]["sentence"].replace("\u00a0", " ") in text
    for side in ("left", "right"):
        for statement in found[side]["own_capacites"]:
            assert " ".join(statement["text"].split()) in text
    assert "ne donne aucun droit" in text


def test_the_proof_of_each_statement_is_a_link_away(client: TestClient) -> None:
    html = client.get(PAIR).text
    links = set(re.findall(r'<p class="statement"><a href="([^"]+)"', html))
    assert links
    for link in sorted(links)[:4]:
        answer = client.get(link)
        assert answer.status_code == 200 and f'id="{link.partition("#")[2]}"' in answer.text


def test_a_number_is_added_at_once_and_words_propose(client: TestClient) -> None:
    answer = client.get("/comparer?ids=RNCP28245&ajout=28246")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/comparer?ids=RNCP28245%2CRNCP28246"
    text = client.get("/comparer?ids=RNCP28245&ajout=technicien+usinage").text
    assert "/comparer?ids=RNCP28245%2CRNCP28243" in text
    assert client.get("/en/comparer?ids=RNCP28245&ajout=28246").headers["location"].startswith("/en/comparer")


def test_three_are_shown_as_a_matrix_and_as_a_table(client: TestClient) -> None:
    html = client.get("/comparer?ids=RNCP28245,RNCP28246,RNCP28243").text
    assert 'class="pairs"' in html and 'class="map"' in html and 'class="beside' in html
    text = words(html)
    assert "Mettre en premier" in text
    assert text.count("et pas dans") == 4


def test_what_is_unknown_or_too_much_is_said(client: TestClient) -> None:
    text = words(client.get("/comparer?ids=RNCP28245,RNCP99999,<script>").text)
    assert "« RNCP99999 » n’est pas dans ce graphe" in text.replace("\u00a0", " ")
    assert "<script>" not in client.get("/comparer?ids=RNCP28245,<script>").text.split("<main")[1]
    listed = client.get("/api/recherche?q=CQPM&genre=certification&nombre=6").json()["groups"][0]["hits"]
    many = ",".join(hit["identifier"] for hit in listed)
    assert "une certification est laissée de côté" in words(client.get(f"/comparer?ids={many}").text)


def test_an_expired_certification_says_since_when(client: TestClient) -> None:
    assert "Échue depuis le 21 avril 2022" in words(client.get(PAIR).text).replace("\u00a0", " ")


def test_in_english_the_frame_is_english_and_the_documents_french(client: TestClient) -> None:
    html = client.get("/en" + PAIR).text
    assert "Compare certifications" in html and "Likeness:" in html
    assert re.search(r'<q lang="fr">', html)
