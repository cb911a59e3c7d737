"""A past state is a dataset of its own: the files made for a day later on are those that were made on that day."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from passerelles.build import renew, state_on
from passerelles.exports import Options, write_dataset
from passerelles.store import open_store
from tests.conftest import NOW
from tests.update.exports import archive, fiche, name

FIRST = date(2026, 11, 19)
FICHES = [fiche(f"RNCP{number}", f"Soudeur {number}") for number in range(1, 7)]
#: A day, and what its export holds: a changed fiche and a new one, then one that goes and one that is as before.
STATES = (
    FICHES,
    [FICHES[0].replace("Soudeur 1", "Soudeuse 1"), *FICHES[1:], fiche("RNCP9", "Chaudronnier")],
    [*FICHES[:5], fiche("RNCP9", "Chaudronnier", active="Non", end="01/01/2025")],
)


def write(location: Path, folder: Path, options: Options) -> dict[str, bytes]:
    """The files of the state at `location`, by name."""
    folder.mkdir(parents=True)
    with open_store(location) as dataset:
        write_dataset(dataset, folder, options)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def data(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files that hold the graph, and their fingerprints."""
    kept = {
        name: content for name, content in files.items() if name.endswith((".gz", "SUMS", "context.jsonld"))
    }
    assert len(kept) >= 6
    return kept


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, bytes]]]:
    """A store that saw three days, and the files made on each."""
    folder = tmp_path_factory.mktemp("jours")
    made = []
    for count, state in enumerate(STATES):
        day = FIRST + timedelta(count)
        export = folder / str(day) / name("RNCP", day.isoformat())
        export.parent.mkdir()
        export.write_bytes(archive("RNCP", day.isoformat(), state))
        renew([export], folder / "graphe", now=NOW, day=day)
        made.append(write(folder / "graphe", folder / "fichiers" / str(day), Options()))
    return folder / "graphe", made


@pytest.mark.parametrize("count", range(len(STATES)))
def test_the_files_of_a_day_are_those_made_on_that_day(
    count: int, location: tuple[Path, list[dict[str, bytes]]], tmp_path: Path
) -> None:
    store, made = location
    again = write(state_on(store, FIRST + timedelta(count)), tmp_path / "fichiers", Options())
    assert data(again) == data(made[count])
    said, before = (json.loads(files["contenu.json"]) for files in (again, made[count]))
    assert said["version"] == before["version"] and said["day"] == str(FIRST + timedelta(count))
    assert said["version"].startswith(said["day"])
    assert said["figures"] == before["figures"] and said["sources"] == before["sources"]
    for void in ("void.ttl", "CITATION.txt"):
        assert said["version"].encode() in again[void]


def test_each_day_has_its_own_version_and_content(location: tuple[Path, list[dict[str, bytes]]]) -> None:
    _, made = location
    versions = [json.loads(files["contenu.json"])["version"] for files in made]
    assert len(set(versions)) == len(STATES)
    first, second, third = (gzip.decompress(files["passerelles.nq.gz"]).decode() for files in made)
    assert "Soudeur 1" in first and "Soudeuse 1" in second and "Soudeuse 1" not in third
    assert "Chaudronnier" not in first and "Soudeur 6" in second and "Soudeur 6" not in third


def test_the_command_writes_a_day_at_another_base(
    location: tuple[Path, list[dict[str, bytes]]], tmp_path: Path
) -> None:
    store, _ = location
    base, folder = "https://data.exemple.fr/", tmp_path / "donnees"
    command = ("export", "--format", "dataset", "--on", str(FIRST), "--base", base, "--output", str(folder))
    done = subprocess.run(
        [sys.executable, "-c", "from passerelles.cli import main; main()", *command, "--store", str(store)],
        capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    expected = write(state_on(store, FIRST), tmp_path / "attendus", Options(base))
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert data(found) == data(expected)
    text = gzip.decompress(found["passerelles.nq.gz"]).decode()
    assert "Soudeur 1" in text and f"<{base}id/rncp/1>" in text
    # Texts may hold an address; IRIs of ours are all at the other base.
    assert "<https://w3id.org/passerelles/" not in text
