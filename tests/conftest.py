"""Fixtures that all parts use: where the real documents lie, when they lie beside the repository."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from passerelles.build import Outcome, build
from passerelles.examples import folder

ROOT = Path(__file__).resolve().parent.parent
# A deadline would be a timed assertion, and machines are shared.
settings.register_profile("passerelles", deadline=None)
# CI asks the same examples each time, and shows the first that fails without looking for the smallest.
settings.register_profile(
    "ci", deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("ci" if os.environ.get("CI") else "passerelles")

#: The clock of the tests: it dates versions of stores, never what a graph says.
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SHARED_DIR = ROOT.parent / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of tests that take minutes: `-m long` runs them, an ordinary run leaves them out."""
    config.addinivalue_line("markers", "long: whole registers, minutes instead of seconds; run with -m long")


#: Parts whose tests share nothing costly: their files may be spread over processes.
SPREAD = {"build", "cli", "validation", "web"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep together what shares servers and stores; skip the long tests unless they are asked for."""
    for item in items:
        part = (
            item.path.relative_to(ROOT / "tests").parts[0] if item.path.is_relative_to(ROOT / "tests") else ""
        )
        item.add_marker(pytest.mark.xdist_group(str(item.path) if part in SPREAD else part))
    if "long" not in config.option.markexpr:
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="long : lancer avec -m long"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the repository; tests that need it say what they skip."""
    if not SHARED_DIR.is_dir():
        pytest.skip("les documents réels (../shared) ne sont pas à côté du dépôt")
    return SHARED_DIR


@pytest.fixture(scope="session")
def examples_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """A store of the examples, built once for all tests that only read it, and the outcome of its build."""
    location = tmp_path_factory.mktemp("exemples")
    return location, build([folder()], location, now=NOW)
