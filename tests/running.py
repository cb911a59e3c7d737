"""A real server of ours in a thread, on a free port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from passerelles.web import Settings, configuration
from passerelles.web.server import listener


@contextmanager
def running(store: Path, settings: Settings | None = None) -> Iterator[str]:
    """The address of a server over that store, until the block ends."""
    server = uvicorn.Server(configuration(store, settings=settings))
    with listener() as bound:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                thread.join(0.02)
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(30)
