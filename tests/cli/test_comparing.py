"""`compare` as a person runs it, on the examples."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from passerelles.build import Outcome
from passerelles.cli import comparing
from passerelles.errors import NotFoundError, UsageError


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    made = typer.Typer()
    comparing.register(made)
    made.callback()(lambda: None)
    return made


def test_both_sentences_what_is_missing_and_the_sources_are_shown(
    app: typer.Typer, examples_store: tuple[Path, Outcome]
) -> None:
    done = CliRunner().invoke(
        app, ["compare", "RNCP23022", "rncp 28245", "--store", str(examples_store[0])], catch_exceptions=False
    )
    assert done.exit_code == 0
    said = done.stdout
    assert "Ressemblance calculée" in said and "ne donne aucun droit" in said
    assert "« Réalisation d'une production sur plusieurs postes »" in said
    assert "Seulement dans RNCP23022" in said and "Seulement dans RNCP28245" in said
    assert "Sources de RNCP28245 : " in said and "RNCP28245.txt" in said
    assert "non renseigné" in said and "Données du " in said


def test_json_has_both_statements_of_each_match(
    app: typer.Typer, examples_store: tuple[Path, Outcome]
) -> None:
    arguments = ["compare", "RNCP23022", "RNCP28245", "RNCP28243", "--format", "json"]
    done = CliRunner().invoke(app, [*arguments, "--store", str(examples_store[0])], catch_exceptions=False)
    body = json.loads(done.stdout)
    assert len(body["comparisons"]) == 3 and body["data"]["version"]
    for found in body["comparisons"]:
        assert found["rank"] == "Calculee"
        for match in (*found["capacites"], *found["blocs"]):
            assert match["left"][0]["text"] and match["right"][0]["text"]
            assert match["why"]["sentence"] and match["strength"] in {"forte", "moyenne", "faible"}


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (["RNCP23022"], UsageError, "de deux à 5"),
        (["RNCP23022", "23022"], UsageError, "deux fois la même"),
        (["RNCP23022", "bonjour"], UsageError, "n’est pas un identifiant"),
        (["RNCP23022", "RNCP999999"], NotFoundError, "n’est pas dans ce graphe"),
    ],
)
def test_what_cannot_be_compared_is_told(
    app: typer.Typer,
    examples_store: tuple[Path, Outcome],
    given: list[str],
    error: type[Exception],
    words: str,
) -> None:
    done = CliRunner().invoke(app, ["compare", *given, "--store", str(examples_store[0])])
    assert isinstance(done.exception, error) and words in str(done.exception)
