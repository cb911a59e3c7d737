"""`audit` as a person runs it: in every format, for one certificateur, never an error because something was found."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from passerelles.analysis.explorer import Explorer
from passerelles.cli import auditing
from passerelles.errors import UsageError
from tests.analysis.audit.conftest import NEAR
from tests.small_graph import AUDITED, publish


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("audit"), AUDITED)


@pytest.fixture(autouse=True)
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison has tests of its own: here it gives three pairs, those at least as near as is asked."""
    pairs = [
        SimpleNamespace(left=one, right=two, score=score, words=words) for one, two, score, words in NEAR
    ]
    found = SimpleNamespace(near_blocs=lambda threshold: [pair for pair in pairs if pair.score >= threshold])
    monkeypatch.setattr(Explorer, "comparer", found)


def audited(location: Path, *options: str) -> Result:
    app = typer.Typer()
    auditing.register(app)
    asked = ["--store", str(location), "--on", "28/11/2026", *options]
    return CliRunner().invoke(app, asked, catch_exceptions=False)


def test_findings_are_told_by_kind_with_their_sources_and_are_no_error(location: Path) -> None:
    done = audited(location)
    told = " ".join(done.stdout.replace("\xa0", " ").split())
    assert done.exit_code == 0
    assert told.startswith("11 constats, au 28 novembre 2026.")
    assert "Remplacements en boucle (1, erreur)" in told
    assert "Que faire ? Retirez de l’une des fiches le remplacement qui ferme la boucle." in told
    assert (
        "Les blocs RNCP40001BC03 (Lire un plan) et RNCP40002BC03 (Lire un plan) sont presque identiques"
        in told
    )
    assert "Source : export.xml › RNCP40001" in told


def test_programs_get_json_and_csv_that_say_the_same(location: Path) -> None:
    data = json.loads(audited(location, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(audited(location, "--format", "csv").stdout)))
    assert data["jour"] == "2026-11-28"
    assert [row["phrase"] for row in rows] == [each["phrase"] for each in data["constats"]]
    assert len(rows) == 11


def test_a_page_to_print_for_one_certificateur(location: Path) -> None:
    page = audited(location, "--format", "html", "--certificateur", "tuyau").stdout
    assert page.startswith("<!DOCTYPE html>") and page.endswith("</html>\n")
    assert "pour « tuyau »" in page.replace("\xa0", " ") and "RNCP41001" not in page


def test_the_threshold_decides_what_is_near(location: Path) -> None:
    found = json.loads(audited(location, "--seuil", "0.98", "--format", "json").stdout)
    assert "blocs-proches-sans-correspondance" not in found["nombres"]


def test_a_day_is_a_day(location: Path) -> None:
    with pytest.raises(UsageError, match="n’est pas une date"):
        audited(location, "--on", "demain")
