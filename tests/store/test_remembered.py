"""What a query's text tells is worked out once for ordinary texts, and each time for very long ones."""

import pytest

from passerelles.errors import QueryError, UsageError
from passerelles.store.binding import bind
from passerelles.store.query_text import form
from passerelles.store.remembered import remembered
from passerelles.store.terms import Iri, Literal


def test_an_ordinary_text_is_worked_out_once_and_a_long_one_is_not_kept() -> None:
    seen: list[str] = []

    @remembered
    def length(text: str, more: int = 0) -> int:
        seen.append(text)
        return len(text) + more

    long = "x" * 30_000
    assert [length("ab"), length("ab"), length("ab", 1), length("ab", more=1)] == [2, 2, 3, 3]
    assert [length(long), length(long)] == [30_000, 30_000]
    assert seen.count("ab") == 3 and seen.count(long) == 2


def test_a_text_remembered_for_some_values_takes_others() -> None:
    query = "SELECT ?a ?b WHERE { ?a ?b ?c } ORDER BY ?a"
    first, second = Iri("https://example.org/1"), Literal("un texte")
    assert bind(query, {"a": first}).count("example.org/1") == 2
    assert bind(query, {"a": Iri("https://example.org/2")}).count("example.org/2") == 2
    assert '"un texte"' in bind(query, {"c": second}) and "example.org" not in bind(query, {"c": second})
    assert "AS ?b" in bind(query, {"a": first, "b": Iri("https://example.org/p")})


def test_a_refusal_is_told_each_time() -> None:
    for _ in range(2):
        with pytest.raises(QueryError):
            form("INSERT DATA { <a:a> <a:b> <a:c> }")
        with pytest.raises(UsageError):
            bind("SELECT ?a WHERE { ?a ?b ?c }", {"autre": Literal("x")})
