"""The publisher, and a patience that never waits but notes how long it would have."""

from collections.abc import Iterator

import pytest

from passerelles.update import Patience
from tests.update.data_gouv import Publisher, publishing

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxies of the machine that runs the tests do not lead to a server of the tests."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as published:
        yield published


@pytest.fixture
def pauses() -> list[float]:
    """How long each wait would have been, in seconds."""
    return []


@pytest.fixture
def patience(pauses: list[float]) -> Patience:
    return Patience(attempts=4, read=0.5, connect=2.0, sleep=pauses.append)
