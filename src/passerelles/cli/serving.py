"""`serve`: the site and the SPARQL endpoint on this machine."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from passerelles.cli.console import answers, errors
from passerelles.cli.days import OnOption, refuse_past_state, store_on
from passerelles.cli.endpoints import reading_options
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import EndpointOption, StoreOption, WithRestrictedOption, cache_folder
from passerelles.errors import UsageError

if TYPE_CHECKING:
    from passerelles.web.remote_graph import Remote
    from passerelles.web.settings import Settings


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
    endpoint: EndpointOption = None,
    with_restricted: WithRestrictedOption = False,
    contact: Annotated[
        str,
        typer.Option(
            "--contact",
            metavar="ADRESSE",
            envvar="PASSERELLES_CONTACT",
            help="Adresse électronique à laquelle les lecteurs signalent une erreur.",
        ),
    ] = "",
) -> None:
    """Ouvrir le site et le point d’accès SPARQL sur le graphe construit, ou sur celui d’un autre serveur.

    Exemple : [bold]passerelles serve --port 8080[/]
    """
    if endpoint is None:
        serve_store(store_on(store, on), host, port, with_restricted=with_restricted, contact=contact)
    elif with_restricted:
        raise UsageError(
            "« --with-restricted » ne va pas avec « --endpoint » : c’est « publish » qui choisit."
        )
    else:
        refuse_past_state(on)
        serve_endpoint(endpoint, host, port, contact=contact)


def serve_store(
    store: Path, host: str, port: int, *, with_restricted: bool = False, contact: str = ""
) -> None:
    """Serve until interrupted; the store must exist."""
    from passerelles.store import open_store
    from passerelles.web.settings import Settings

    with open_store(store):
        pass
    _serve(store, str(store), host, port, Settings(with_restricted=with_restricted, contact=contact))


def serve_endpoint(endpoint: str, host: str, port: int, *, contact: str = "") -> None:
    """Serve what another server holds until interrupted; it must answer now, and may be away later."""
    from passerelles.store import open_endpoint, read_note
    from passerelles.web.remote_graph import Remote
    from passerelles.web.settings import Settings

    options = reading_options()
    note = read_note(open_endpoint(endpoint, merge=0, **options))
    if note is None or note.version is None:
        errors().print(
            "[dim]Ce serveur ne dit pas la version de ses données : relancez le site quand elles changent. "
            "« passerelles publish » note cette version.[/]"
        )
    _serve(Remote(endpoint, options, cache_folder()), endpoint, host, port, Settings(contact=contact))


def _serve(source: Path | Remote, name: str, host: str, port: int, settings: Settings | None = None) -> None:
    from passerelles.web.server import serve

    shown = f"[{host}]" if ":" in host else host

    def announce(listening: int) -> None:
        answers().print(
            f"Site : http://{shown}:{listening}/   ·   SPARQL : http://{shown}:{listening}/sparql\n"
            f"Graphe : {escape(name)}   ·   Ctrl+C pour arrêter"
        )

    # Ctrl+C is how a site is closed: nothing was interrupted.
    with suppress(KeyboardInterrupt):
        serve(source, host, port, settings, announce=announce)
    answers().print("Site arrêté.")
