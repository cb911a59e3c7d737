"""What the page of the endpoint offers: questions, completions, and a form that needs no script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from passerelles.answers.question import terms
from passerelles.build import Outcome
from passerelles.queries import TAGS, names, query
from passerelles.store import EmbeddedDataset, check_read_only, open_store
from passerelles.web.prefixes import PREFIXES
from passerelles.web.sparql.completions import CODES, codes, prefixes, written
from passerelles.web.sparql.examples import example, subjects

NTRIPLES = "application/n-triples"
PAGE = {"accept": "text/html"}
PAS = "https://w3id.org/passerelles/ns#"
ID = "https://w3id.org/passerelles/id/"


def test_every_question_is_offered_once_under_its_first_tag() -> None:
    offered = [question.name for subject in subjects() for question in subject.questions]
    assert sorted(offered) == sorted(names())
    order = [tag.name for tag in TAGS]
    places = [order.index(subject.tag.name) for subject in subjects()]
    assert places == sorted(places)
    assert all(
        query(each.name).tags[0] == subject.tag.name for subject in subjects() for each in subject.questions
    )


@pytest.mark.parametrize("name", names())
def test_an_example_can_be_run_as_it_is(name: str) -> None:
    text = example(name)
    check_read_only(text)
    assert text.startswith(f"# {query(name).title_fr}\n")
    assert "#+" not in text
    for parameter in query(name).parameters:
        assert f"({parameter.name}) : ici {parameter.example}" in text


@pytest.fixture(scope="module")
def dataset(examples_store: tuple[Path, Outcome]) -> Iterator[EmbeddedDataset]:
    with open_store(examples_store[0]) as dataset:
        yield dataset


@pytest.mark.parametrize("name", [each for each in names() if query(each).parameters])
def test_an_example_answers_as_the_question_does(name: str, dataset: EmbeddedDataset) -> None:
    question = query(name)
    bindings = terms(question.bind_values({each.name: each.example for each in question.parameters}))
    if re.search(r"^CONSTRUCT", question.text, re.MULTILINE):
        expected = sorted(b"".join(dataset.serialise(question.text, NTRIPLES, bindings)).splitlines())
        assert sorted(b"".join(dataset.serialise(example(name), NTRIPLES)).splitlines()) == expected
    else:
        assert dataset.select(example(name)).records() == dataset.select(question.text, bindings).records()


def test_an_example_is_written_as_a_person_would() -> None:
    lines = example("certification-blocs").splitlines()
    assert lines[:2] == [
        "# Les blocs de compétences d’une certification",
        "# La certification (certification) : ici rncp:23022, à remplacer par ce que vous cherchez",
    ]
    assert "SELECT (rncp:23022 AS ?certification) ?bloc ?ordre ?code ?titre ?descriptif ?modalites" in lines
    assert "ORDER BY ?ordre ?code ?bloc ?titre ?descriptif ?modalites" in lines
    assert example("certification-blocs", "en").startswith("# The blocs of a certification\n")


def test_the_page_opens_with_a_question(client: TestClient) -> None:
    page = html.fromstring(client.get("/sparql?exemple=certification-blocs", headers=PAGE).text)
    assert page.get_element_by_id("query").text.lstrip() == example("certification-blocs")
    links = page.xpath("//details[@id='exemples']//a/@href")
    assert len(links) == len(names())
    assert "/sparql?exemple=certification-blocs" in links


def test_an_unknown_question_opens_the_first_query(client: TestClient) -> None:
    page = html.fromstring(client.get("/sparql?exemple=absente", headers=PAGE).text)
    assert "SELECT ?certification ?numero ?intitule" in page.get_element_by_id("query").text


def test_completions_say_classes_properties_and_codes_in_french(client: TestClient) -> None:
    found = client.get("/sparql/completions.json")
    assert found.headers["content-type"] == "application/json"
    words = found.json()
    assert words["prefixes"]["nsf"] == f"{ID}nsf/"
    assert set(PREFIXES) < set(words["prefixes"])
    classes = {iri: (label, meaning) for iri, label, meaning in words["classes"]}
    assert classes[f"{PAS}Certification"][0] == "Certification"
    assert classes[f"{PAS}Certification"][1]
    properties = {iri: label for iri, label, _ in words["properties"]}
    assert properties[f"{PAS}bloc"]
    assert properties["http://purl.org/dc/terms/title"] == "Titre"
    assert not set(classes) & set(properties)


def test_completions_are_sent_once_a_version(client: TestClient) -> None:
    first = client.get("/sparql/completions.json")
    again = client.get("/sparql/completions.json", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/sparql/completions.json", headers={"if-none-match": '"other"'})
    assert other.json() == first.json()


def test_codes_are_found_by_their_labels(dataset: EmbeddedDataset) -> None:
    found = {iri: (notation, label) for iri, notation, label in codes(dataset)}
    whole = json.loads(written(dataset))
    assert found[f"{ID}niveau/4"][0] == "4"
    assert found[f"{ID}type/CQPM"][1].startswith("Certificat de qualification")
    assert any(iri.startswith(f"{ID}rome/") for iri in found)
    assert any(iri.startswith(f"{ID}nsf/") for iri in found)
    assert len(whole["codes"]) == len(found) <= CODES


def test_each_prefix_leads_somewhere_of_its_own() -> None:
    assert len(set(prefixes().values())) == len(prefixes())
