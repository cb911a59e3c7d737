"""The page that compares, on the examples: both sentences, what lacks, and how certifications are added."""

import re
from html import unescape

from starlette.testclient import TestClient

PAIR = "/comparer?ids=RNCP28245,RNCP28246"


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def test_without_anything_it_says_what_to_do(examples: TestClient) -> None:
    text = words(examples.get("/comparer").text)
    assert "Nommez de deux à cinq certifications" in text and "Ajouter" in text


def test_each_match_quotes_both_sentences_with_its_reason(examples: TestClient) -> None:
    found = examples.get("/api/comparer?ids=RNCP28245,RNCP28246").json()["comparisons"][0]
    matches = found["capacites"] + found["blocs"] + found["crossed"]
    assert matches
    text = words(examples.get(PAIR).text).replace("\u00a0", " ")
    for match in matches:
        for statement in (*match["left"], *match["right"]):
            assert " ".join(statement["text"].split()) in text
        assert match["why"]["sentence"].replace("\u00a0", " ") in text
    for side in ("left", "right"):
        for statement in found[side]["own_capacites"]:
            assert " ".join(statement["text"].split()) in text
    assert "ne donne aucun droit" in text


def test_the_proof_of_each_statement_is_a_link_away(examples: TestClient) -> None:
    html = examples.get(PAIR).text
    links = set(re.findall(r'<p class="statement"><a href="([^"]+)"', html))
    assert links
    for link in sorted(links)[:4]:
        answer = examples.get(link)
        assert answer.status_code == 200 and f'id="{link.partition("#")[2]}"' in answer.text


def test_a_number_is_added_at_once_and_words_propose(examples: TestClient) -> None:
    answer = examples.get("/comparer?ids=RNCP28245&ajout=28246")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/comparer?ids=RNCP28245%2CRNCP28246"
    text = examples.get("/comparer?ids=RNCP28245&ajout=technicien+usinage").text
    assert "/comparer?ids=RNCP28245%2CRNCP28243" in text
    assert (
        examples.get("/en/comparer?ids=RNCP28245&ajout=28246").headers["location"].startswith("/en/comparer")
    )


def test_three_are_shown_as_a_matrix_and_as_a_table(examples: TestClient) -> None:
    html = examples.get("/comparer?ids=RNCP28245,RNCP28246,RNCP28243").text
    assert 'class="pairs"' in html and 'class="map"' in html and 'class="beside' in html
    text = words(html)
    assert "Mettre en premier" in text
    assert text.count("et pas dans") == 4


def test_what_is_unknown_or_too_much_is_said(examples: TestClient) -> None:
    text = words(examples.get("/comparer?ids=RNCP28245,RNCP99999,<script>").text)
    assert "« RNCP99999 » n’est pas dans ce graphe" in text.replace("\u00a0", " ")
    assert "<script>" not in examples.get("/comparer?ids=RNCP28245,<script>").text.split("<main")[1]
    listed = examples.get("/api/recherche?q=CQPM&genre=certification&nombre=6").json()["groups"][0]["hits"]
    many = ",".join(hit["identifier"] for hit in listed)
    assert "une certification est laissée de côté" in words(examples.get(f"/comparer?ids={many}").text)


def test_an_expired_certification_says_since_when(examples: TestClient) -> None:
    assert "Échue depuis le 21 avril 2022" in words(examples.get(PAIR).text).replace("\u00a0", " ")


def test_in_english_the_frame_is_english_and_the_documents_french(examples: TestClient) -> None:
    html = examples.get("/en" + PAIR).text
    assert "Compare certifications" in html and "Likeness:" in html
    assert re.search(r'<q lang="fr">', html)


def test_silence_about_capacites_is_told_and_not_taken_for_a_lack(examples: TestClient) -> None:
    text = words(examples.get("/comparer?ids=RNCP28246,RNCP28243").text)
    assert "Aucun document lu ne donne les capacités de RNCP28246" in text
    assert "Aucun document lu ne donne les capacités de RNCP28243" not in text
    assert "Aucun document" not in words(examples.get("/comparer?ids=RNCP28245,RNCP28243").text)
    assert "non renseigné d’un côté au moins" in text and "non renseigné Capacités" not in text
