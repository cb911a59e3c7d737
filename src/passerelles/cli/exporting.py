"""`export`: write the graph in a format of the field."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import StoreOption


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("export", cls=FrenchCommand)(export_command)


def export_command(
    store: StoreOption,
    fmt: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="nquads (une source par graphe), turtle ou jsonld."),
    ] = "nquads",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FICHIER", help="Fichier à écrire (sinon : la sortie)."),
    ] = None,
) -> None:
    """Exporter le graphe entier, toujours dans le même ordre.

    Exemple : [bold]passerelles export --format turtle -o graphe.ttl[/]
    """
    from passerelles.exports import export
    from passerelles.store import open_store

    with open_store(store) as dataset:
        if output is None:
            export(dataset, fmt, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        partial = output.with_name(output.name + ".partiel")
        try:
            with partial.open("wb") as stream:
                export(dataset, fmt, stream)
            partial.replace(output)
        finally:
            partial.unlink(missing_ok=True)
