"""The commands, gathered; errors become one French sentence and a stable exit code.

0: fine. 1: the work was done but problems of error severity remain, or the thing asked for is not there.
2: wrong usage.
"""

from __future__ import annotations

import os
import sys

import typer

from passerelles import __version__
from passerelles.cli import building, exporting, querying, serving, showing, validating
from passerelles.cli.console import errors
from passerelles.errors import PasserellesError, SourceError, UsageError

app = typer.Typer(
    name="passerelles",
    help="Le graphe des certifications professionnelles françaises : le construire, le lire, l’interroger.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (building, showing, querying, validating, exporting, serving):
    module.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"passerelles {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Afficher la version."),
) -> None:
    """Le graphe des certifications professionnelles françaises : le construire, le lire, l’interroger."""


def main() -> None:
    """Run the command line; the one edge where exceptions become messages and exit codes."""
    try:
        app()
    except PasserellesError as error:
        errors().print(f"[bold red]Erreur :[/] {_escaped(str(error))}")
        sys.exit(2 if isinstance(error, UsageError | SourceError) else 1)
    except BrokenPipeError:
        # The reader of our output went away (head, less): nothing more to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        errors().print("Interrompu : le graphe précédent est resté en place.")
        sys.exit(130)


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)
