"""No query reaches another server or writes, however it is spelt; no harmless one is refused."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.errors import QueryError
from passerelles.store import check_read_only
from passerelles.store.query_text import form

#: Nothing listens there, and clients refuse even to try: what calls it fails at once.
NOWHERE = "<http://127.0.0.1:9/>"
CALL = f"SERVICE {NOWHERE} {{}}"
PROLOGUE = "PREFIX : <http://127.0.0.1:9/> PREFIX ex: <http://127.0.0.1:9/> PREFIX bad: <http://h:1> "

#: Each of these is a call for the engine: spellings that a naive reading takes for something else.
CALLS = [
    f"SELECT * {{ {CALL} }}",
    f"SELECT * {{ service silent {NOWHERE} {{}} }}",
    f"SELECT * {{ SERVICE#>\n{NOWHERE}#\r{{}} }}",
    "SELECT * { SERVICE:a{} }",
    "SELECT * { SERVICEex:a{} }",
    "SELECT * { SERVICESILENTex:a{} }",
    "SELECT * { SERVICE SILENTex:a{} }",
    f"SELECT * {{ VALUES ?x {{UNDEF}}{CALL} }}",
    "SELECT * { VALUES ?x {ex:a}SERVICE?x{} }",
    f"ASK {{ OPTIONAL{{}}{CALL} }}",
    f"CONSTRUCT {{}} WHERE {{ {CALL} }}",
    f"DESCRIBE ?x {{ {CALL} }}",
    f"SELECT * {{ LATERAL {{ {CALL} }} }}",
    f"SELECT * {{ {{ SELECT * {{ {CALL} }} }} }}",
    # `<` compares, and what follows it is a comment up to the end of the line.
    f"SELECT * {{ BIND(1 AS ?x) BIND(2 AS ?y) FILTER(?x<?y#>'''\n) {CALL} #'''\n }}",
    f"SELECT * {{ {{ <<?a?b?c#>'''\n>> ?d ?e }} UNION {{ {CALL} }} #'''\n }}",
    # A long string with an escape that does not exist is an empty string and a short one.
    f'SELECT * {{ VALUES ?v {{ """abc" }} {CALL} # \\x """ \n}}',
    f'SELECT * {{ VALUES ?v {{ """abc" }} {CALL} # \\uD800 """ \n}}',
    f"SELECT * {{ #\r{CALL}\n }}",
    f"SELECT * {{ BIND(ex:a\\' AS ?x) {CALL} BIND('' AS ?y) }}",
    f"SELECT * {{ BIND(ex:a\\# AS ?x) {CALL} }}",
    # The IRI of `bad:SERVICE` is malformed, that of `bad:` is not.
    f"SELECT * {{ {{ ?s ?p bad:SERVICE?x{{}} }} UNION {{ {CALL} }} }}",
    f"SELECT * {{ {{ ?s ?p trueSERVICE {NOWHERE} {{}} }} UNION {{ {CALL} }} }}",
]
HIDDEN = [
    f"SELECT * {{ FILTER EXISTS {{ {CALL} }} }}",
    "SELECT * { ?s ?p bad:SERVICE?x{} }",
    f"SELECT * {{ ?s ?p bad:SERVICE {NOWHERE} {{}} }}",
    f"SELECT * {{ ?s ?p trueSERVICE {NOWHERE} {{}} }}",
    f"SELECT * {{ ?s ?p 1SERVICE {NOWHERE} {{}} }}",
    f"SELECT * {{ ?s ?p 'a'SERVICE {NOWHERE} {{}} }}",
    f"SELECT * {{ \\u0053ERVICE {NOWHERE} {{}} }}",
    f"SELECT * {{ \\U00000053ERVICE {NOWHERE} {{}} }}",
    f"SELECT * {{ ?s ?p 'a\\u0027 {CALL} #' }}",
]
HARMLESS = [
    f'SELECT * {{ ?s ?p "{CALL}" }}',
    f"SELECT * {{ ?s ?p '''{CALL}''' }}".replace("SERVICE <", "SERVICE : <"),
    f"SELECT * {{ ?s ?p ?o # {CALL}\n }}",
    "SELECT ?service { ?service ?p ?o . OPTIONAL { ?o ?q ?service } }",
    "PREFIX service: <http://x/service#>\nSELECT * { ?s service:a ?o . OPTIONAL { ?s service:x ?o } }",
    "SELECT * { ?s <http://x/service/1> ?o ; <http://x/service#a>\n ?b . { ?o ?p <http://x/service?x> } }",
    "SELECT * { VALUES ?x { <http://x/service/x> <http://x/service#y> } { ?x a ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?s<?o && CONTAINS(STR(?o), 'Quel service ?x {')) }",
    'SELECT * { ?s ?p """un "service" { ou deux }\n services""" }',
    "SELECT * { ?s ?p 'insert', 'LOAD <http://x>' } # DELETE",
    "DESCRIBE <http://x/load>",
]


@pytest.mark.parametrize("query", CALLS)
def test_every_call_that_the_engine_understands_is_refused(query: str) -> None:
    # The engine does call: this is what makes the refusal worth something.
    with pytest.raises((OSError, RuntimeError)):
        reach(query)
    with pytest.raises(QueryError, match="SERVICE"):
        check_read_only(PROLOGUE + query)


def reach(query: str) -> None:
    found = ox.Store().query(PROLOGUE + query.replace("SILENT", "").replace("silent", ""))
    if not isinstance(found, ox.QueryBoolean):
        list(found)


@pytest.mark.parametrize("query", HIDDEN)
def test_calls_that_another_engine_or_other_data_would_make_are_refused(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        check_read_only(PROLOGUE + query)


@pytest.mark.parametrize("query", HARMLESS)
def test_harmless_queries_pass(query: str) -> None:
    check_read_only(query)
    ox.Store().query(query)


PIECES = [
    *(
        "SERVICE",
        "SILENT",
        "ex:a",
        "bad:",
        ":",
        "<",
        ">",
        "?x",
        "{",
        "}",
        "#",
        "\n",
        "'",
        '"',
        "'''",
        '"""',
        "(",
        ")",
    ),
    *(
        "\\",
        "\\x",
        "FILTER",
        "true",
        "1",
        ".",
        NOWHERE,
        " ",
        "VALUES ?x {",
        "<<",
        ">>",
        "é",
        "EXISTS",
        "OPTIONAL {",
    ),
    *("FILTER(1<", "?y#>", "BIND(", " AS ?z)", CALL, "?s ?p ", "UNION", "\r"),
]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_mixture_of_pieces_passes_that_reaches_a_server(pieces: list[str]) -> None:
    query = f"{PROLOGUE}SELECT * {{ {''.join(pieces)} }}"
    try:
        check_read_only(query)
    except QueryError:
        return
    try:
        list(ox.Store().query(query))
    except SyntaxError:
        return
    except (OSError, RuntimeError) as error:
        raise AssertionError(f"reached a server: {query!r}") from error


@settings(deadline=None)
@given(st.text())
def test_any_text_is_told_a_query_or_not(text: str) -> None:
    try:
        assert form(text) in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        check_read_only(text)
    except QueryError as error:
        assert str(error)


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\\'\r\n", exclude_categories=["Cs"])))
def test_what_stands_in_a_string_or_a_comment_is_never_syntax(text: str) -> None:
    check_read_only(f"SELECT * {{ ?s ?p '{text}' }} # {text}")


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:s> <a:p> 1 }",
        "PREFIX a: <a:> # SELECT\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <http://exemple.fr/>",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "base <http://a/> clear all",
        "DROP GRAPH <a:g>",
    ],
)
def test_updates_are_refused_by_name(update: str) -> None:
    with pytest.raises(QueryError, match="lecture seule") as error:
        check_read_only(update)
    assert error.value.line is not None


@pytest.mark.parametrize("text", ["", "bonjour", "{}", "# SELECT", "'SELECT'", "<SELECT>", "PREFIX a: <a:>"])
def test_what_is_no_query_is_told(text: str) -> None:
    with pytest.raises(QueryError, match="SELECT, ASK, CONSTRUCT ou DESCRIBE"):
        check_read_only(text)


def test_the_place_of_a_refusal_is_told() -> None:
    with pytest.raises(QueryError, match="ligne 2, colonne 4") as error:
        check_read_only(f"SELECT * {{\n   {CALL} }}")
    assert (error.value.line, error.value.column) == (2, 4)
