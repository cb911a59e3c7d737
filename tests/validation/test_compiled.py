"""The compiler of shapes: what it takes, what it refuses by name, and how it is run over a store."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from rdflib import Graph

from passerelles.build import Outcome
from passerelles.store import open_store
from passerelles.validation import NotCompiled, causes, validate_source, validate_sources
from passerelles.validation.compiled import validate_merged
from passerelles.validation.compiled_findings import compiled, shipped_rules
from passerelles.validation.compiled_rules import Rule, rules_of
from passerelles.validation.compiled_scope import Scope
from tests.validation.fiches import SHA, TEXT, contradictory_source
from tests.validation.sources import GRAPH, Stated, named, store_of

ID = "https://w3id.org/passerelles/id/"
RULES = pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.name)
SCOPES = {
    "toutes": Scope(),
    "quelques-unes": Scope(graphs=(f"{GRAPH}{'0' * 64}",), by_row=True),
    "ensemble": Scope(merged=True),
}
PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix ex: <urn:ex:> .
"""


def test_the_rules_are_those_that_reports_count_by() -> None:
    assert {rule.name for rule in shipped_rules()} == set(causes())


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
@RULES
def test_every_rule_is_compiled(rule: Rule, scope: Scope) -> None:
    queries = compiled(rule, scope)
    assert queries
    dataset = store_of([])
    for query in queries:
        assert dataset.select(query.text).rows == ()


@pytest.mark.parametrize(
    ("body", "construct"),
    [
        ("sh:or ( [ sh:minLength 1 ] )", "sh:or"),
        ("sh:property [ sh:path ex:p ; sh:class ex:C ]", "sh:class"),
        ("sh:property [ sh:path ex:p ; sh:node ex:S ]", "sh:node"),
        ("sh:property [ sh:path [ sh:zeroOrMorePath ex:p ] ; sh:minCount 1 ]", "sh:zeroOrMorePath"),
        ("sh:property [ sh:path ex:p ; sh:datatype xsd:byte ]", "sh:datatype xsd:byte"),
        ("sh:closed true", "sh:closed"),
        ("sh:target [ sh:select 'SELECT ?this {}' ]", "sh:target"),
        ("sh:sparql [ sh:ask 'ASK {}' ]", "sh:sparql without sh:select"),
    ],
)
def test_a_construct_that_is_not_known_is_named(body: str, construct: str) -> None:
    shapes = Graph().parse(data=f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetClass ex:C ; {body} .")
    with pytest.raises(NotCompiled) as refused:
        [compiled(rule, Scope()) for rule in rules_of(shapes)]
    assert refused.value.construct == construct


@pytest.mark.parametrize(
    ("query", "construct"),
    [
        ("SELECT $this { $this ?p ?v . MINUS { $this <urn:q> ?v } }", "Minus in SPARQL"),
        ("SELECT $this { { $this <urn:p> ?v } UNION { $this <urn:q> ?v } }", "Union in SPARQL"),
        ("SELECT $this { $this <urn:p>* ?v }", "a repeated or negated path in SPARQL"),
        ("SELECT $this { $this <urn:p> ?v , ?w FILTER(?v < ?w) }", "< on a bare variable in SPARQL"),
        (
            "SELECT $this { $this <urn:p> ?v FILTER(REGEX(?v, '^(?=a)')) }",
            "REGEX of that form in SPARQL",
        ),
        ("SELECT $this { $this <urn:p> ?v FILTER(RAND() < 1) }", "RAND in SPARQL"),
        ("SELECT $this ?other { $this <urn:p> ?other }", "SELECT ?this ?other in SPARQL"),
        ("SELECT $this { ?a <urn:p> ?b }", "a query of SPARQL that does not bind $this itself"),
        ("ASK { $this <urn:p> ?v }", "a query of SPARQL that is no plain SELECT"),
    ],
)
def test_a_query_that_may_mean_something_else_is_named(query: str, construct: str) -> None:
    shape = f'ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:select """{query}""" ] .'
    with pytest.raises(NotCompiled) as refused:
        [compiled(rule, Scope()) for rule in rules_of(Graph().parse(data=PREFIXES + shape))]
    assert refused.value.construct == construct


def test_a_rule_that_fires_on_every_source_is_told_of_each() -> None:
    sources = []
    for number in range(3_000):
        node = f"<{ID}rncp/{number}>"
        kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        triples = [f"{node} {kind} <https://w3id.org/passerelles/ns#Certification>"]
        sources.append(named(triples, str(number)))
    dataset = store_of(sources)
    report = validate_sources(lambda: dataset, processes=1)
    assert report.counts() == {"certification-sans-nom": 3_000}
    assert {one.label for one in report.results} == {f"rncp/{number}" for number in range(3_000)}


def test_several_processes_say_what_one_says(examples_store: tuple[Path, Outcome]) -> None:
    reader = partial(open_store, examples_store[0])
    one = validate_sources(reader, processes=1)
    assert one.results and validate_sources(reader, processes=2) == one


def test_sources_can_be_chosen(examples_store: tuple[Path, Outcome]) -> None:
    reader = partial(open_store, examples_store[0])
    with reader() as dataset:
        sources = dataset.sources()
    whole = validate_sources(reader, processes=1)
    chosen = {source.sha256 for source in sources[::5]}
    kept = [one for one in whole.results if one.place and str(one.place.source).rpartition("/")[2] in chosen]
    assert list(validate_sources(reader, chosen).results) == kept


@pytest.mark.parametrize("merged", [False, True])
def test_places_have_offsets_quotes_and_lines(merged: bool) -> None:
    dataset = store_of([Stated(SHA, tuple(contradictory_source()))])
    texts = {SHA: TEXT}
    if merged:
        report = validate_merged(dataset, texts.get)
    else:
        report = validate_sources(lambda: dataset, processes=1, text_of=texts.get)
    (found,) = [one for one in report.results if one.cause == "fin-avant-effet"]
    assert found == next(
        one for one in validate_source(contradictory_source(), TEXT).results if one.cause == found.cause
    )
    assert found.place is not None and (found.place.line, found.place.quote) == (5, "21-04-2012")
