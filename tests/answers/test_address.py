"""Addresses of pages."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.answers.address import anchor, certification_iri, href, passage_href

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


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="/?#"), min_size=1))
def test_segments_survive_the_address(number: str) -> None:
    iri = certification_iri("titre", number)
    assert href(iri) == "/certification/titre/" + quote(number, safe="-._~()'!*,;=@")
    assert anchor(f"{iri}/bloc/é 1") == "bloc-1"


def test_passage() -> None:
    assert passage_href(f"{ID}fiche/{'a' * 64}", 3, 9) == f"/passage/{'a' * 64}/3-9#passage"
