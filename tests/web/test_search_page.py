"""What the page of answers and the first page say, read as HTML, over the examples."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

TODAY = "2020-12-01"


def test_the_first_page_gives_a_number_and_hides_rare_kinds(examples: TestClient) -> None:
    text = examples.get("/").text
    assert re.search(r'class="examples".*?href="/recherche\?q=RNCP\d+"', text, re.S)
    assert text.count('<caption id="natures') <= 2


def test_what_is_in_force_is_one_link_away(examples: TestClient) -> None:
    none = examples.get("/recherche?q=usinage").text
    assert "Aucune n’est en vigueur aujourd’hui, d’après ces données." in none
    assert "échue le" in none
    then = examples.get(f"/recherche?q=usinage&genre=certification&le={TODAY}")
    assert then.status_code == 200 and 'class="hit"' in then.text
    for day in re.findall(r'jusqu’au <time datetime="([^"]+)"', then.text):
        assert day >= TODAY
    assert "En vigueur le" in then.text and 'href="/recherche?q=usinage&amp;genre=certification"' in then.text
    later = examples.get("/recherche?q=usinage&genre=certification&le=2040-01-01")
    assert later.status_code == 404 and "Rien ne répond avec ces filtres." in later.text


def test_a_day_that_is_none_is_left_out(examples: TestClient) -> None:
    page = examples.get("/recherche?q=usinage&le=demain")
    assert page.status_code == 200 and "En vigueur le" not in page.text


def test_the_json_of_a_page_keeps_its_filters(examples: TestClient) -> None:
    page = examples.get("/recherche?q=CQPM&genre=certification&registre=cqpm").text
    found = re.search(r'href="(/api/recherche[^"]*)"', page)
    assert found
    answer = examples.get(found.group(1).replace("&amp;", "&"), headers={"accept": "application/json"}).json()
    assert [each["identifier"] for each in answer["results"]] == ["MQ 1988 0044"]
    # The API asks for words: without them there is no link that would fail.
    assert "/api/recherche" not in examples.get("/recherche?registre=cqpm").text


def test_links_of_answers_say_what_they_lead_to(examples: TestClient) -> None:
    text = re.sub(r"<[^>]+>", "", examples.get("/recherche?q=opérateur polyvalent").text)
    assert re.search(r"Partir d’ici\s*:\s*RNCP28245", text.replace("\u00a0", " "))
    assert "Comparer RNCP28245" in text
    assert "Viser ce métier" in examples.get("/recherche?q=H2903&genre=metier").text


def test_the_page_of_a_code_leads_to_its_certifications(examples: TestClient) -> None:
    for code, address in (("nsf/200r", "/recherche?nsf=200r"), ("rome/H2903", "/recherche?rome=H2903")):
        assert f'href="{address}"' in examples.get(f"/id/{code}.html").text
        assert 'class="hit"' in examples.get(address).text
    assert "qui portent ce code" not in examples.get("/id/rncp/23022/acces/VAE.html").text
    assert 'href="/en/recherche?nsf=200r"' in examples.get("/en/id/nsf/200r.html").text
