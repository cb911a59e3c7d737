"""Why a query is malformed is told where it can be told for sure."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from passerelles.store.query_cause import cause
from passerelles.store.query_text import syntax_error

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
        ("ASK { ?x a ?y ] }", "« ] » ne referme rien", "] }"),
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


def test_the_cause_goes_with_its_place_into_the_error() -> None:
    error = syntax_error("error at 2:9: expected [_]", "ASK {\n ?x a ?y }}")
    assert str(error) == "La requête SPARQL est mal formée (ligne 2, colonne 11) : « } » ne referme rien."
    assert (error.line, error.column) == (2, 11)
    error = syntax_error('error at 1:3: expected one of "a", "b"')
    assert str(error).endswith("(ligne 1, colonne 3) : regardez ce qui se trouve là et juste avant.")


def test_what_a_server_of_ours_says_is_not_said_twice() -> None:
    said = "La requête est mal formée, près de la ligne 1, colonne 4 : « { » n’est pas refermé. ASK { ^ Syntax error"
    error = syntax_error(said)
    assert str(error) == "La requête SPARQL est mal formée (ligne 1, colonne 4) : « { » n’est pas refermé."
    assert (error.line, error.column) == (1, 4)
