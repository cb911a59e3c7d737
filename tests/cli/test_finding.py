"""`search` as a person runs it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from passerelles.build import Outcome
from passerelles.cli import finding
from passerelles.cli.french import FrenchGroup
from passerelles.errors import UsageError


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    made = typer.Typer(cls=FrenchGroup)

    @made.callback()
    def _root() -> None:
        """One command alone would lose its name."""

    finding.register(made)
    return made


@pytest.fixture(scope="module")
def store(examples_store: tuple[Path, Outcome]) -> Path:
    return examples_store[0]


def search(app: typer.Typer, store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["search", *arguments, "--store", str(store)])


def test_an_answer_for_a_reader(app: typer.Typer, store: Path) -> None:
    done = search(app, store, "equipiere", "autonome", "production")
    assert done.exit_code == 0, done.output
    assert "RNCP28246 – CQP Equipier(ère) autonome de production industrielle (CQPM)" in done.output
    assert "le titre contient « Equipier », « autonome », « production »" in done.output


def test_a_sentence_shows_what_was_understood(app: typer.Typer, store: Path) -> None:
    done = search(app, store, "je conduis des machines et je fais de la maintenance")
    assert done.exit_code == 0, done.output
    assert "Ce qui a été compris" in done.output
    assert "Savoir-faire : « je conduis des machines »" in done.output
    assert "Mots laissés de côté : " in done.output


def test_the_same_as_json(app: typer.Typer, store: Path) -> None:
    done = search(app, store, "rncp 23022", "--format", "json", "--top", "3")
    answer = json.loads(done.output)
    first = answer["results"][0]
    assert first["identifier"] == "RNCP23022" and first["kind"] == "certification"
    assert first["why"] == "numéro exact : RNCP23022" and first["sources"]
    assert {"iri", "title", "score", "actif", "fin"} <= first.keys()
    assert answer["groups"][0]["label"] == "Certifications"
    assert answer["data"].keys() >= {"day", "built", "version"}


def test_filters(app: typer.Typer, store: Path) -> None:
    done = search(
        app, store, "opérateur", "--type", "CQPM", "--active", "--kind", "certification", "--format", "json"
    )
    hits = json.loads(done.output)["results"]
    assert hits and all(hit["actif"] for hit in hits)
    none = search(app, store, "opérateur", "--type", "BTS", "--kind", "certification")
    assert none.exit_code == 1
    assert "Rien ne répond à « opérateur » avec ces filtres." in none.output


def test_nothing_found_is_said_and_ends_with_1(app: typer.Typer, store: Path) -> None:
    done = search(app, store, "xyzzyxw")
    assert done.exit_code == 1
    assert "Rien ne répond à « xyzzyxw ». Essayez d’autres mots" in done.output


def test_an_unknown_kind_is_wrong_usage(app: typer.Typer, store: Path) -> None:
    done = search(app, store, "soudeur", "--kind", "oiseau")
    assert isinstance(done.exception, UsageError)
    assert "Genre inconnu : oiseau. Les genres sont certification, metier" in str(done.exception)
