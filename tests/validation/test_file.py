"""RDF files as people bring them: every syntax, and a clear message for each way to be broken."""

import logging
from pathlib import Path

import pytest
from rdflib import Dataset

from passerelles.errors import SourceError
from passerelles.validation import validate_file

TURTLE = """@base <https://w3id.org/passerelles/id/> .
@prefix pas: <https://w3id.org/passerelles/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<rncp/28243> a pas:Certification ; dcterms:identifier "RNCP28243" ;
    pas:enregistrement <rncp/28243/enregistrement/2017-04-21> .
<rncp/28243/enregistrement/2017-04-21> a pas:Enregistrement ;
    pas:effet "2017-04-21"^^xsd:date ; pas:fin "2012-04-21"^^xsd:date .
"""
SYNTAXES = {
    "ttl": "turtle",
    "nt": "nt",
    "nq": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "json": "json-ld",
    "rdf": "xml",
    "owl": "xml",
    "xml": "xml",
}


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("suffix", [*SYNTAXES, *(f"{one}.copie" for one in SYNTAXES)])
def test_every_syntax_is_read_by_suffix_or_by_content(tmp_path: Path, suffix: str) -> None:
    dataset = Dataset()
    dataset.parse(data=TURTLE, format="turtle")
    text = dataset.serialize(format=SYNTAXES[suffix.split(".")[0]])
    report = validate_file(written(tmp_path, f"graphe.{suffix}", text))
    assert list(report.counts()) == ["fin-avant-effet"]


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    report = validate_file(written(tmp_path, "graphe.ttl", b"\xef\xbb\xbf" + TURTLE.encode()))
    assert list(report.counts()) == ["fin-avant-effet"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ttl", TURTLE.replace("pas:fin", "pas:fin ;"), "ligne 9, colonne"),
        ("b.nt", "<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\n", "ligne 2"),
        ("c.nq", "<urn:a> <urn:b> <urn:c> <urn:d> .\nbonjour\n", "ligne 2"),
        ("d.trig", "<urn:g> {\n <urn:a> <urn:b> }\n", "ligne 2"),
        ("e.jsonld", '{"@id":\n [1,}', "ligne 2, colonne 5"),
        (
            "f.rdf",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<a></rdf:RDF>",
            "ligne 2",
        ),
        ("g", "ceci n’est pas un graphe", "ligne 1"),
        ("h.ttl", "", "vide"),
        ("i.ttl", " \n\n", "vide"),
        ("j.ttl", b"\xff\xfe\x00binaire", "UTF-8"),
        ("k.ttl", TURTLE[:-200], "ligne"),
        ("l.ttl", "\x00\x01\x02", "ligne 1"),
        ("m.jsonld", "[" * 100_000, "imbriqué"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, name: str, content: str | bytes, words: str) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(SourceError) as caught:
        validate_file(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="n’existe pas"):
        validate_file(tmp_path / "absent.ttl")
    with pytest.raises(SourceError, match="dossier"):
        validate_file(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        '{"@context": "https://example.org/contexte", "@id": "urn:a"}',
        '{"@context": [{"a": "urn:a"}, "https://example.org/contexte"]}',
        '[{"@graph": [{"@context": {"@import": "https://example.org/contexte"}}]}]',
    ],
)
def test_nothing_is_fetched_from_the_network(tmp_path: Path, content: str) -> None:
    with pytest.raises(SourceError, match="contexte JSON-LD distant"):
        validate_file(written(tmp_path, "graphe.jsonld", content))


def test_external_entities_stay_out(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.txt", "SECRET")
    content = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:p="http://purl.org/dc/terms/">'
        '<rdf:Description rdf:about="https://w3id.org/passerelles/id/rncp/1">'
        '<rdf:type rdf:resource="https://w3id.org/passerelles/ns#Certification"/>'
        "<p:identifier>R&x;</p:identifier></rdf:Description></rdf:RDF>"
    )
    report = validate_file(written(tmp_path, "graphe.rdf", "<?xml version='1.0'?>" + content))
    assert "identifiant-mal-forme" in report.counts()  # the value is a lone R: the entity is empty
    assert "SECRET" not in report.to_json()


def test_a_file_about_something_else_says_so(tmp_path: Path) -> None:
    report = validate_file(written(tmp_path, "autre.ttl", "<urn:a> <urn:b> <urn:c> ."))
    assert report.counts() == {"rien-a-valider": 1}
    assert [row.label() for row in report.by_cause()] == ["Rien à valider"]
    assert not report.has_errors


def test_ill_typed_values_are_results_not_noise(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = TURTLE.replace('"2012-04-21"^^xsd:date', '"2012-13-45"^^xsd:date')
    assert logging.getLogger("rdflib").handlers  # where rdflib's own words go
    report = validate_file(written(tmp_path, "graphe.ttl", text))
    assert "date-illisible" in report.counts()
    assert capfd.readouterr().err == ""


def test_blank_nodes_are_named_the_same_every_time(tmp_path: Path) -> None:
    text = TURTLE + "[] a pas:Bloc . [] a pas:Bloc ; dcterms:title 'Usinage'@fr ."
    path = written(tmp_path, "graphe.ttl", text)
    assert validate_file(path).to_json() == validate_file(path).to_json()
    assert '"b1"' in validate_file(path).to_json()
