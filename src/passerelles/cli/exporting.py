"""`export`: write the graph in a format of the field."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from passerelles.cli.days import OnOption, store_on
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import StoreOption
from passerelles.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("export", cls=FrenchCommand)(export_command)


def export_command(
    store: StoreOption,
    fmt: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="nquads (une source par graphe), turtle ou jsonld."),
    ] = "nquads",
    on: OnOption = None,
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

    with open_store(store_on(store, on)) as dataset:
        if output is None:
            export(dataset, fmt, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        _write(output, lambda stream: export(dataset, fmt, stream))


def _write(output: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a whole file or none: what was there before stays until the new one is complete."""
    if output.is_dir():
        raise UsageError(
            f"{output} est un dossier : donnez un nom de fichier, par exemple {output / 'graphe.nq'}."
        )
    partial = output.with_name(output.name + ".partiel")
    try:
        with partial.open("wb") as stream:
            write(stream)
        partial.replace(output)
    except OSError as error:
        if not output.parent.is_dir():
            raise UsageError(
                f"Le dossier {output.parent} n’existe pas : créez-le, ou choisissez un autre fichier."
            ) from error
        raise UsageError(f"{output} ne peut pas être écrit ({error.strerror}).") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
