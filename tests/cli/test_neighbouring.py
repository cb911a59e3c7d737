"""`similar` as a person runs it, on the examples."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from passerelles.build import Outcome
from passerelles.cli import neighbouring
from passerelles.errors import NotFoundError, UsageError

Run = Callable[..., str]


@pytest.fixture(scope="module")
def run(examples_store: tuple[Path, Outcome]) -> Run:
    app = typer.Typer()
    neighbouring.register(app)

    def run_command(*arguments: str) -> str:
        done = CliRunner().invoke(app, [*arguments, "--store", str(examples_store[0])])
        if done.exception is not None:
            raise done.exception
        return str(done.stdout)

    return run_command


def test_similar_tells_what_is_close_why_and_from_where(run: Run) -> None:
    told = " ".join(run("RNCP28245", "--top", "3").split())
    assert told.startswith("Proches par calcul : une ressemblance, jamais un droit ni une équivalence.")
    for expected in ("1. RNCP", "2. RNCP", "3. RNCP", "score 0,", "même certificateur", "Source : "):
        assert expected in told, expected
    assert "4. RNCP" not in told


def test_all_lists_are_csv_and_nothing_else(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--all", "--top", "20", "--format", "csv"))))
    assert list(rows[0]) == ["certification", "rang", "proche", "score"]
    of_one = [row for row in rows if row["certification"] == "RNCP28245"]
    assert [int(row["rang"]) for row in of_one] == list(range(1, 21))
    assert all(0.0 <= float(row["score"]) <= 1.0 for row in rows)
    one = list(csv.DictReader(io.StringIO(run("rncp 28245", "--top", "20", "--format", "csv"))))
    assert [row["proche"] for row in one] == [row["proche"] for row in of_one]


def test_json_has_the_parts(run: Run) -> None:
    answer = json.loads(run("28245", "--top", "2", "--active", "--format", "json"))
    assert [each["active"] for each in answer["proches"]] == [True, True]
    assert {part["name"] for part in answer["proches"][0]["parts"]} >= {"intitulé", "ROME", "succession"}


@pytest.mark.parametrize(
    "arguments",
    [(), ("RNCP28245", "--all"), ("--all",), ("--all", "--active", "--format", "csv")],
)
def test_wrong_usage_says_what_to_write(run: Run, arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match=r"similar|csv"):
        run(*arguments)


def test_what_the_graph_does_not_know_is_said(run: Run) -> None:
    with pytest.raises(NotFoundError):
        run("RNCP99999")
