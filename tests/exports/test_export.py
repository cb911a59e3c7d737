"""What is exported comes back as it was, and is written the same way each time."""

import io
import json
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from passerelles.errors import UsageError
from passerelles.exports import export, formats
from passerelles.exports.prefixes import PREFIXES, compact
from passerelles.store import Dataset, EmbeddedDataset, RemoteDataset, draft, open_store
from tests.store.conftest import EX, QUADS, XSD, Server

RDFLIB_FORMATS = {"turtle": "turtle", "jsonld": "json-ld"}
PAS = PREFIXES["pas"]
SKOS = PREFIXES["skos"]
#: What compacting could spoil: names that need escapes, spellings of numbers, words of JSON-LD.
HARD = [
    f'<{EX}c> <{SKOS}notation> "200u" <{EX}g> .',
    f'<{EX}c> <{SKOS}notation> "5"^^<{XSD}integer> <{EX}g> .',
    f'<{EX}c> <{SKOS}notation> "-7"^^<{XSD}integer> <{EX}g> .',
    f'<{EX}c> <{SKOS}notation> "99999999999999999999"^^<{XSD}integer> <{EX}g> .',
    f'<{EX}c> <{SKOS}notation> "true"^^<{XSD}boolean> <{EX}g> .',
    f'<{EX}c> <{SKOS}notation> "false"^^<{XSD}boolean> <{EX}g> .',
    f'<{EX}c> <{SKOS}notation> "oui"^^<{XSD}boolean> <{EX}g> .',
    f'<{EX}c> <{SKOS}notation> "1997"^^<{XSD}gYear> <{EX}g> .',
    f'<{EX}c> <{SKOS}notation> "37.5"^^<{XSD}decimal> <{EX}g> .',
    f'<{EX}c> <{SKOS}notation> "@id" <{EX}g> .',
    f'<{EX}c> <{SKOS}a/b> "1" <{EX}g> .',
    f'<{EX}c> <{SKOS}> "2" <{EX}g> .',
    f"<{EX}c> <{SKOS}related> <{SKOS}a.b> <{EX}g> .",
    f"<{EX}c> <{SKOS}related> <urn:a:b> <{EX}g> .",
    f"<{EX}c> <{PREFIXES['rdf']}type> <{PAS}Bloc> <{EX}g> .",
    f"<{EX}c> <{PREFIXES['rdf']}type> <{EX}2> <{EX}g> .",
    f"<{EX}d> <{PREFIXES['rdf']}type> <{PAS}Bloc> <{EX}g> .",
    f'<{EX}d> <{PAS}citation> "« œuvre »\\t\\"\\\\\\n"@fr <{EX}g> .',
]


def build(location: Path, quads: list[str]) -> EmbeddedDataset:
    with draft(location) as work:
        work.add(quads)
        work.publish({})
    return open_store(location)


@pytest.fixture
def dataset(tmp_path: Path) -> EmbeddedDataset:
    return build(tmp_path / "base", QUADS + HARD)


def written(dataset: Dataset, name: str) -> bytes:
    stream = io.BytesIO()
    export(dataset, name, stream)
    return stream.getvalue()


def merged(quads: list[str]) -> rdflib.Graph:
    triples = "\n".join(quad.rsplit(" <", 1)[0] + " ." for quad in quads)
    return rdflib.Graph().parse(data=triples, format="nt")


@pytest.fixture(autouse=True)
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """RDFLib would otherwise rewrite "05" as "5" while it parses, and hide a difference."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def test_named_graphs_come_back_whole(dataset: EmbeddedDataset) -> None:
    lines = written(dataset, "nquads").decode().splitlines()
    assert lines == sorted(QUADS + HARD)


@pytest.mark.parametrize("name", ["turtle", "jsonld"])
def test_the_merged_graph_comes_back_whole(dataset: EmbeddedDataset, name: str) -> None:
    found = rdflib.Graph().parse(data=written(dataset, name), format=RDFLIB_FORMATS[name])
    expected = merged(QUADS + HARD)
    assert len(found) == len(expected) == 9 + len(HARD)
    assert isomorphic(found, expected)


@pytest.mark.parametrize("name", ["nquads", "turtle", "jsonld"])
def test_equal_graphs_give_equal_bytes(tmp_path: Path, dataset: EmbeddedDataset, name: str) -> None:
    with build(tmp_path / "autre", list(reversed(QUADS + HARD))) as other:
        assert written(other, name) == written(dataset, name) == written(dataset, name)


def test_a_graph_longer_than_a_block_is_exported_whole(tmp_path: Path) -> None:
    quads = [f'<{EX}{n:05}> <{EX}p> "{"x" * 60}" <{EX}g{m}> .' for n in range(3000) for m in (1, 2)]
    with build(tmp_path / "grand", quads) as large:
        found = rdflib.Graph().parse(data=written(large, "turtle"), format="turtle")
        assert len(found) == 3000
        assert len(json.loads(written(large, "jsonld"))["@graph"]) == 3000


def test_an_empty_graph_is_exported(tmp_path: Path) -> None:
    with build(tmp_path / "vide", []) as empty:
        assert written(empty, "nquads") == b""
        for name, format in RDFLIB_FORMATS.items():
            assert len(rdflib.Graph().parse(data=written(empty, name), format=format)) == 0


def test_a_remote_graph_is_exported_too(merged_server: Server) -> None:
    remote = RemoteDataset(merged_server.endpoint)
    for name, format in RDFLIB_FORMATS.items():
        found = rdflib.Graph().parse(data=written(remote, name), format=format)
        assert isomorphic(found, merged(QUADS))
    with pytest.raises(UsageError, match="base sur ce disque"):
        written(remote, "nquads")


def test_turtle_reads_as_a_person_would_write_it(dataset: EmbeddedDataset) -> None:
    text = written(dataset, "turtle").decode()
    assert f"\n<{EX}d>\n    a pas:Bloc ;\n    pas:citation " in text
    assert "«\xa0" not in text
    assert "œuvre" in text


def test_an_unknown_format_is_told_with_the_known_ones(dataset: EmbeddedDataset) -> None:
    with pytest.raises(UsageError, match=r"« excel » n’existe pas .* nquads, turtle, jsonld"):
        export(dataset, "excel", io.BytesIO())
    assert formats() == ("nquads", "turtle", "jsonld", "elm", "ctdl", "schemaorg")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), max_size=5))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    graph = rdflib.Graph()
    for text in texts:
        graph.add((rdflib.URIRef(f"{EX}s"), rdflib.URIRef(f"{PAS}resume"), rdflib.Literal(text, lang="fr")))
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
    quads = [
        f'<{EX}s> <{PAS}resume> "{"".join(escapes.get(char, char) for char in text)}"@fr <{EX}g> .'
        for text in texts
    ]
    with build(tmp_path_factory.mktemp("base"), quads) as dataset:
        for name, format in RDFLIB_FORMATS.items():
            found = rdflib.Graph().parse(data=written(dataset, name), format=format)
            assert isomorphic(found, graph)


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (f"{SKOS}notation", "skos:notation"),
        (SKOS, None),
        (f"{SKOS}a.b", None),
        (f"{EX}a", None),
        ("urn:a", None),
        ("", None),
    ],
)
def test_compact(iri: str, expected: str | None) -> None:
    assert compact(iri) == expected
