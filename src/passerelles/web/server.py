"""The server: uvicorn over the application, on this machine only unless told otherwise."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from passerelles.errors import UsageError
from passerelles.web.app import application
from passerelles.web.graph import CurrentGraph
from passerelles.web.remote_graph import Remote
from passerelles.web.settings import Settings


def configuration(
    source: Path | Remote, host: str = "127.0.0.1", port: int = 8000, settings: Settings | None = None
) -> uvicorn.Config:
    """The server's configuration; queries may hold personal text, so no address is logged."""
    settings = settings or Settings()
    return uvicorn.Config(
        application(source, settings=settings),
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
        # An address longer than the limit of a query is answered in words, not cut by the parser.
        h11_max_incomplete_event_size=4 * settings.query_bytes,
        http="h11",
    )


def listener(host: str = "127.0.0.1", port: int = 0) -> socket.socket:
    """A socket that listens there; the pieces of an answer leave at once.

    Without that they wait for one another's receipts, 40 ms an answer on a connection that is kept.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=2048)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


_REASONS = {
    errno.EADDRINUSE: "un autre programme l’occupe déjà",
    errno.EACCES: "le système le réserve",
    errno.EADDRNOTAVAIL: "cette adresse n’est pas celle de cette machine",
}


def serve(
    source: Path | Remote,
    host: str = "127.0.0.1",
    port: int = 8000,
    settings: Settings | None = None,
    announce: Callable[[int], None] = lambda port: None,
) -> None:
    """Serve the store at that location, or the endpoint, until interrupted.

    `announce` is called with the port once the site listens; port 0 lets the system choose one. Raises `UsageError`
    when the address is taken.
    """
    try:
        listening = listener(host, port)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "adresse ou port refusé par le système")
        raise UsageError(
            f"Le site ne peut pas écouter sur {host}, port {port} ({reason}) : "
            "choisissez un autre port avec « --port »."
        ) from error
    with listening:
        announce(listening.getsockname()[1])
        prepared = configuration(source, host, port, settings)
        site = prepared.app
        assert isinstance(site, Starlette)
        graph: CurrentGraph = site.state.graph
        graph.warm()
        uvicorn.Server(prepared).run(sockets=[listening])
