"""`publish` as operators run it: what it says, what it returns, where names and passwords come from."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from passerelles.cli import publishing
from passerelles.cli.endpoints import credentials, open_remote
from passerelles.errors import UsageError
from passerelles.store import EmbeddedDataset, RemoteWriter
from tests.engines.servers import Engine
from tests.publish.conftest import EX
from tests.publish.test_publication import ALL


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    publishing.register(app)
    return app


def run(app: typer.Typer, both: EmbeddedDataset, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["--store", str(both.location), *arguments], catch_exceptions=False)
    return result.exit_code, result.stdout.replace("\xa0", " ").replace("\u202f", " "), result.stderr


def test_it_says_what_was_done(app: typer.Typer, both: EmbeddedDataset, server: Engine) -> None:
    code, told, _ = run(app, both, "--endpoint", server.endpoint)
    assert code == 0
    assert "2 graphes envoyés, 0 graphe déjà là, 0 graphe retiré." in told
    assert "2 graphes, 6 énoncés ; le graphe fusionné est le graphe par défaut (4 énoncés)." in told.replace(
        "\n", " "
    )
    code, told, _ = run(app, both, "--endpoint", server.endpoint, "--merge", "graph", "--format", "json")
    assert code == 0
    assert json.loads(told) == {
        "endpoint": server.endpoint,
        "fusion": "graph",
        "graphes_envoyes": 0,
        "graphes_deja_la": 2,
        "graphes_retires": 0,
        "graphes": 2,
        "enonces": 6,
        "enonces_fusionnes": 4,
        "ecarts": [],
    }
    assert open_remote(server.endpoint).select(ALL) == both.select(ALL)


def test_counts_that_disagree_are_an_error(app: typer.Typer, both: EmbeddedDataset, server: Engine) -> None:
    RemoteWriter(server.update).update(f"INSERT DATA {{ <{EX}x> <{EX}y> <{EX}z> }}")
    code, _, told = run(app, both, "--endpoint", server.endpoint)
    assert code == 1
    assert "le graphe fusionné : 5 énoncés au lieu de 4" in told.replace("\xa0", " ")


def test_names_and_passwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "PASSWORD_FILE"):
        monkeypatch.delenv(f"PASSERELLES_ENDPOINT_{name}", raising=False)
    assert credentials() == {}
    file = tmp_path / "secret"
    file.write_text("clé du grenier\n", encoding="utf-8")
    assert credentials("anne", file) == {"user": "anne", "password": "clé du grenier"}
    with pytest.raises(UsageError, match="--user"):
        credentials(None, file)
    with pytest.raises(UsageError, match="ne peut pas être lu"):
        credentials("anne", tmp_path / "absent")
    monkeypatch.setenv("PASSERELLES_ENDPOINT_USER", "paul")
    monkeypatch.setenv("PASSERELLES_ENDPOINT_PASSWORD", "mot")
    assert credentials() == {"user": "paul", "password": "mot"}
    monkeypatch.setenv("PASSERELLES_ENDPOINT_PASSWORD_FILE", str(file))
    assert credentials("anne") == {"user": "anne", "password": "clé du grenier"}
