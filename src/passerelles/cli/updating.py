"""`update` and `changes`: keep the graph at today's exports, and tell what happened since a day."""

from __future__ import annotations

import csv
import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from passerelles.cli.console import answers, errors, print_json
from passerelles.cli.days import day_of
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import AnswerFormat, FormatOption, StoreOption, default_store
from passerelles.cli.preparing import prepare_analyses

if TYPE_CHECKING:
    from passerelles.answers.changes import Change
    from passerelles.update import Listener, Progress, UpdateOutcome


class ChangesFormat(StrEnum):
    """How changes are printed: for a reader, as JSON, as CSV."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("update", cls=FrenchCommand)(update_command)
    app.command("changes", cls=FrenchCommand)(changes_command)


def update_command(
    store: StoreOption,
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="URL",
            help="Où prendre les exports : adresse d’un site ou d’un jeu de données, ou dossier "
            "(par défaut : data.gouv.fr).",
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Reconstruire même si rien n’a changé ou si l’export paraît tronqué."),
    ] = False,
    output: FormatOption = AnswerFormat.TEXT,
) -> None:
    """Prendre les derniers exports officiels du RNCP et du RS et reconstruire ce qui a changé.

    Exemple : [bold]passerelles update[/]
    """
    from passerelles.update import SOURCE, Status, update

    with _progress() as listener:
        done = update(
            store, now=datetime.now().astimezone(), source=source or SOURCE, force=force, listener=listener
        )
    if done.outcome is not None and done.outcome.version is not None:
        prepare_analyses(store)
    if output is AnswerFormat.JSON:
        print_json(_summary(done, str(store)))
    else:
        _print_update(done, store)
    raise typer.Exit(1 if done.status is Status.REFUSED else 0)


def changes_command(
    store: StoreOption,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="Premier jour compris : 2026-11-20 ou 20/11/2026.")
    ],
    output: Annotated[
        ChangesFormat, typer.Option("--format", help="text pour lire, json ou csv pour un programme.")
    ] = ChangesFormat.TEXT,
) -> None:
    """Lister ce qui a changé depuis une date : créées, modifiées, expirées, retirées, remplacées.

    Exemple : [bold]passerelles changes --since 20/11/2026[/]
    """
    from passerelles.answers.changes import changes_since
    from passerelles.store import open_store

    day = day_of(since)
    with open_store(store) as dataset:
        found = changes_since(dataset, day)
    if output is ChangesFormat.JSON:
        print_json([change.as_dict() for change in found])
    elif output is ChangesFormat.CSV:
        _print_csv(found)
    else:
        _print_changes(found, day)


@contextmanager
def _progress() -> Iterator[Listener]:
    """A listener that shows what goes on, on stderr when it is a terminal; what makes it wait is always told."""
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    from passerelles.update import Step

    console = errors()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bars(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        tasks: dict[Step | str, Any] = {}

        def listen(news: Progress) -> None:
            if news.step is Step.WAIT:
                console.print(f"[yellow]{escape(news.name)}[/] Nouvel essai…")
                return
            key = news.name if news.step is Step.DOWNLOAD else news.step
            if key not in tasks:
                tasks[key] = bars.add_task("", total=news.total)
            bars.update(tasks[key], completed=news.done, description=escape(_doing(news)))

        yield listen


def _doing(news: Progress) -> str:
    from passerelles.update import Step

    if news.step is Step.LISTING:
        return f"Catalogue : {news.name}"
    if news.step is Step.BUILD:
        return f"{news.done} source(s) lue(s) {news.name[-50:]}"
    total = f" sur {news.total / 1e6:.1f}" if news.total else ""
    return f"{news.name} : {news.done / 1e6:.1f}{total} Mo"


def _print_update(done: UpdateOutcome, store: Path) -> None:
    from passerelles.answers.changes import KINDS
    from passerelles.answers.french import counted
    from passerelles.cli.reporting import print_report
    from passerelles.update import Status

    console = answers()
    for warning in done.warnings:
        errors().print(f"[yellow]Attention :[/] {escape(warning)}")
    if done.outcome is not None:
        print_report(done.outcome.report, errors())
    if done.status is Status.REFUSED:
        errors().print(f"[bold red]Mise à jour refusée :[/] {escape(done.reason or '')}")
        return
    if done.status is Status.NOTHING or done.outcome is None:
        console.print(escape(done.reason or ""))
        return
    for export in done.exports:
        console.print(f"Export : {escape(export.name.file)}")
    outcome = done.outcome
    console.print(
        f"Graphe à jour (version {outcome.version}) : {counted(outcome.certifications, 'certification')}, "
        f"{counted(len(outcome.changes), 'changement') if outcome.changes else 'aucun changement à signaler'}."
    )
    counts = Counter(kind.value for change in outcome.changes for kind in change.kinds)
    if counts:
        told = ", ".join(
            f"{counts[kind]} {words}{'s' if counts[kind] > 1 else ''}"
            for kind, words in KINDS.items()
            if counts[kind]
        )
        console.print(f"Soit : {told}.")
        named = "" if store == default_store() else f" --store {shlex.quote(str(store))}"
        day = max(export.name.day for export in done.exports)
        errors().print(f"Pour les voir : passerelles changes --since {day}{escape(named)}")


def _summary(done: UpdateOutcome, store: str) -> dict[str, Any]:
    outcome = done.outcome
    return {
        "etat": done.status.value,
        "raison": done.reason,
        "store": store,
        "version": outcome.version if outcome else None,
        "exports": [
            {
                "repertoire": each.name.register,
                "nom": each.name.file,
                "date": each.name.day.isoformat(),
                "sha256": each.sha256,
                "taille": each.size,
            }
            for each in done.exports
        ],
        "avertissements": list(done.warnings),
        "changements": [change.as_dict() for change in outcome.changes] if outcome else [],
        "rapport": outcome.report.as_dict() if outcome else None,
    }


def _print_csv(found: Sequence[Change]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(("jour", "certification", "titre", "genres", "parties", "avant", "apres"))
    for change in found:
        parts = " ".join(part.part for part in change.parts)
        row = (change.day.isoformat(), change.certification, change.title, " ".join(change.kinds), parts)
        writer.writerow((*row, change.before or "", change.after or ""))


def _print_changes(changes: Sequence[Change], since: date) -> None:
    from passerelles.answers.changes import KINDS
    from passerelles.answers.french import counted, date_words

    console = answers()
    if not changes:
        console.print(f"Aucun changement depuis le {date_words(since)}.")
        return
    console.print(f"{counted(len(changes), 'changement')} depuis le {date_words(since)}.")
    for kind, words in KINDS.items():
        # A change of several kinds stands under the first, and names the others.
        of_kind = [change for change in changes if change.kinds[0] == kind]
        if not of_kind:
            continue
        heading = words[:1].upper() + words[1:] + ("s" if len(of_kind) > 1 else "")
        console.print(f"\n[bold]{heading} ({len(of_kind)})[/]")
        for change in sorted(of_kind, key=lambda one: (one.day, one.certification)):
            also = "".join(f", {KINDS[other]}" for other in change.kinds[1:])
            console.print(
                f"  {escape(change.certification)}  {escape(change.title)} — {date_words(change.day)}{also}"
            )
            for part in change.parts:
                for sentence in part.sentences():
                    console.print(f"      {escape(sentence)}")
