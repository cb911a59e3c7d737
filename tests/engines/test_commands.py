"""The commands print over a real server what they print over the store on disk."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from passerelles.build import Outcome
from passerelles.cli.app import app
from passerelles.errors import PasserellesError, StoreError, UsageError
from passerelles.store import Dataset, EmbeddedDataset, open_store
from tests.engines.servers import Engine

COMMANDS = [
    "search conduite --format json",
    "similar RNCP28245 --top 5 --format csv",
    "compare RNCP28243 RNCP28245",
    "gains RNCP23022 --on 2018-01-01",
    "path --from RNCP28245 --to RNCP28243 --on 2018-01-01",
    "show RNCP23022 --format json",
    "query certification-blocs -p certification=RNCP28243 --format csv",
    "export --format graphml --relations certification-bloc-capacite,recouvrement --autour RNCP28245",
    "export --format schemaorg --with-restricted",
    "audit --on 2026-11-28 --format json",
]


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLES_CACHE", str(tmp_path_factory.getbasetemp() / "cache-des-commandes"))


@pytest.fixture
def endpoint(
    examples_store: tuple[Path, Outcome],
    oxigraph_engine: Engine,
    behind_oxigraph: Callable[[EmbeddedDataset], Dataset],
) -> str:
    with open_store(examples_store[0]) as examples:
        behind_oxigraph(examples)
    return oxigraph_engine.endpoint


def run(line: str, *options: str) -> Result:
    return CliRunner().invoke(app, [*line.split(), *options])


def plain(text: str) -> object:
    """JSON without the version of the data, which is a number here and a digest there; other text as it is."""
    if not text.startswith("{"):
        return text
    return {name: value for name, value in json.loads(text).items() if name != "data"}


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_prints_the_same(examples_store: tuple[Path, Outcome], endpoint: str, line: str) -> None:
    found, expected = run(line, "--endpoint", endpoint), run(line, "--store", str(examples_store[0]))
    assert found.exit_code == expected.exit_code == 0, found.stderr
    assert plain(found.stdout) == plain(expected.stdout)


@pytest.mark.parametrize(
    ("line", "error", "message"),
    [
        ("search a --on 2020-01-01", UsageError, "un point d’accès n’a que son état présent"),
        ("query certifications --on 2020-01-01", UsageError, "un point d’accès n’a que son état présent"),
        ("serve --on 2020-01-01", UsageError, "un point d’accès n’a que son état présent"),
        ("export --format nquads --with-restricted", UsageError, "depuis une base sur ce disque"),
        ("export --format dataset -o nulle-part", UsageError, "depuis un graphe sur ce disque"),
    ],
)
def test_what_an_endpoint_does_not_have_is_refused(
    endpoint: str, line: str, error: type[PasserellesError], message: str
) -> None:
    done = run(line, "--endpoint", endpoint)
    assert isinstance(done.exception, error) and message in str(done.exception)


@pytest.mark.parametrize("line", ["similar RNCP28245", "audit", "serve", "export --format gexf"])
def test_a_server_that_is_away_or_refuses_is_told(
    line: str, virtuoso_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = run(line, "--endpoint", "http://127.0.0.1:1/sparql")
    assert isinstance(away.exception, StoreError) and "Aucun serveur ne répond" in str(away.exception)
    monkeypatch.setenv("PASSERELLES_ENDPOINT_USER", "dba")
    monkeypatch.setenv("PASSERELLES_ENDPOINT_PASSWORD", "faux")
    refused = run(line, "--endpoint", virtuoso_engine.update)
    assert isinstance(refused.exception, StoreError)
    assert "vérifiez le nom et le mot de passe" in str(refused.exception)


def test_a_server_without_version_is_told(small: EmbeddedDataset, endpoint: str, tmp_path: Path) -> None:
    from tests.engines.servers import oxigraph

    with oxigraph() as bare:
        done = run("search a", "--endpoint", bare.endpoint)
        again = run("search a", "--endpoint", bare.endpoint)
    for each in (done, again):
        assert each.exit_code == 1  # nothing is there
        assert "ne dit pas la version de ses données" in each.stderr and "le catalogue" in each.stderr


def test_numbers_of_the_environment_are_checked(monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    monkeypatch.setenv("PASSERELLES_ENDPOINT_PAGE", "50")
    monkeypatch.setenv("PASSERELLES_ENDPOINT_TIMEOUT", "30")
    assert run("show RNCP23022", "--endpoint", endpoint).exit_code == 0
    monkeypatch.setenv("PASSERELLES_ENDPOINT_TIMEOUT", "longtemps")
    done = run("show RNCP23022", "--endpoint", endpoint)
    assert isinstance(done.exception, UsageError) and "PASSERELLES_ENDPOINT_TIMEOUT" in str(done.exception)
