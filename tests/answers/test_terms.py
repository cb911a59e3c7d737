"""French words for what a page of any resource shows."""

import pyoxigraph
import pytest

from passerelles.answers.terms import INVERSE, inverse_words, term_words
from passerelles.ontology.schemes import graph
from tests.small_graph import GRAPH

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def shown() -> set[str]:
    """The properties and classes of the ontology, its lists of codes and the small graph."""
    triples = [(str(p), str(o)) for _, p, o in graph()]
    for quad in pyoxigraph.parse(path=GRAPH, format=pyoxigraph.RdfFormat.TRIG):
        triples.append((quad.predicate.value, getattr(quad.object, "value", "")))
    return {p for p, _ in triples} | {o for p, o in triples if p == TYPE}


def test_what_pages_show_has_french_words() -> None:
    without = {iri for iri in shown() if term_words(iri) is None}
    assert without == set()


@pytest.mark.parametrize("iri", sorted(INVERSE))
def test_what_is_read_backwards_can_be_read_forwards(iri: str) -> None:
    assert term_words(iri) and inverse_words(iri) == INVERSE[iri]


def test_a_property_without_inverse_words_is_quoted() -> None:
    assert inverse_words("http://purl.org/dc/terms/source") == "« Source » de"
    assert inverse_words("https://example.org/unknown") is None
