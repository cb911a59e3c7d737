"""`validate`: the report of the shapes on the store or on an RDF file."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from passerelles.cli.console import answers
from passerelles.cli.days import OnOption, store_on
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import StoreOption

if TYPE_CHECKING:
    from passerelles.validation import Report


class ReportFormat(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    TURTLE = "turtle"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("validate", cls=FrenchCommand)(validate_command)


def validate_command(
    store: StoreOption,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FICHIER.ttl]", help="Un fichier RDF ; sans fichier, le graphe construit."),
    ] = None,
    on: OnOption = None,
    output: Annotated[
        ReportFormat, typer.Option("--format", help="text, json, html ou turtle.")
    ] = ReportFormat.TEXT,
) -> None:
    """Valider le graphe, ou un fichier RDF, et dire ce qui manque ou cloche, par cause.

    Exemple : [bold]passerelles validate --format html > rapport.html[/]
    """
    from passerelles.cli.reporting import print_report
    from passerelles.validation import summary, validate_file

    report = validate_file(file) if file else _validate_store(store_on(store, on))
    if output is ReportFormat.TEXT:
        print_report(report, answers())
        if report.conforms:
            answers().print(summary(report))
    else:
        sys.stdout.write(_written(report, output))
    raise typer.Exit(1 if report.has_errors else 0)


def _validate_store(store: Path) -> Report:
    """The shapes on all sources together, with what the loaders had found when the graph was built."""
    from passerelles.store import open_store
    from passerelles.validation import Report, validate_dataset

    with open_store(store) as dataset:
        report = validate_dataset(dataset, dataset.text_of)
        kept = dataset.attachment("rapport.json")
    if kept is None:
        return report
    built = Report.from_json(kept)
    reading = tuple(result for result in built.results if result.is_problem)
    return Report(report.results + reading)


def _written(report: Report, output: ReportFormat) -> str:
    from passerelles.validation import report_page, report_turtle

    if output is ReportFormat.JSON:
        return report.to_json() + "\n"
    return report_page(report) if output is ReportFormat.HTML else report_turtle(report)
