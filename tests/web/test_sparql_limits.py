"""`/sparql` over a real server: answers that stream, limits that are said, clients that go away."""

from __future__ import annotations

import csv
import io
import socket
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from tests.web.conftest import DCT, serving

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PRODUCT = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def slow(large_store: Path) -> Iterator[str]:
    with serving(large_store, seconds=1, output_bytes=8 << 20) as address:
        yield address


def test_the_first_rows_come_compressed_while_the_query_goes_on(large_store: Path) -> None:
    # Millions of rows come after these: there is no end to wait for.
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with serving(large_store, seconds=600) as address:
        headers = {"accept": "text/csv", "accept-encoding": "gzip"}
        with httpx.stream("GET", f"{address}/sparql", params={"query": PRODUCT}, headers=headers) as answer:
            assert answer.headers["content-encoding"] == "gzip"
            text = b""
            for piece in answer.iter_raw():
                text += unzip.decompress(piece)
                if text.count(b"\r\n") > 1000:
                    break
        assert text.startswith(b"a,b,c,d,e,f\r\n")


def test_a_client_that_takes_nothing_any_more_is_left(large_store: Path) -> None:
    limits = {
        "seconds": 600,
        "processes": 1,
        "short_seconds": 600,
        "stall_seconds": 0.5,
        "waiting_seconds": 60,
    }
    with serving(large_store, **limits) as address, cut_off(address, PRODUCT):
        # The only process would otherwise be held until the client reads on.
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=90).json()["boolean"]


def test_the_rows_of_an_answer_have_a_limit(large_store: Path) -> None:
    query = f"SELECT ?t {{ ?s <{DCT}title> ?t }}"
    with serving(large_store, rows=1000) as address:
        for accept in ("text/csv", "application/sparql-results+json"):
            received = b""
            headers = {"accept": accept, "accept-encoding": "identity"}
            with httpx.stream("GET", f"{address}/sparql", params={"query": query}, headers=headers) as answer:
                assert answer.status_code == 200
                with pytest.raises(httpx.RemoteProtocolError):
                    for piece in answer.iter_raw():
                        received += piece
            last = received.decode().splitlines()[-1]
            assert last.startswith("# RÉSULTAT INCOMPLET")
            assert "1000 lignes" in last
        whole = httpx.get(f"{address}/sparql", params={"query": f"{query} LIMIT 1000"})
        assert len(whole.json()["results"]["bindings"]) == 1000


def test_a_runaway_query_is_stopped_with_a_message_and_the_next_answers(slow: str) -> None:
    answer = httpx.get(f"{slow}/sparql", params={"query": RUNAWAY}, timeout=30)
    assert answer.status_code == 503
    assert "limite de temps (1 s)" in answer.text
    assert httpx.get(f"{slow}/sparql", params={"query": "ASK {}"}, timeout=30).json()["boolean"] is True


def test_a_page_answers_while_runaway_queries_hold_every_worker(large_store: Path) -> None:
    with serving(large_store, seconds=600, processes=1) as address, cut_off(address, RUNAWAY):
        assert httpx.get(f"{address}/id/rncp/23022.ttl", timeout=30).status_code == 200
        assert httpx.get(f"{address}/", headers={"accept": "text/html"}, timeout=30).status_code == 200


def test_a_client_that_goes_away_stops_the_work(large_store: Path) -> None:
    # The only worker would otherwise be busy for ten minutes.
    with serving(large_store, seconds=600, processes=1, short_seconds=600) as address:
        for query in (RUNAWAY, PRODUCT):
            with cut_off(address, query):
                time.sleep(0.3)
            assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=30).status_code == 200


def test_a_cut_answer_is_broken_off_and_says_why(slow: str) -> None:
    received = b""
    headers = {"accept": "text/csv", "accept-encoding": "identity"}
    with httpx.stream("GET", f"{slow}/sparql", params={"query": PRODUCT}, headers=headers) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError):
            for chunk in answer.iter_raw():
                received = (received + chunk)[-2000:]
    assert "RÉSULTAT INCOMPLET" in received.decode("utf-8", "ignore").splitlines()[-1]


def test_a_large_answer_is_whole_and_compressed_on_demand(large_store: Path) -> None:
    query = PRODUCT + " LIMIT 100000"
    with serving(large_store) as address:
        headers = {"accept": "text/csv", "accept-encoding": "gzip"}
        answer = httpx.get(f"{address}/sparql", params={"query": query}, headers=headers, timeout=60)
        assert answer.headers["content-encoding"] == "gzip"
        assert len(list(csv.reader(io.StringIO(answer.text, newline="")))) == 100_001


def test_many_clients_are_answered_or_told_to_come_back(large_store: Path) -> None:
    limits = {"seconds": 600, "short_seconds": 600, "processes": 1, "waiting": 0}
    with serving(large_store, **limits) as address, cut_off(address, RUNAWAY):
        answer = httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=30)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "réessayez" in answer.text


class cut_off:  # noqa: N801 - reads as a context
    """A client that asks, waits until the worker is at it, and hangs up on leaving."""

    def __init__(self, address: str, query: str) -> None:
        parts = urlsplit(address)
        self._socket = socket.create_connection((parts.hostname or "", parts.port or 0))
        line = (
            f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: text/csv\r\n\r\n"
        )
        self._socket.sendall(line.encode())

    def __enter__(self) -> None:
        time.sleep(0.3)

    def __exit__(self, *exception: object) -> None:
        self._socket.close()
