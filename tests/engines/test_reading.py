"""Whole graphs read from real servers: long tables in pages, every form of answer, and what is derived from them."""

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import rdflib

from passerelles.analysis.catalogue import write_catalogue
from passerelles.analysis.explorer import Explorer, open_remote_explorer
from passerelles.build import Outcome
from passerelles.errors import StoreError
from passerelles.store import Dataset, EmbeddedDataset, media_types, open_store
from tests.engines.servers import VIRTUOSO_ROWS, Engine

PREFIX = "PREFIX pas: <https://w3id.org/passerelles/ns#> PREFIX dcterms: <http://purl.org/dc/terms/> "
#: Without an order, ordered, with columns, modifiers and clauses of its own.
LONG = [
    "SELECT ?s ?o WHERE { ?s a ?o }",
    "SELECT ?p ?s WHERE { ?s ?p ?o FILTER(isIRI(?o)) } ORDER BY ?p ?s LIMIT 3210",
    "SELECT DISTINCT ?s WHERE { ?s ?p ?o }",
    "SELECT DISTINCT ?s ?c (STR(?s) AS ?sujet) WHERE { ?s a ?c OPTIONAL { ?s pas:ordre ?n } } ORDER BY DESC(?n) ?s ?c",
    "SELECT ?s (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?s",
]


@pytest.fixture(scope="module")
def examples(examples_store: tuple[Path, Outcome]) -> Iterator[EmbeddedDataset]:
    with open_store(examples_store[0]) as dataset:
        yield dataset


@pytest.fixture(scope="module")
def remote(examples: EmbeddedDataset, behind: Callable[[EmbeddedDataset], Dataset]) -> Dataset:
    return behind(examples)


def table(dataset: Dataset, query: str) -> list[list[str]]:
    pieces = b"".join(dataset.serialise(PREFIX + query, "text/csv"))
    return list(csv.reader(io.StringIO(pieces.decode(), newline="")))


@pytest.mark.parametrize("query", LONG)
def test_a_long_table_is_whole(examples: EmbeddedDataset, remote: Dataset, query: str) -> None:
    found, expected = table(remote, query), table(examples, query)
    assert len(expected) > VIRTUOSO_ROWS
    if "ORDER" in query:
        assert found == expected
    else:
        assert sorted(found) == sorted(expected)


def test_a_long_table_has_its_terms(examples: EmbeddedDataset, remote: Dataset) -> None:
    query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(!isIRI(?o)) } ORDER BY ?s ?p"
    found, expected = remote.select(query), examples.select(query)
    assert found.variables == expected.variables
    assert sorted(found.rows, key=repr) == sorted(expected.rows, key=repr)


@pytest.mark.parametrize("media_type", media_types("SELECT"))
def test_a_long_table_in_every_media_type(
    examples: EmbeddedDataset, remote: Dataset, media_type: str
) -> None:
    query = "SELECT ?s ?o WHERE { ?s a ?o } ORDER BY ?s ?o"
    found, expected = (b"".join(dataset.serialise(query, media_type)) for dataset in (remote, examples))
    assert found == expected


@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o }", "ASK { ?s ?p <urn:rien> }"])
def test_yes_and_no(examples: EmbeddedDataset, remote: Dataset, query: str) -> None:
    assert remote.ask(query) == examples.ask(query)
    for media_type in media_types("ASK"):
        found, expected = (b"".join(dataset.serialise(query, media_type)) for dataset in (remote, examples))
        assert found == expected


def test_a_graph_is_the_same(examples: EmbeddedDataset, remote: Dataset) -> None:
    query = (
        PREFIX
        + "CONSTRUCT { ?s pas:acces ?a . ?a ?p ?o } WHERE { ?s pas:acces ?a . ?a ?p ?o FILTER(?s = <%s>) }"
    )
    subject = examples.select(PREFIX + "SELECT ?s WHERE { ?s pas:acces ?a } ORDER BY ?s LIMIT 1").rows[0][0]
    assert subject is not None
    query = query % subject.value
    assert set(remote.construct(query)) == set(examples.construct(query))
    for media_type in media_types("CONSTRUCT"):
        written = b"".join(remote.serialise(query, media_type))
        assert len(rdflib.Graph().parse(data=written, format=media_type)) == len(examples.construct(query))


def test_a_graph_that_is_cut_is_refused(remote: Dataset, engine: Engine) -> None:
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    if engine.name == "virtuoso":
        with pytest.raises(StoreError, match="ResultSetMaxRows"):
            remote.construct(query)
    else:
        assert len(remote.construct(query)) > VIRTUOSO_ROWS


def test_the_catalogue_of_the_analyses_is_the_same(
    examples: EmbeddedDataset, remote: Dataset, tmp_path: Path
) -> None:
    dumps = []
    for name, dataset in (("ici", examples), ("ailleurs", remote)):
        write_catalogue(dataset, tmp_path / name)
        with closing(sqlite3.connect(tmp_path / name)) as database:
            dumps.append(sorted(database.iterdump()))
    assert dumps[0] == dumps[1]
    assert len(dumps[0]) > VIRTUOSO_ROWS


def test_the_analyses_give_the_same_answers(
    examples: EmbeddedDataset, remote: Dataset, engine: Engine, tmp_path: Path
) -> None:
    day = date(2018, 1, 1)

    def answers(explorer: Explorer) -> list[object]:
        held, other, third = (explorer.iri_of(each) for each in ("RNCP23022", "RNCP28245", "RNCP28243"))
        return [
            explorer.search("conduite d’installations").results,
            explorer.finding.complete("condu", 5),
            explorer.similar(other, 10),
            explorer.compare(third, other),
            explorer.gains([held], day),
            explorer.paths([held], "H2903", day),
            explorer.paths([other], "RNCP28243", day),
            explorer.identities(explorer.iri_of("MQ 1988 0044")),
        ]

    with Explorer(examples) as explorer:
        expected, data = answers(explorer), explorer.data
    with open_remote_explorer(engine.endpoint, tmp_path) as explorer:
        assert answers(explorer) == expected
        assert (explorer.data.day, explorer.data.built) == (data.day, data.built)
        assert explorer.data.version == examples.version.manifest["sha256"]
    assert all(expected)


def test_what_is_derived_is_made_once_for_a_version(remote: Dataset, engine: Engine, tmp_path: Path) -> None:
    told: list[str] = []
    for _ in range(2):
        with open_remote_explorer(engine.endpoint, tmp_path, listener=told.append) as explorer:
            explorer.prepare()
            assert explorer.search("usinage").results
    made = len(told)
    assert made == len(set(told)) >= 4
    with open_remote_explorer(engine.endpoint, None, listener=told.append) as explorer:
        _ = explorer.catalogue
    assert told[made:] == ["le catalogue"]
