"""The pages of quality, on the examples."""

import re
from html import unescape

from starlette.testclient import TestClient


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def test_causes_lead_to_their_results_and_these_to_the_passage(examples: TestClient) -> None:
    html = examples.get("/qualite").text
    links = re.findall(r'<th scope="row"><a href="(/qualite/[^"]+)"', html)
    assert links
    for link in links:
        answer = examples.get(unescape(link))
        assert answer.status_code == 200, link
        read = re.findall(r'<td><a href="(/[^"]+)"', answer.text)
        for address in read[:2]:
            assert examples.get(address, follow_redirects=True).status_code == 200, address


def test_a_certificateur_finds_what_concerns_it(examples: TestClient) -> None:
    html = examples.get("/qualite?nom=métallurgie").text
    link = re.search(r'<a href="(/qualite\?certificateur=[^"]+)"[^>]*>([^<]+)</a>', html)
    assert link
    text = words(examples.get(unescape(link[1])).text)
    assert f"Certificateur : {unescape(link[2])}" in text.replace("\u00a0", " ")
    assert "Aucun certificateur de ce nom" in words(examples.get("/qualite?nom=zzzz").text)


def test_the_first_build_says_that_the_trend_is_to_come(examples: TestClient) -> None:
    text = words(examples.get("/qualite").text)
    assert "la tendance se lira à la prochaine mise à jour" in text


def test_the_audit_says_what_to_do(examples: TestClient) -> None:
    # The first who asks may be told to wait.
    answers = (examples.get("/qualite/audit") for _ in range(60))
    answer = next(each for each in answers if "refresh" not in each.headers)
    text = words(answer.text).replace("\u00a0", " ")
    found = examples.get("/api/audit?le=2026-11-28").json()
    assert found["constats"]
    assert f"{len(found['constats'])} constats au 28 novembre 2026" in text
    assert "Que faire ?" in text
    for each in found["constats"][:5]:
        assert " ".join(each["phrase"].split()).replace("\u00a0", " ") in text


def test_an_unknown_cause_is_not_there(examples: TestClient) -> None:
    answer = examples.get("/qualite/rien-de-tel")
    assert answer.status_code == 404 and "Que faire" in answer.text


def test_english_pages_use_the_english_of_the_rules(examples: TestClient) -> None:
    text = words(examples.get("/en/qualite").text)
    assert "Findings by cause" in text and "Severity" in text
