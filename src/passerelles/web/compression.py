"""Answers compressed for the clients that accept it, piece by piece: what has been computed leaves at once."""

from __future__ import annotations

import asyncio
import zlib
from functools import partial

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from passerelles.web.negotiation import preferences

#: Answers shorter than this one leave as they are.
MINIMUM = 600
LEVEL = 5
#: Pieces from this length on are compressed in another thread, so that no other answer waits.
LARGE = 16 << 10
#: What is compressed already.
_DENSE = ("application/gzip", "application/x-gzip", "application/zip", "image/png", "image/webp", "font/")


def accepts_gzip(header: str | None) -> bool:
    """Whether `Accept-Encoding` allows gzip, and likes it no less than the plain answer."""
    weights = {member.value: member.weight for member in preferences(header or "")}
    weight = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return weight > 0 and weight >= weights.get("identity", 0.0)


class Compression:
    """An ASGI middleware: gzip, flushed after each piece of a stream, as `Accept-Encoding` and its weights say."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and compress the answer on its way back."""
        if scope["type"] == "http":
            wanted = accepts_gzip(Headers(scope=scope).get("accept-encoding"))
            send = _Compressed(send, wanted=wanted and scope["method"] != "HEAD").send
        await self._app(scope, receive, send)


class _Compressed:
    """One answer; its head waits for the first piece, which says whether compression is worth it."""

    def __init__(self, send: Send, *, wanted: bool) -> None:
        self._send = send
        self._wanted = wanted
        self._head: Message | None = None
        self._compressor: zlib._Compress | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._head = message
            if not self._compressible(message):
                await self._release()
            return
        if message["type"] != "http.response.body":
            await self._release()
            await self._send(message)
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._head is not None:
            if self._wanted and (more or len(body) >= MINIMUM):
                self._compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
            if self._compressor is not None:
                body = await self._compress(body, more=more)
                self._say_so(None if more else len(body))
            await self._release()
        elif self._compressor is not None:
            body = await self._compress(body, more=more)
        await self._send({**message, "body": body})

    def _compressible(self, message: Message) -> bool:
        """Whether the answer may be compressed; one that may says that it depends on what is accepted."""
        headers = MutableHeaders(scope=message)
        if message["status"] == 304:
            # It carries what the whole answer would have said.
            headers.add_vary_header("Accept-Encoding")
            return False
        if (
            message["status"] in (204, 206)
            or "content-encoding" in headers
            or headers.get("content-type", "").startswith(_DENSE)
        ):
            return False
        headers.add_vary_header("Accept-Encoding")
        return self._wanted

    def _say_so(self, length: int | None) -> None:
        assert self._head is not None
        headers = MutableHeaders(scope=self._head)
        headers["content-encoding"] = "gzip"
        if length is None:
            del headers["content-length"]
        else:
            headers["content-length"] = str(length)
        etag = headers.get("etag")
        if etag is not None and not etag.startswith("W/"):
            headers["etag"] = f"W/{etag}"

    async def _release(self) -> None:
        head, self._head = self._head, None
        if head is not None:
            await self._send(head)

    async def _compress(self, data: bytes, *, more: bool) -> bytes:
        assert self._compressor is not None
        work = partial(_written, self._compressor, data, zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH)
        return await asyncio.to_thread(work) if len(data) >= LARGE else work()


def _written(compressor: zlib._Compress, data: bytes, flush: int) -> bytes:
    return compressor.compress(data) + compressor.flush(flush)
