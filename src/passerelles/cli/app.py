"""The commands, gathered; errors become one French sentence and a stable exit code.

0: fine. 1: the work was done but problems of error severity remain, or the thing asked for is not there.
2: wrong usage.
"""

from __future__ import annotations

import os
import sys

import typer
from rich.markup import escape

from passerelles import __version__
from passerelles.cli import (
    auditing,
    building,
    comparing,
    exporting,
    finding,
    gaining,
    neighbouring,
    pathing,
    publishing,
    querying,
    serving,
    showing,
    updating,
    validating,
)
from passerelles.cli.console import errors
from passerelles.cli.french import CommandLineError, FrenchGroup, sentence, speak_french
from passerelles.errors import PasserellesError, QueryError, SourceError, UsageError

_INTERRUPTED = 130

app = typer.Typer(
    name="passerelles",
    cls=FrenchGroup,
    help="Le graphe des certifications professionnelles françaises : le construire, le lire, l’interroger.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
speak_french()
for module in (
    building,
    updating,
    finding,
    showing,
    comparing,
    neighbouring,
    gaining,
    pathing,
    querying,
    validating,
    auditing,
    exporting,
    publishing,
    serving,
):
    module.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"passerelles {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Afficher la version."
    ),
) -> None:
    """Le graphe des certifications professionnelles françaises : le construire, le lire, l’interroger."""


def main() -> None:
    """Run the command line; the one edge where exceptions become messages and exit codes."""
    try:
        code = app(standalone_mode=False)
    except CommandLineError as error:
        # Without any argument the help has just been shown: nothing to add.
        if len(sys.argv) > 1:
            errors().print(f"[bold red]Erreur :[/] {escape(sentence(error))} « passerelles --help » aide.")
        code = 2
    except PasserellesError as error:
        errors().print(f"[bold red]Erreur :[/] {escape(str(error))}")
        code = 2 if isinstance(error, UsageError | SourceError | QueryError) else 1
    except (BrokenPipeError, SystemExit) as error:
        # The reader of our output went away (head, less): nothing more to say, not even at exit. The libraries
        # of the command line make an exit of it.
        if not isinstance(error, BrokenPipeError) and not isinstance(error.__context__, BrokenPipeError):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except KeyboardInterrupt:
        code = _INTERRUPTED
    if code == _INTERRUPTED:
        errors().print("Interrompu : le graphe précédent est resté en place.")
    sys.exit(code if isinstance(code, int) else 0)
