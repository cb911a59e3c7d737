"""The notebooks run from end to end against a server of the examples."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import jupytext
import pytest
from nbclient import NotebookClient

from passerelles.build import Outcome

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
SVG = "image/svg+xml"


@pytest.fixture(scope="module")
def endpoint(examples_store: tuple[Path, Outcome]) -> Iterator[str]:
    """The address of the SPARQL endpoint of a server of the examples."""
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
        yield address
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


def run(name: str, endpoint: str) -> list[dict[str, Any]]:
    """The outputs of every cell of a notebook, in order; a cell that fails raises."""
    notebook = jupytext.read(NOTEBOOKS / name)
    environment = {**os.environ, "PASSERELLES_ENDPOINT": endpoint}
    client = NotebookClient(notebook, timeout=300, kernel_name="python3")
    client.execute(env=environment)
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def test_first_steps(endpoint: str) -> None:
    outputs = run("premiers-pas.py", endpoint)
    printed = "".join(output["text"] for output in outputs if output["output_type"] == "stream")
    (drawing,) = (output["data"][SVG] for output in outputs if SVG in output.get("data", {}))
    assert "C4  Élaborer un programme pièce au juste nécessaire" in printed
    assert printed.count("Bloc ") == 3
    assert (
        "Conventionnelle : La délivrance du CQP Conducteur de systèmes de production automatisée" in printed
    )
    boxes = ElementTree.fromstring(drawing).findall(".//{http://www.w3.org/2000/svg}title")
    titles = [box.text or "" for box in boxes]
    assert any(title.startswith("RNCP34989") for title in titles)
    assert any("Conducteur d’équipements industriels" in title for title in titles)
    assert f"{len(titles)} certifications" in printed


def test_every_notebook_is_tested() -> None:
    assert [path.name for path in sorted(NOTEBOOKS.glob("*.py"))] == ["premiers-pas.py"]
