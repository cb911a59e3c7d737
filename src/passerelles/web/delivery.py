"""How the answer of a worker reaches a client: piece by piece, and no longer than the client is there."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from starlette.types import Receive, Send

_Found = TypeVar("_Found")


async def unless_gone(receive: Receive, work: Coroutine[Any, Any, _Found]) -> _Found | None:
    """What the work gives; it is stopped, and None comes back, when the client goes away before its end.

    The body of the request must have been read, or be of no interest.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return await working if working.done() else None
    finally:
        for task in (working, leaving):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.wait({task})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class Delivery:
    """One answer on its way; `TimeoutError` from a piece that the client does not take in `patience` seconds."""

    def __init__(self, send: Send, patience: float) -> None:
        self._send = send
        self._patience = patience

    async def begin(self, headers: Mapping[str, str]) -> None:
        """Send the status 200 and the headers."""
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await self._send({"type": "http.response.start", "status": 200, "headers": raw})

    async def piece(self, data: bytes) -> None:
        """Send some of the body; more follows."""
        await self._body(data, more=True)

    async def end(self, data: bytes = b"") -> None:
        """Send the last of the body."""
        await self._body(data, more=False)

    async def _body(self, data: bytes, *, more: bool) -> None:
        async with asyncio.timeout(self._patience):
            await self._send({"type": "http.response.body", "body": data, "more_body": more})
