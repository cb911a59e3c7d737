"""Why a query is malformed is told where it can be told for sure."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from passerelles.store.query_cause import cause

PREFIXES = {"pas": "https://w3id.org/passerelles/ns#"}


@pytest.mark.parametrize(
    ("query", "french", "shown"),
    [
        ("ASK { ?c a pas:Bloc }", "« PREFIX pas: <https://w3id.org/passerelles/ns#> » en tête", "pas:Bloc }"),
        ("PREFIX a: <b:> ASK { a:x a foo:y, pas:z }", "« foo: » n’est pas déclaré", "foo:y"),
        ('ASK { ?x a "abc }', '« " » n’est pas refermé', '"abc }'),
        ("ASK { ?x a ?y FILTER(?y = 1 }", "« ( » n’est pas refermé", "(?y"),
        ("ASK { { ?x a ?y }", "« { » n’est pas refermé", "{ { ?x"),
        ("ASK { ?x a ?y }}", "« } » ne referme rien", "}"),
        ("ASK { ?x a '}' , \"(\" } } # {", "« } » ne referme rien", "} # {"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o", "ni dans GROUP BY", None),
        ("SELECT * { ?s a ?o } GROUP BY ?o", "SELECT * ne va pas avec GROUP BY", None),
        ("SELECT ?s ?s { ?s a ?o }", "deux fois la même variable", None),
        ("ASK { ?s a <a b> }", "l’IRI est mal formé", None),
    ],
)
def test_a_cause_that_is_sure_is_told(query: str, french: str, shown: str | None) -> None:
    with pytest.raises(SyntaxError) as error:
        ox.Store().query(query)
    found = cause(query, str(error.value), PREFIXES)
    assert found is not None
    assert french in found.french
    if shown is None:
        assert found.offset is None
    else:
        assert query[found.offset :].startswith(shown)


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o } LIMIT beaucoup", "SELECT ?x, ?y { ?x a ?y }"])
def test_a_cause_that_is_not_sure_is_not_told(query: str) -> None:
    with pytest.raises(SyntaxError) as error:
        ox.Store().query(query)
    assert cause(query, str(error.value), PREFIXES) is None
