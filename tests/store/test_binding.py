"""A value given to a variable is a value, whatever is in it."""

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from passerelles.errors import QueryError, UsageError
from passerelles.store import Blank, EmbeddedDataset, Iri, Literal, Term
from passerelles.store.binding import bind
from tests.store.conftest import EX, XSD

ENGINE = ox.Store()
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def asked(query: str, term: Term) -> ox.Literal | ox.NamedNode:
    """What the engine understands of a bound value."""
    (row,) = ENGINE.query(bind(query, {"x": term}))
    return row[0]


@settings(deadline=None)
@given(TEXTS)
@example("\\u0022 } SERVICE <http://exemple.fr/> {")
@example('"""')
@example("\\")
@example("?x $x # <a> \\U00000022")
@example("\x00\x1f\x85\u2028\ufeff")
def test_any_text_comes_back_whole(text: str) -> None:
    found = asked("SELECT ?x {}", Literal(text))
    assert (found.value, found.language, found.datatype.value) == (text, None, f"{XSD}string")


@settings(deadline=None)
@given(TEXTS)
@example("\\u0022")
def test_no_escape_of_a_bound_text_survives_a_server_that_undoes_them_first(text: str) -> None:
    query = bind("SELECT ?x {}", {"x": Literal(text)})
    undone = "".join(
        chr(int(part[:4], 16)) + part[4:] if number else part
        for number, part in enumerate(query.split("\\u"))
    )
    (row,) = ENGINE.query(undone)
    assert row[0].value == text


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["fr", "en", "fr-BE", "zh-Hant-TW"]))
def test_language_and_datatype_stay(text: str, language: str) -> None:
    found = asked("SELECT ?x {}", Literal(text, language=language))
    assert (found.value, found.language) == (text, language.lower())
    found = asked("SELECT ?x {}", Literal(text, f"{EX}code"))
    assert (found.value, found.datatype.value) == (text, f"{EX}code")


@settings(deadline=None)
@given(st.text())
def test_an_iri_is_bound_whole_or_refused(text: str) -> None:
    iri = f"http://exemple.fr/{text}"
    try:
        query = bind("SELECT ?x {}", {"x": Iri(iri)})
    except UsageError:
        return
    try:
        (row,) = ENGINE.query(query)
    except SyntaxError:
        return  # An IRI that the engine finds malformed; it was read as one all the same.
    assert row[0].value == iri


@pytest.mark.parametrize(
    "term",
    [
        Iri("relatif"),
        Iri(""),
        Iri("http://x/> } #"),
        Iri("http://x/ y"),
        Blank("b"),
        Literal("a", language='fr"'),
        Literal("a", "pas un IRI"),
        Literal("\ud800"),
    ],
)
def test_what_cannot_be_written_is_refused(term: Term) -> None:
    with pytest.raises(UsageError):
        bind("SELECT ?x {}", {"x": term})


A = {"s": Iri(f"{EX}a")}


def values(store: EmbeddedDataset, query: str) -> list[tuple[str | None, ...]]:
    rows = store.select(f"PREFIX : <{EX}> {query}", A).rows
    return [tuple(term.value if term else None for term in row) for row in rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?n { ?s :nombre ?n }", [("37",)]),
        ("SELECT ?s ?n { $s :nombre ?n } ORDER BY ?s ?n", [(f"{EX}a", "37")]),
        ("SELECT DISTINCT ?s { ?s ?p ?o }", [(f"{EX}a",)]),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING(?s = ?s)", [(f"{EX}a", "5")]),
        ("SELECT ?s (COUNT(?s) AS ?n) { ?s :rien ?o } GROUP BY ?s", []),
        ("SELECT ?n { ?c :nombre ?n FILTER(!BOUND(?s) || ?c = ?s) }", [("37",)]),
        ("SELECT ?n { ?c :nombre ?n FILTER BOUND(?s) FILTER(?n<6) }", [("5",)]),
        ("SELECT ?n { ?c :nombre ?n FILTER NOT EXISTS { ?s :nombre ?n } }", [("5",)]),
        ("SELECT ?s ?n { { SELECT ?s ?n { ?s :nombre ?n } } }", [(f"{EX}a", "37")]),
        ("SELECT ?n { { SELECT ?n { ?s :nombre ?n } } }", [("37",)]),
        ('SELECT ?t { ?s :nombre ?n BIND("?s" AS ?t) # ?s\n}', [("?s",)]),
        ("SELECT ?t { ?s :nombre ?n BIND('''?s''' AS ?t) }", [("?s",)]),
        ("SELECT ?n ?ss { ?s :nombre ?n }", [("37", None)]),
        ("SELECT (CONCAT(STR(?s), '!') AS ?t) { ?s :nombre ?n }", [(f"{EX}a!",)]),
        ("SELECT ?n { ?c :nombre ?n FILTER(?c IN (?s, :z)) } ORDER BY DESC(?s) ?n LIMIT 1", [("37",)]),
    ],
)
def test_a_bound_variable_has_its_value_everywhere(
    store: EmbeddedDataset, query: str, expected: list[tuple[str | None, ...]]
) -> None:
    assert values(store, query) == expected


def test_every_form_of_query_takes_bindings(store: EmbeddedDataset) -> None:
    assert store.ask("ASK { ?s ?p 37 }", A)
    assert not store.ask("ASK { ?s ?p 5 }", A)
    constructed = store.construct(f"CONSTRUCT {{ ?s <{EX}n> ?n }} WHERE {{ ?s <{EX}nombre> ?n }}", A)
    assert constructed == [(A["s"], Iri(f"{EX}n"), Literal("37", f"{XSD}integer"))]
    assert len(store.construct("DESCRIBE ?s", A)) == 5
    pieces = store.serialise("SELECT ?s { ?s ?p 37 }", "text/csv", A)
    assert b"".join(pieces) == f"s\r\n{EX}a\r\n".encode()


def test_line_numbers_of_errors_are_those_of_the_query(store: EmbeddedDataset) -> None:
    with pytest.raises(QueryError) as error:
        store.select("SELECT ?n {\n ?t ?p ?n .\n} ?n", {"t": Literal("a\nb")})
    assert error.value.line is not None
    with pytest.raises(QueryError) as error:
        store.select("SELECT ?n {\n ?n ?p ?t .\n} nope", {"t": Literal("a\nb\nc")})
    assert error.value.line == 3


def test_a_name_that_the_query_does_not_use_is_refused(store: EmbeddedDataset) -> None:
    with pytest.raises(UsageError, match="autre"):
        store.select("SELECT ?s { ?s ?p '?autre' } # ?autre", {"autre": Iri(f"{EX}a")})


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o { BIND(1 AS ?s) }",
        "SELECT (1 AS ?s) { ?s ?p ?o }",
        "SELECT ?s { VALUES ?s { 1 } }",
        "SELECT ?s { VALUES (?o ?s) { (1 2) } }",
    ],
)
def test_a_variable_that_the_query_computes_is_no_parameter(query: str) -> None:
    with pytest.raises(UsageError, match="calcule"):
        bind(query, A)
