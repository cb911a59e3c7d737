"""Compression of answers: who gets it, and that nothing waits for it."""

from __future__ import annotations

import asyncio
import zlib

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from passerelles.web.compression import Compression, accepts_gzip

TEXT = "Conducteur d’équipements industriels\n" * 100


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, False),
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("x-gzip", True),
        ("*", True),
        ("br;q=1.0, *;q=0.1", True),
        ("gzip;q=0", False),
        ("*, gzip;q=0", False),
        ("identity", False),
        ("gzip;q=0.2, identity;q=0.8", False),
        ("identity;q=0.5, gzip;q=1.0", True),
        ("notgzip", False),
    ],
)
def test_gzip_is_for_clients_that_like_it(header: str | None, expected: bool) -> None:
    assert accepts_gzip(header) is expected


async def _page(request: Request) -> Response:
    status = int(request.query_params.get("status", 200))
    headers = {"etag": '"1"', **dict(request.query_params.items())}
    headers.pop("status", None)
    return Response(TEXT if status == 200 else None, status, headers, media_type="text/plain")


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Compression(Starlette(routes=[Route("/", _page)])))


def test_an_answer_is_compressed_and_says_so(client: TestClient) -> None:
    plain = client.get("/", headers={"accept-encoding": "gzip;q=0"})
    small = client.get("/", headers={"accept-encoding": "gzip"})
    assert plain.text == small.text == TEXT
    assert "content-encoding" not in plain.headers
    assert (small.headers["content-encoding"], small.headers["etag"]) == ("gzip", 'W/"1"')
    assert int(small.headers["content-length"]) < len(TEXT) / 10
    for answer in (plain, small, client.head("/")):
        assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "query", ["status=206", "status=204", "content-encoding=br", "content-type=font/woff2"]
)
def test_what_is_empty_or_dense_is_left_alone(client: TestClient, query: str) -> None:
    with client.stream("GET", f"/?{query}", headers={"accept-encoding": "gzip"}) as answer:
        assert answer.headers.get("content-encoding", "br") == "br"
        assert "vary" not in answer.headers


def test_an_answer_already_held_depends_on_what_the_whole_one_does(client: TestClient) -> None:
    assert client.get("/?status=304").headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("piece", [b"{}", b"\0" * 100_000])
def test_each_piece_of_a_stream_can_be_read_as_soon_as_it_is_sent(piece: bytes) -> None:
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    received: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for number in range(1, 4):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            assert unzip.decompress(received[-1]["body"]) == piece
            assert len(received) == 1 + number
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        unzip.decompress(received[-1]["body"])
        assert unzip.eof

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        received.append(message)

    scope = {"type": "http", "method": "GET", "headers": [(b"accept-encoding", b"gzip")]}
    asyncio.run(Compression(app)(scope, receive, send))
    assert (b"content-encoding", b"gzip") in received[0]["headers"]
