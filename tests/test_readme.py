"""The commands that the README shows are run as they stand, and its map names only what exists."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.update.exports import archive, fiche, name

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ passerelles (.+)$", README, re.MULTILINE)


def test_the_readme_shows_commands() -> None:
    assert {line.split()[0] for line in COMMANDS} >= {
        "build",
        "show",
        "query",
        "validate",
        "export",
        "serve",
        "update",
        "changes",
    }


def test_every_command_of_the_readme_runs(tmp_path: Path) -> None:
    environment = {**os.environ, "PASSERELLES_STORE": str(tmp_path / "graphe")}
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / name("RNCP", "2026-11-21")).write_bytes(archive("RNCP", "2026-11-21", [fiche("RNCP1")]))
    for line in COMMANDS:
        arguments = shlex.split(line)
        if arguments[0] == "serve":
            arguments.append("--help")  # it would not end; tests/web runs real servers
        if arguments[0] == "update":
            arguments += ["--source", str(exports)]  # no network in the tests
        done = subprocess.run(
            [sys.executable, "-c", "from passerelles.cli import main; main()", *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    assert (tmp_path / "graphe.ttl").stat().st_size > 10_000


def test_the_documentation_command_of_the_readme_runs(tmp_path: Path) -> None:
    (line,) = re.findall(r"^\$ python (-m passerelles.+)$", README, re.MULTILINE)
    subprocess.run([sys.executable, *shlex.split(line)], cwd=tmp_path, check=True, capture_output=True)
    assert "pas:Certification" in (tmp_path / "ontologie.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", re.findall(r"\]\((?!http)([^)]+)\)", README))
def test_links_of_the_readme_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


@pytest.mark.parametrize("folder", re.findall(r"^\| `([\w/]+/)`", README, re.MULTILINE))
def test_folders_of_the_map_exist(folder: str) -> None:
    assert (ROOT / folder).is_dir() and any((ROOT / folder).iterdir())


def test_the_makefile_has_the_two_commands() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^run:", makefile, re.MULTILINE) and re.search(r"^test:", makefile, re.MULTILINE)
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
