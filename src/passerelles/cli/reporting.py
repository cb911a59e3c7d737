"""The table of problems by cause that ends a build and that `validate` prints."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from passerelles.records import Severity
from passerelles.validation import Report, severity_word, summary

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def print_report(report: Report, console: Console) -> None:
    """Print the table by cause, grave first, with an example and its place; nothing when all is well."""
    if report.conforms:
        return
    table = Table(
        "Gravité", "Nombre", "Cause et exemple", "Où", title="Ce qui manque ou cloche", title_justify="left"
    )
    for row in report.by_cause():
        example = row.example.message_fr if row.about() == "" else f"{row.explanation()}\n{row.about()}"
        table.add_row(
            f"[{_COLOURS[row.severity]}]{severity_word(row.severity)}[/]",
            str(row.count),
            f"[bold]{escape(row.label())}[/]\n{escape(example)}",
            escape(row.where()),
        )
    if not console.is_terminal:
        console.width = 120
    console.print(table, soft_wrap=False)
    console.print(f"En tout : {escape(summary(report))}")
