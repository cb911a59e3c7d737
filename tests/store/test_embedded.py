"""Questions put to a store on disk."""

import json
import threading

import pytest

from passerelles.errors import QueryError, UsageError
from passerelles.store import EmbeddedDataset, Iri, Literal, Table, media_types
from tests.store.conftest import EX, QUADS, XSD

ALL = "SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?s ?o"


def test_a_table_has_variables_and_terms(store: EmbeddedDataset) -> None:
    table = store.select(f"SELECT ?t ?x WHERE {{ <{EX}b> <{EX}titre> ?t OPTIONAL {{ ?t <{EX}x> ?x }} }}")
    title = Literal('dit "bloc"\nsur deux lignes \\ œuvre', language="fr")
    assert table == Table(("t", "x"), ((title, None),))
    assert table.records() == [{"t": title.value}]


def test_numbers_dates_and_booleans_keep_their_types(store: EmbeddedDataset) -> None:
    table = store.select(
        f"SELECT ?o WHERE {{ <{EX}a> ?p ?o FILTER(ISLITERAL(?o) && LANG(?o) = '') }} ORDER BY ?p"
    )
    assert [row[0] for row in table.rows] == [
        Literal("2017-04-21", f"{XSD}date"),
        Literal("37", f"{XSD}integer"),
        Literal("true", f"{XSD}boolean"),
    ]


def test_sorted_triples_are_the_merged_graph(store: EmbeddedDataset) -> None:
    triples = list(store.triples())
    assert len(triples) == 9
    assert set(triples) == set(store.construct("CONSTRUCT WHERE { ?s ?p ?o }"))
    subjects = [triple[0] for triple in triples]
    assert subjects == sorted(subjects, key=lambda term: term.value)


@pytest.mark.parametrize(
    ("method", "query"),
    [("select", "ASK {}"), ("ask", "SELECT * {}"), ("construct", "SELECT * {}"), ("construct", "ASK {}")],
)
def test_a_query_of_another_form_is_refused(store: EmbeddedDataset, method: str, query: str) -> None:
    with pytest.raises(UsageError, match="est attendue"):
        getattr(store, method)(query)


@pytest.mark.parametrize("query", ["SELECT ?s {\n ?s ?p }", "SELECT ?s {\n ?s ?p ?o ] }"])
def test_a_malformed_query_is_told_with_its_place(store: EmbeddedDataset, query: str) -> None:
    with pytest.raises(QueryError, match="mal formée") as error:
        store.select(query)
    assert error.value.line == 2
    with pytest.raises(QueryError, match="mal formée"):
        store.serialise(query, "text/csv")


@pytest.mark.parametrize(
    "query", ["SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "DELETE WHERE { ?s ?p ?o }"]
)
def test_calls_and_updates_are_refused_by_every_method(store: EmbeddedDataset, query: str) -> None:
    for ask in (store.select, store.ask, store.construct):
        with pytest.raises(QueryError, match="refusée"):
            ask(query)
    with pytest.raises(QueryError, match="refusée"):
        store.serialise(query, "text/csv")


def test_answers_are_written_in_every_media_type(store: EmbeddedDataset) -> None:
    for query in (ALL, "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE <{EX}a>"):
        kind = query.split()[0]
        for media_type in media_types(kind):
            assert b"".join(store.serialise(query, media_type)), (query, media_type)
        for other in {*media_types("ASK"), *media_types("DESCRIBE"), "text/html"} - {*media_types(kind)}:
            with pytest.raises(UsageError, match="choisissez parmi"):
                store.serialise(query, other)
    answer = json.loads(b"".join(store.serialise("ASK {}", "application/sparql-results+json")))
    assert answer["boolean"] is True


def test_a_reader_that_leaves_early_ends_the_writing(store: EmbeddedDataset) -> None:
    before = threading.active_count()
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    pieces = store.serialise(many, "text/csv")
    assert next(pieces)
    unread = store.serialise(many, "text/csv")
    del pieces, unread
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.daemon:
            thread.join(20)
    assert threading.active_count() <= before


def test_many_threads_share_one_store(store: EmbeddedDataset) -> None:
    expected = store.select(ALL)
    answers: list[Table] = []

    def ask() -> None:
        for _ in range(20):
            answers.append(store.select(ALL))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 80


def test_a_triple_of_two_graphs_named_by_from_counts_once(store: EmbeddedDataset) -> None:
    clauses = f"PREFIX ex: <{EX}> SELECT (COUNT(*) AS ?n) FROM ex:source1 FROM <{EX}source2>"
    assert store.select(clauses + " WHERE { ?s ex:nombre ?o }").rows[0][0] == Literal("2", f"{XSD}integer")
    one = f"SELECT (COUNT(*) AS ?n) FROM <{EX}source1> WHERE {{ ?s <{EX}nombre> ?o }}"
    assert store.select(one).rows[0][0] == Literal("1", f"{XSD}integer")
    asked = f"ASK FROM <{EX}source1> FROM <{EX}source2> {{ ?s <{EX}bloc>/<{EX}code> ?code }}"
    assert store.ask(asked) and store.ask(asked, {"code": Literal("BC01")})
    assert not store.ask(asked, {"code": Literal("BC02")})
    assert store.serialise(asked, "text/csv").__next__() == b"true"


def test_named_graphs_can_be_asked_for(store: EmbeddedDataset) -> None:
    table = store.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    assert table.rows == ((Iri(f"{EX}source1"),), (Iri(f"{EX}source2"),))
    assert len(QUADS) == len(b"".join(store.nquads()).splitlines())
