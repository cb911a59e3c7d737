"""`path` and `gains` as a person runs them, on the examples."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from passerelles.build import Outcome
from passerelles.cli import gaining, pathing
from passerelles.errors import NotFoundError, UsageError

Run = Callable[..., str]


@pytest.fixture(scope="module")
def run(examples_store: tuple[Path, Outcome]) -> Run:
    app = typer.Typer()
    pathing.register(app)
    gaining.register(app)

    def run_command(*arguments: str) -> str:
        done = CliRunner().invoke(app, [*arguments, "--store", str(examples_store[0])])
        if done.exception is not None:
            raise done.exception
        return " ".join(done.stdout.split())

    return run_command


def test_gains_tells_the_right_the_sentence_the_source_and_the_candidates(run: Run) -> None:
    told = run("gains", "RNCP23022", "--on", "15/01/2020")
    for expected in (
        "conventionnelle (dite par un texte) ; directement",
        "donne lieu à la délivrance du CQP Conducteur d’équipements industriels",
        "Source : RNCP23022.txt",
        "3 candidates, sans certitude : rien n’en est déduit.",
        "RNCP23024",
        "− Autre certificateur",
        "Blocs contenus dans ce qui est détenu",
        "Données les plus récentes : 23/11/2020.",
    ):
        assert expected in told, expected


def test_gains_says_when_there_is_nothing(run: Run) -> None:
    assert "Aucune correspondance ne donne autre chose" in run("gains", "RNCP28243BC01")


def test_gains_as_json_has_the_same(run: Run) -> None:
    answer = json.loads(run("gains", "23022", "--format", "json"))
    assert {each["right"] for each in answer["gained"]} == {"conventionnelle", "contenu"}
    assert answer["holdings"][0]["identifier"] == "RNCP23022"


def test_path_tells_what_is_left_and_how(run: Run) -> None:
    told = run("path", "--from", "RNCP28243BC01, RNCP28243BC02", "--to", "RNCP28243", "--on", "2021-01-01")
    for expected in (
        "Chemin 1 – RNCP28243",
        "1 à acquérir, 1 étape",
        "✓ RNCP28243BC01",
        "détenu",
        "1. Acquérir le bloc RNCP28243BC03",
        "Enregistrée jusqu’au 21/04/2022.",
        "Jury",
        "il reste à en demander la délivrance au certificateur",
        "Source : RNCP28243.txt",
    ):
        assert expected in told, expected


def test_path_to_a_job_by_code_and_by_name(run: Run) -> None:
    by_code = run("path", "--to", "H2903", "--on", "2019-06-01", "--top", "1")
    assert "Métier H2903" in by_code and "Chemin 1" in by_code and "Chemin 2" not in by_code


def test_path_explains_what_cannot_be_reached(run: Run) -> None:
    told = run("path", "--to", "RNCP23022", "--on", "2030-01-01")
    assert "Pas de chemin à cette date" in told and "échue depuis le" in told


def test_path_as_json(run: Run) -> None:
    answer = json.loads(run("path", "--from", "RNCP23022", "--to", "RNCP23022", "--format", "json"))
    assert answer["found"][0]["held"] is True and answer["found"][0]["left"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("gains", "RNCP99999"),
        ("path", "--to", "RNCP99999"),
        ("path", "--from", "RNCP99999", "--to", "RNCP23022"),
        ("path", "--to", "dresseuse de licornes"),
    ],
)
def test_what_is_not_there_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    with pytest.raises(NotFoundError):
        run(*arguments)


def test_a_holding_that_is_no_identifier_is_wrong_usage(run: Run) -> None:
    with pytest.raises(UsageError):
        run("path", "--from", "licorne", "--to", "RNCP23022")
