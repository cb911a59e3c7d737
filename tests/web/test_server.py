"""The server and what every answer carries."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.testclient import TestClient

from passerelles.errors import UsageError
from passerelles.web import Settings, application, configuration, serve
from tests.web.conftest import serving
from tests.web.test_workers import gone

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="les processus se lisent dans /proc")


@pytest.mark.parametrize("path", ["/", "/sparql", "/id/nsf/200r.html", "/id/nsf/200r.ttl", "/ns", "/rien"])
def test_every_answer_carries_the_headers_of_safety(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": "text/html"})
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("accept", "kind"),
    [("text/html", "text/html"), ("application/json", "application/json"), ("text/plain", "text/plain")],
)
def test_an_error_comes_in_the_form_that_the_client_reads(client: TestClient, accept: str, kind: str) -> None:
    answer = client.get("/rien", headers={"accept": accept})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith(kind)
    assert "rien à cette adresse" in answer.text


def test_an_unexpected_error_is_a_french_answer_with_the_same_headers(store: Path) -> None:
    def broken() -> None:
        raise RuntimeError("secret")

    app = application(store)
    app.state.dataset_provider = broken
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/", headers={"accept": "text/html"})
    assert answer.status_code == 500
    assert "inattendue" in answer.text
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_server_keeps_to_this_machine_and_writes_no_address_down(tmp_path: Path) -> None:
    config = configuration(tmp_path, settings=Settings())
    assert (config.host, config.access_log) == ("127.0.0.1", False)


def test_an_address_that_is_taken_is_said_in_french(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="occupe déjà"):
        serve(tmp_path, port=taken.getsockname()[1])


def test_two_requests_on_one_connection(store: Path) -> None:
    with serving(store) as address, httpx.Client(base_url=address) as connection:
        for _ in range(2):
            answer = connection.get("/sparql", params={"query": "ASK {}"})
            assert answer.json() == {"head": {}, "boolean": True}


def test_a_request_that_stops_halfway_leaves_the_server_alive(store: Path) -> None:
    with serving(store) as address:
        parts = urlsplit(address)
        for request in (b"\x00\x01\x02\r\n\r\n", b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n"
                        b"Content-Type: application/sparql-query\r\n\r\nASK"):  # fmt: skip
            with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
                connection.sendall(request)
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).status_code == 200


def test_the_server_stops_with_its_workers(store: Path) -> None:
    with launched(store) as (process, address):
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).status_code == 200
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        workers = [int(pid) for pid in children]
        assert len(workers) >= 2
        process.terminate()
        assert process.wait(20) in (0, -signal.SIGTERM)
        asyncio.run(gone(workers))


def test_a_large_answer_begins_at_once_and_takes_little_memory(large_store: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000"
    with launched(large_store) as (process, address):
        asked = {"params": {"query": query}, "headers": {"accept-encoding": "identity"}, "timeout": 60}
        httpx.get(f"{address}/sparql", params={"query": query.replace("100000", "3000")}, timeout=60)
        before, size, first = peak(process.pid), 0, 0
        with httpx.stream("GET", f"{address}/sparql", **asked) as answer:  # type: ignore[arg-type]
            for chunk in answer.iter_raw():
                first = first or len(chunk)
                size += len(chunk)
        assert size > 35_000_000
        assert first <= 65_536
        assert peak(process.pid) - before < 20_000_000


def peak(pid: int) -> int:
    """The largest number of bytes that the process has held in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


@contextmanager
def launched(location: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server in a process of its own, once it answers, and its address."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom passerelles.web import serve\n"
        "serve(Path(sys.argv[1]), port=int(sys.argv[2]))\n"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", program, str(location), str(port)])
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=10)) as client:
            client.get(f"http://127.0.0.1:{port}/ns.fr.html", timeout=60)
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
