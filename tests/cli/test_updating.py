"""`update` and `changes` as a person runs them, against a server that plays data.gouv.fr."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from passerelles.cli.updating import day_of
from passerelles.errors import UsageError
from tests.cli.test_commands import ENGLISH, run
from tests.update.data_gouv import Publisher, publishing
from tests.update.exports import archive, fiche, name

YESTERDAY, TODAY = "2026-11-20", "2026-11-21"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as published:
        published.publish(
            name("RNCP", YESTERDAY),
            archive("RNCP", YESTERDAY, (fiche(f"RNCP{n}", f"Soudeur {n}") for n in range(1, 7))),
        )
        yield published


def test_from_the_first_update_to_the_list_of_changes(publisher: Publisher, tmp_path: Path) -> None:
    asked = ("update", "--source", publisher.address)
    first = run(*asked, store=tmp_path)
    assert first.returncode == 0, first.stderr
    assert name("RNCP", YESTERDAY) in first.stdout and "version 1" in first.stdout
    again = run(*asked, store=tmp_path)
    assert again.returncode == 0 and "Rien à faire" in again.stdout and "20/11/2026" in again.stdout
    assert run("changes", "--since", TODAY, store=tmp_path).stdout.startswith("Aucun changement")

    fiches = [
        fiche("RNCP1", "Soudeur industriel", active="Non"),
        fiche("RNCP2", "Soudeur 2", end="01/02/2033"),
    ]
    fiches += [fiche(f"RNCP{n}", f"Soudeur {n}") for n in (3, 4, 5, 8)]
    publisher.publish(name("RNCP", TODAY), archive("RNCP", TODAY, fiches))
    done = run(*asked, "--format", "json", store=tmp_path)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["etat"], summary["version"], len(summary["changements"])) == ("faite", "2", 4)

    told = run("changes", "--since", "21/11/2026", store=tmp_path).stdout.replace("\xa0", " ")
    for expected in (
        "4 changements depuis le 21 novembre 2026",
        "Créée (1)", "RNCP8  Soudeur 8",
        "Retirée (1)", "RNCP6  Soudeur 6",
        "Expirée (1)", "RNCP1  Soudeur industriel — 21 novembre 2026, modifiée",
        "identité : Titre : Soudeur 1 → Soudeur industriel",
        "Modifiée (1)", "dates : Fin : 31 décembre 2030 → 1er février 2033",
    ):  # fmt: skip
        assert expected in told, told
    data = json.loads(run("changes", "--since", TODAY, "--format", "json", store=tmp_path).stdout)
    assert data == summary["changements"]
    rows = list(
        csv.DictReader(
            io.StringIO(run("changes", "--since", TODAY, "--format", "csv", store=tmp_path).stdout)
        )
    )
    assert {row["certification"]: (row["genres"], row["parties"]) for row in rows} == {
        "RNCP1": ("expiration modification", "identite etat"),
        "RNCP2": ("modification", "dates"),
        "RNCP6": ("retrait", ""),
        "RNCP8": ("creation", ""),
    }


def test_an_export_cut_by_half_ends_with_one_and_the_reason(publisher: Publisher, tmp_path: Path) -> None:
    asked = ("update", "--source", publisher.address)
    run(*asked, store=tmp_path)
    publisher.publish(name("RNCP", TODAY), archive("RNCP", TODAY, [fiche("RNCP1", "Soudeur 1")]))
    refused = run(*asked, store=tmp_path)
    assert refused.returncode == 1 and refused.stdout == ""
    assert "Mise à jour refusée" in refused.stderr and "--force" in refused.stderr
    assert run(*asked, "--force", store=tmp_path).returncode == 0


def test_without_network_one_french_sentence_says_what_to_do(tmp_path: Path) -> None:
    done = run("update", "--source", "http://127.0.0.1:9", store=tmp_path)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("Erreur : ") and "HTTPS_PROXY" in done.stderr
    assert not ENGLISH.search(done.stderr) and "Traceback" not in done.stderr


@pytest.mark.parametrize("text", ["2026-11-20", "20/11/2026", " 2026-11-20 "])
def test_a_day_is_written_either_way(text: str) -> None:
    assert day_of(text) == date(2026, 11, 20)


@pytest.mark.parametrize("text", ["hier", "31/02/2026", "2026-13-01", "20-11-2026", ""])
def test_what_is_no_day_is_wrong_usage(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        day_of(text)


def test_changes_asks_for_its_day_and_a_store(tmp_path: Path) -> None:
    assert run("changes", store=tmp_path).returncode == 2
    assert run("changes", "--since", "hier", store=tmp_path).returncode == 2
    assert run("changes", "--since", TODAY, store=tmp_path).returncode == 1
