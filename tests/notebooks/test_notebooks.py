"""The notebooks run from end to end against a server of the examples, and show what they say they show."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from passerelles.build import Outcome
from tests.notebooks.expected import NOTEBOOKS, PNG, SVG

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "notebooks"
#: Run before a notebook: any name or address beyond this machine is an error.
OFFLINE = """
import sys

def _stay_here(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo"}:
        place = arguments[1] if event == "socket.connect" else arguments
        host = place[0] if isinstance(place, tuple) else None
        if host not in {None, "127.0.0.1", "localhost", "::1"}:
            raise PermissionError(f"a notebook asked for {host}")

sys.addaudithook(_stay_here)
"""


@pytest.fixture(scope="module")
def served(examples_store: tuple[Path, Outcome]) -> Iterator[dict[str, str]]:
    """The environment of a notebook that reads the examples: the address of a server of them, and their store."""
    store, _ = examples_store
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "import sys; from pathlib import Path; from passerelles.web.server import serve; "
    code += "serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
    server = subprocess.Popen([sys.executable, "-c", code, str(store), str(port)])
    address = f"http://127.0.0.1:{port}/sparql"
    try:
        _await(address, server)
        yield {
            **os.environ,
            "PASSERELLES_ENDPOINT": address,
            "PASSERELLES_STORE": str(store),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        }
    finally:
        server.terminate()
        server.wait(30)


def _await(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert server.poll() is None, "the server stopped"
        try:
            if httpx.get(address, params={"query": "ASK { ?s ?p ?o }"}).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.25)
    raise AssertionError("the server does not answer")


def run(name: str, environment: dict[str, str]) -> list[dict[str, Any]]:
    """The outputs of every cell of a notebook, in order; a cell that fails raises."""
    notebook = jupytext.read(FOLDER / name)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(OFFLINE))
    where = {"metadata": {"path": str(FOLDER)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=where).execute(env=environment)
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def words(outputs: list[dict[str, Any]]) -> str:
    """What a person reads in the outputs, pictures aside, on one line."""
    shown = [
        each["text"] if each["output_type"] == "stream" else each.get("data", {}).get("text/html", "")
        for each in outputs
    ]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", " ".join(shown))).split())


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_offline_and_shows_its_facts(name: str, served: dict[str, str]) -> None:
    outputs = run(name, served)
    read = words(outputs)
    assert [fact for fact in NOTEBOOKS[name].facts if fact not in read] == []
    pictures = [(kind, each) for each in outputs for kind in (PNG, SVG) if kind in each.get("data", {})]
    assert tuple(kind for kind, _ in pictures) == NOTEBOOKS[name].pictures
    for kind, picture in pictures:
        assert len(alternative(kind, picture, read)) > 60
    tables = sum("<table" in each.get("data", {}).get("text/html", "") for each in outputs)
    assert tables >= sum(kind == PNG for kind, _ in pictures)


def alternative(kind: str, picture: dict[str, Any], read: str) -> str:
    """What a picture says to those who do not see it; a drawing in SVG names every box that the text counts."""
    if kind == PNG:
        return str(picture["metadata"][PNG]["alt"])
    drawing = ElementTree.fromstring(picture["data"][SVG])
    titles = [box.text or "" for box in drawing.findall(".//{http://www.w3.org/2000/svg}title")]
    assert any(title.startswith("RNCP34989") for title in titles)
    assert f"{len(titles)} certifications" in read
    return drawing.get("aria-label", "")


def test_without_a_store_a_notebook_reads_all_from_the_endpoint(served: dict[str, str]) -> None:
    environment = {name: value for name, value in served.items() if name != "PASSERELLES_STORE"}
    read = words(run("parcours-de-competences.py", environment))
    assert [fact for fact in NOTEBOOKS["parcours-de-competences.py"].facts if fact not in read] == []


def test_every_notebook_is_tested_and_told_of() -> None:
    paths = [path for path in sorted(FOLDER.glob("*.py")) if "jupytext:" in path.read_text(encoding="utf-8")]
    assert {path.name for path in paths} == set(NOTEBOOKS)
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in paths if f"`{path.name}`" not in readme] == []


def test_no_output_is_in_git() -> None:
    assert "*.ipynb" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("hors d’un dépôt git, rien ne dit ce qui y est")
    listed = subprocess.run(
        ["git", "ls-files", "notebooks"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {Path(each).suffix for each in listed.stdout.split()} == {".py", ".md"}


def test_the_commands_of_the_readme_run(served: dict[str, str], tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "notebooks", ignore=shutil.ignore_patterns("*.ipynb", "__pycache__"))
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    commands = [line[2:] for line in readme.splitlines() if line.startswith("$ jup")]
    assert len(commands) == 2
    for command in commands:
        subprocess.run(command, shell=True, cwd=tmp_path, env=served, check=True, capture_output=True)
    (written,) = (tmp_path / "notebooks").glob("*.ipynb")
    executed = nbformat.read(written, as_version=4)
    assert any(SVG in output.get("data", {}) for cell in executed.cells for output in cell.get("outputs", ()))
