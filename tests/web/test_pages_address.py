"""Addresses of pages and the numbers people write."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.web.pages_address import anchor, candidates, certification_iri, href, passage_href

ID = "https://w3id.org/passerelles/id/"


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (f"{ID}rncp/23022", "/certification/rncp/23022"),
        (f"{ID}rncp/23022/bloc/BC01", "/certification/rncp/23022#bloc-BC01"),
        (f"{ID}rncp/23022/bloc/BC01/capacite/3", "/certification/rncp/23022#bloc-BC01-capacite-3"),
        (f"{ID}cqpm/MQ-1988-0044/capacite/1.1.1", "/certification/cqpm/MQ-1988-0044#capacite-1-1-1"),
        (f"{ID}rome/H2903", "/id/rome/H2903"),
        (f"{ID}siret/78471719100018", "/id/siret/78471719100018"),
        ("https://w3id.org/passerelles/ns#Bloc", "/ns#Bloc"),
        ("http://data.europa.eu/snb/x", "http://data.europa.eu/snb/x"),
    ],
)
def test_links(iri: str, address: str) -> None:
    assert href(iri) == address


@pytest.mark.parametrize(
    ("text", "iris"),
    [
        ("23022", [f"{ID}rncp/23022", f"{ID}rs/23022"]),
        ("RNCP 23022", [f"{ID}rncp/23022"]),
        ("rncp n° 23022", [f"{ID}rncp/23022"]),
        ("RNCP00123", [f"{ID}rncp/123"]),
        ("RS5719", [f"{ID}rs/5719"]),
        ("RNCP36490BC02", [f"{ID}rncp/36490/bloc/BC02"]),
        ("MQ 1988 0044", [f"{ID}cqpm/MQ-1988-0044"]),
        ("mq-1988-0044", [f"{ID}cqpm/MQ-1988-0044"]),
        (f"{ID}titre/cqpi-faconnier", [f"{ID}titre/cqpi-faconnier"]),
        ("/certification/rncp/23022.json", [f"{ID}rncp/23022"]),
        ("soudeur", []),
        ("", []),
        ("RNCP", []),
        ("https://example.org/", []),
    ],
)
def test_numbers(text: str, iris: list[str]) -> None:
    assert list(candidates(text)) == iris


@given(st.text())
def test_any_text_gives_iris_or_nothing(text: str) -> None:
    for iri in candidates(text):
        assert iri.startswith(ID)
        assert not set(iri) & set('<>"{}|^`\\ \n')


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="/?#"), min_size=1))
def test_segments_survive_the_address(number: str) -> None:
    iri = certification_iri("titre", number)
    assert href(iri) == "/certification/titre/" + quote(number, safe="-._~()'!*,;=@")
    assert anchor(f"{iri}/bloc/é 1") == "bloc-1"


def test_passage() -> None:
    assert passage_href(f"{ID}fiche/{'a' * 64}", 3, 9) == f"/passage/{'a' * 64}/3-9#passage"
