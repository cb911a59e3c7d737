"""`serve`: the site and the SPARQL endpoint on this machine."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from passerelles.cli.console import answers
from passerelles.cli.days import OnOption, store_on
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import StoreOption


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("serve", cls=FrenchCommand)(serve_command)


def serve_command(
    store: StoreOption,
    host: Annotated[
        str, typer.Option("--host", help="Adresse d’écoute ; 127.0.0.1 reste sur cette machine.")
    ] = "127.0.0.1",
    on: OnOption = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port du site.")] = 8765,
) -> None:
    """Ouvrir le site et le point d’accès SPARQL sur le graphe construit.

    Exemple : [bold]passerelles serve --port 8080[/]
    """
    serve_store(store_on(store, on), host, port)


def serve_store(store: Path, host: str, port: int) -> None:
    """Serve until interrupted; the store must exist."""
    from passerelles.store import open_store
    from passerelles.web.server import serve

    with open_store(store):
        pass
    shown = f"[{host}]" if ":" in host else host

    def announce(listening: int) -> None:
        answers().print(
            f"Site : http://{shown}:{listening}/   ·   SPARQL : http://{shown}:{listening}/sparql\n"
            f"Graphe : {escape(str(store))}   ·   Ctrl+C pour arrêter"
        )

    # Ctrl+C is how a site is closed: nothing was interrupted.
    with suppress(KeyboardInterrupt):
        serve(store, host, port, announce=announce)
    answers().print("Site arrêté.")
