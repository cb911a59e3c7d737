"""Terms on their way to N-Quads: what is written must be read back as it was."""

from datetime import date

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from passerelles.triples import graph

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def parsed(term: str) -> pyoxigraph.Literal:
    quad = next(iter(pyoxigraph.parse(f"<x:s> <x:p> {term} <x:g> .", format=pyoxigraph.RdfFormat.N_QUADS)))
    assert isinstance(quad.object, pyoxigraph.Literal)
    return quad.object


@given(TEXTS)
def test_any_text_survives_as_a_french_literal(text: str) -> None:
    literal = parsed(graph.french(text))
    assert (literal.value, literal.language) == (text, "fr")


@given(st.dates(), st.integers(), st.booleans())
def test_typed_values_survive(day: date, number: int, flag: bool) -> None:
    assert parsed(graph.day(day)).value == day.isoformat()
    assert parsed(graph.integer(number)).value == str(number)
    assert parsed(graph.boolean(flag)).value == ("true" if flag else "false")


def test_statements_are_kept_once_and_sorted() -> None:
    triples = graph.Triples("x:g")
    for name in ("b", "a", "b"):
        triples.link(f"x:{name}", URIRef("x:p"), "x:o")
    assert triples.nquads() == ["<x:a> <x:p> <x:o> <x:g> .", "<x:b> <x:p> <x:o> <x:g> ."]


def test_a_year_has_four_digits() -> None:
    assert graph.year(987).startswith('"0987"')
