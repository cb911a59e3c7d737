"""The commands as a person runs them: answers on stdout, French messages on stderr, stable exit codes."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Dataset, Graph

from passerelles.build import Outcome
from passerelles.examples import folder

ENGLISH = re.compile(r"\b(?:the|usage:|error|missing|invalid|show this|commands?|not found)\b", re.IGNORECASE)


def run(*arguments: str, store: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"}
    if store is not None:
        environment["PASSERELLES_STORE"] = str(store)
    return subprocess.run(
        [sys.executable, "-c", "from passerelles.cli import main; main()", *arguments],
        capture_output=True, text=True, encoding="utf-8", env=environment, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="session")
def store(examples_store: tuple[Path, Outcome]) -> Path:
    return examples_store[0]


def test_build_ends_with_a_table_of_problems_and_says_what_to_do_next(tmp_path: Path) -> None:
    done = run(
        "build", str(folder() / "RNCP28243.txt"), str(folder() / "MQ-1988-0044.txt"), "--store", str(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert "2 source(s)" in done.stdout and "version 1" in done.stdout
    assert f"passerelles show RNCP… --store {tmp_path}" in done.stderr
    assert "Certification sans certificateur" in done.stderr


def test_build_as_json_says_the_same(tmp_path: Path) -> None:
    bad = tmp_path / "vide.txt"
    bad.touch()
    done = run(
        "build", str(bad), str(folder() / "RNCP28243.txt"), "--store", str(tmp_path / "g"), "--format", "json"
    )
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert (answer["version"], answer["sources"]) == ("1", 1)
    assert "vide.txt" in done.stdout


def test_show_prints_the_certification_as_a_person_would_read_it(store: Path) -> None:
    done = run("show", "RNCP28243", store=store)
    assert done.returncode == 0, done.stderr
    for expected in (
        "RNCP28243",
        "CQPM",
        "21 avril 2022",
        "H2903",
        "200r",
        "C7 Entretien des moyens d'usinage (outils, machines-outils)",
        "BC03",
        "Technicien de production",
        "Non précisé",
        "Technicien d'usinage en systèmes automatisés",
        "RNCP28243.txt",
    ):
        assert expected.lower() in done.stdout.lower().replace("\xa0", " "), expected


def test_show_gives_the_sentence_of_a_correspondance(store: Path) -> None:
    done = run("show", "23022", store=store)
    assert "donne lieu à la délivrance du CQP Conducteur d’équipements industriels" in done.stdout
    assert "conventionnelle" in done.stdout


@pytest.mark.parametrize("written", ["RNCP28243", "28243", "rncp 28243", "RNCP28243BC01"])
def test_show_takes_identifiers_as_people_write_them(written: str, store: Path) -> None:
    done = run("show", written, "--format", "json", store=store)
    assert json.loads(done.stdout)["iri"].endswith("/rncp/28243")


def test_show_says_when_it_is_not_there(store: Path) -> None:
    done = run("show", "RNCP99999", store=store)
    assert done.returncode == 1
    assert "RNCP99999" in done.stderr and done.stdout == ""


def test_query_answers_in_each_format(store: Path) -> None:
    asked = ("query", "certification-blocs", "--param", "certification=RNCP28243", "--format")
    rows = list(csv.DictReader(io.StringIO(run(*asked, "csv", store=store).stdout)))
    assert [row["code"] for row in rows] == ["RNCP28243BC01", "RNCP28243BC02", "RNCP28243BC03"]
    table = json.loads(run(*asked, "json", store=store).stdout)
    assert len(table["results"]["bindings"]) == 3
    assert "RNCP28243BC03" in run(*asked, "table", store=store).stdout
    refused = run(*asked, "turtle", store=store)
    assert refused.returncode == 2 and "Turtle" in refused.stderr


def test_query_reads_a_file_and_binds_its_parameters(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "question.rq"
    file.write_text(
        "PREFIX dcterms: <http://purl.org/dc/terms/>\n"
        "CONSTRUCT { ?c dcterms:identifier ?n } WHERE { ?c dcterms:identifier ?n }",
        encoding="utf-8",
    )
    done = run("query", str(file), "--param", "n=RNCP28243", "--format", "turtle", store=store)
    assert len(Graph().parse(data=done.stdout, format="turtle")) == 1


def test_query_lists_the_library(store: Path) -> None:
    done = run("query", store=store)
    assert "cqpm-et-leurs-cqpi" in done.stdout and done.returncode == 0


def test_validate_writes_the_report_in_each_format(store: Path) -> None:
    text = run("validate", store=store)
    assert text.returncode == 0 and "avertissement" in text.stdout
    assert json.loads(run("validate", "--format", "json", store=store).stdout)
    assert "<table" in run("validate", "--format", "html", store=store).stdout
    turtle = Graph().parse(data=run("validate", "--format", "turtle", store=store).stdout, format="turtle")
    assert "http://www.w3.org/ns/shacl#ValidationReport" in {str(each) for each in turtle.objects()}


def test_validate_a_file_with_a_violation_ends_with_one(tmp_path: Path) -> None:
    file = tmp_path / "faux.ttl"
    file.write_text(
        "@prefix pas: <https://w3id.org/passerelles/ns#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "<https://w3id.org/passerelles/id/rncp/1/enregistrement/2020-01-01> a pas:Enregistrement ;\n"
        '  pas:effet "2020-01-01"^^xsd:date ; pas:fin "2019-01-01"^^xsd:date .\n',
        encoding="utf-8",
    )
    assert run("validate", str(file)).returncode == 1
    file.write_text("pas:oubli", encoding="utf-8")
    broken = run("validate", str(file))
    assert broken.returncode == 2 and "faux.ttl" in broken.stderr


def test_export_round_trips(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "graphe.nq"
    assert run("export", "--format", "nquads", "--output", str(target), store=store).returncode == 0
    lines = target.read_bytes().splitlines()
    assert lines == sorted(lines) and len(lines) > 1000
    turtle = run("export", "--format", "turtle", store=store).stdout
    jsonld = run("export", "--format", "jsonld", store=store).stdout
    merged = {triple for graph in Dataset().parse(target, format="nquads").graphs() for triple in graph}
    assert len(Graph().parse(data=turtle, format="turtle")) == len(merged)
    assert len(Graph().parse(data=jsonld, format="json-ld")) == len(merged)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nope",), 2),
        (("build",), 2),
        (("build", "--nope"), 2),
        (("build", "/absent/fichier.txt"), 2),
        (("query", "x", "--format", "docx"), 2),
        (("query", "certification-blocs"), 2),
        (("query", "certification-blocs", "--param", "certification"), 2),
        (("show", "soudeur"), 2),
        (("show", "RNCP1"), 1),
        (("export", "--format", "docx"), 2),
        (("export", "--output", "/absent/dossier/graphe.nq"), 2),
        (("export", "--output", "/"), 2),
        (("validate", "/absent.ttl"), 2),
    ],
)
def test_wrong_usage_is_told_in_french(arguments: tuple[str, ...], code: int, store: Path) -> None:
    done = run(*arguments, store=store)
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith("Erreur : ")
    assert not ENGLISH.search(done.stderr), done.stderr
    assert done.stdout == ""


def test_a_store_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    done = run("show", "RNCP1", store=tmp_path / "rien")
    assert done.returncode == 1 and "passerelles build" in done.stderr


@pytest.mark.parametrize(
    "arguments", [("export",), ("validate", "--format", "json"), ("validate",), ("query", "certifications")]
)
def test_a_reader_that_leaves_early_is_no_error(arguments: tuple[str, ...], store: Path) -> None:
    """As `passerelles export | head -1` does, the reader being gone before the first byte."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-c", "from passerelles.cli import main; main()", *arguments, "--store", str(store)],
            stdout=gone, stderr=subprocess.PIPE, timeout=300,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_query_that_is_no_utf_8_or_malformed_is_told_in_french(store: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes("SELECT ?été".encode("latin-1"))
    told = run("query", str(tmp_path / "latin.rq"), store=store)
    assert told.returncode == 2 and "octet 9" in told.stderr and "codec" not in told.stderr
    (tmp_path / "coupee.rq").write_text("SELECT ?a WHERE {", encoding="utf-8")
    told = run("query", str(tmp_path / "coupee.rq"), store=store)
    assert told.returncode == 2 and "expected" not in told.stderr and "ligne 1" in told.stderr


def test_a_site_is_closed_by_an_interruption(store: Path) -> None:
    site = subprocess.Popen(
        [sys.executable, "-c", "from passerelles.cli import main; main()", "serve", "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PASSERELLES_STORE": str(store), "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert site.stdout is not None
    assert "Site :" in site.stdout.readline()
    site.send_signal(signal.SIGINT)
    told, errors = site.communicate(timeout=60)
    assert (site.returncode, errors) == (0, "")
    assert "Site arrêté." in told


@pytest.mark.parametrize(
    "command", ["", "build", "update", "changes", "show", "query", "validate", "export", "serve", "demo"]
)
def test_help_is_in_french_with_an_example(command: str) -> None:
    done = run(*([command] if command else []), "--help")
    assert done.returncode == 0
    assert "Afficher cette aide" in done.stdout
    assert not re.search(r"show this|usage:|\[default|required", done.stdout, re.IGNORECASE)
    if command:
        assert "Exemple" in done.stdout
