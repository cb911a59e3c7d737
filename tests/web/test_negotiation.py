"""What is answered, for what a client accepts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.web.negotiation import language, media_type

OFFERS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv")


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, OFFERS[0]),
        ("", OFFERS[0]),
        ("*/*", OFFERS[0]),
        ("text/*", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/csv, */*", "text/csv"),
        ("text/csv;q=0, text/*, */*;q=0.1", OFFERS[0]),
        ("text/csv;q=0", None),
        ("image/png", None),
        ("text/csv; charset=utf-8 ; q=0.3", "text/csv"),
        ("*/*;q=0.1, application/sparql-results+json;q=0", "application/sparql-results+xml"),
        ("text/csv;q=beaucoup, application/sparql-results+xml;q=0.1", "application/sparql-results+xml"),
    ],
)
def test_the_weights_of_the_header_decide(accept: str | None, expected: str | None) -> None:
    assert media_type(accept, OFFERS) == expected


@given(st.text(max_size=60))
def test_any_header_gives_an_offer_or_none(accept: str) -> None:
    assert media_type(accept, OFFERS) in (*OFFERS, None)


@given(st.permutations(["text/csv;q=0.2", "application/sparql-results+xml;q=0.7", "*/*;q=0.1"]))
def test_the_order_of_the_header_does_not_matter(members: list[str]) -> None:
    assert media_type(", ".join(members), OFFERS) == "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "fr"),
        ("en-GB,en;q=0.9", "en"),
        ("de", "fr"),
        ("en;q=0.3,fr;q=0.8", "fr"),
        ("de,en;q=0.1", "en"),
    ],
)
def test_the_language_is_french_unless_english_is_preferred(header: str | None, expected: str) -> None:
    assert language(header, ("fr", "en")) == expected
