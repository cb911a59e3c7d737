"""`build` and `demo`: make a graph from documents."""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from passerelles.cli.console import answers, errors, print_json
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import AnswerFormat, FormatOption, StoreOption, default_store
from passerelles.cli.preparing import prepare_analyses

if TYPE_CHECKING:
    from passerelles.build import Outcome


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("build", cls=FrenchCommand)(build_command)
    app.command("demo", cls=FrenchCommand)(demo_command)


def build_command(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE…", help="Fichiers, dossiers ou archives zip ; leur type est reconnu au contenu."
        ),
    ],
    store: StoreOption,
    output: FormatOption = AnswerFormat.TEXT,
) -> None:
    """Construire le graphe à partir de documents et le mettre à la place du précédent.

    Exemple : [bold]passerelles build fiches/ export-fiches-csv.zip --store graphe[/]
    """
    outcome = run_build(sources, store)
    if output is AnswerFormat.JSON:
        print_json(_summary(outcome, store))
    else:
        _print_outcome(outcome, store)
    raise typer.Exit(1 if outcome.version is None or outcome.report.has_errors else 0)


def demo_command(
    store: StoreOption,
    port: Annotated[int, typer.Option("--port", help="Port du site.")] = 8765,
    host: Annotated[str, typer.Option("--host", help="Adresse d’écoute.")] = "127.0.0.1",
) -> None:
    """Construire les exemples livrés et ouvrir le site.

    Exemple : [bold]passerelles demo[/]
    """
    from passerelles.cli.serving import serve_store
    from passerelles.examples import paths as example_paths

    location = store / "exemples" if store == default_store() else store
    outcome = run_build([*example_paths().values()], location)
    _print_outcome(outcome, location)
    serve_store(location, host, port)


def run_build(sources: list[Path], store: Path) -> Outcome:
    """Build and prepare what questions rest on, with a progress line on stderr when it is a terminal."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from passerelles.build import build

    console = errors()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} source(s) lue(s)"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("", total=None)
        outcome = build(
            sources,
            store,
            now=datetime.now().astimezone(),
            listener=lambda name: progress.update(task, advance=1, description=escape(name[-60:])),
        )
    if outcome.version is not None:
        prepare_analyses(store)
    return outcome


def _print_outcome(outcome: Outcome, store: Path) -> None:
    from passerelles.cli.reporting import print_report

    print_report(outcome.report, errors())
    console = answers()
    if outcome.version is None:
        errors().print("Aucun graphe n’a été construit : le précédent, s’il existe, est resté en place.")
        return
    console.print(
        f"Graphe construit : {outcome.sources} source(s), {outcome.certifications} certification(s) "
        f"décrite(s), {outcome.statements} énoncés.\n"
        f"Dossier : {escape(str(store))} (version {outcome.version})"
    )
    # What is proposed must work as it stands: a store that is not the usual one has to be named.
    named = "" if store == default_store() else f" --store {shlex.quote(str(store))}"
    errors().print(f"Ensuite : passerelles show RNCP…{escape(named)} ou passerelles serve{escape(named)}")


def _summary(outcome: Outcome, store: Path) -> dict[str, object]:
    return {
        "version": outcome.version,
        "store": str(store),
        "sources": outcome.sources,
        "certifications": outcome.certifications,
        "enonces": outcome.statements,
        "rapport": outcome.report.as_dict(),
    }
