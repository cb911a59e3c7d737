"""What a server of ours says of its data is known to the commands that read it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from passerelles.analysis.explorer import UNSTATED, open_explorer
from passerelles.build import Outcome
from passerelles.cli.app import app
from passerelles.cli.endpoints import stated_data
from tests.running import running


@pytest.fixture(scope="module")
def endpoint(examples_store: tuple[Path, Outcome]) -> Iterator[str]:
    with running(examples_store[0]) as address:
        yield f"{address}/sparql"


def test_the_day_of_the_data_is_that_of_the_store(
    endpoint: str, examples_store: tuple[Path, Outcome]
) -> None:
    with open_explorer(examples_store[0]) as explorer:
        found, wanted = stated_data(endpoint), explorer.data
        assert (found.day, found.built) == (wanted.day, wanted.built)
        assert found.version and found.version.startswith(str(wanted.day))


def test_a_past_path_is_found_through_the_endpoint(
    endpoint: str, examples_store: tuple[Path, Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PASSERELLES_CACHE", str(tmp_path))
    asked = ["path", "--from", "RNCP23022BC01", "--to", "RNCP23022", "--on", "01/03/2018", "--format", "json"]
    here = CliRunner().invoke(app, [*asked, "--store", str(examples_store[0])])
    there = CliRunner().invoke(app, [*asked, "--endpoint", endpoint])
    assert here.exit_code == there.exit_code == 0, there.stderr
    local, remote = json.loads(here.stdout), json.loads(there.stdout)
    assert local.pop("data")["day"] == remote.pop("data")["day"]
    assert local == remote and local["found"]


class Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/turtle" if "page" not in self.path else "text/html")
        self.end_headers()
        self.wfile.write("ceci n’est pas du Turtle".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_another_server_states_nothing() -> None:
    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        assert stated_data(f"http://127.0.0.1:{server.server_port}/sparql") == UNSTATED
        server.shutdown()
    assert stated_data("http://127.0.0.1:9/sparql") == UNSTATED
    assert stated_data("pas une adresse") == UNSTATED
