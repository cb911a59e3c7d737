"""`audit`: what correspondances, blocs and replacements leave undone, for certificateurs."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from passerelles.cli.console import answers, print_json
from passerelles.cli.days import day_of
from passerelles.cli.endpoints import exploring, preparing
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import EndpointOption, StoreOption

if TYPE_CHECKING:
    from passerelles.analysis.audit import Audit

#: Findings of a kind that are printed for a reader.
_SHOWN = 20


class AuditFormat(StrEnum):
    """How the audit is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("audit", cls=FrenchCommand)(audit_command)


def audit_command(
    store: StoreOption,
    certificateur: Annotated[
        str | None,
        typer.Option(
            "--certificateur",
            metavar="NOM",
            help="Seulement ce qui concerne ce certificateur : son SIRET, ou des mots de son nom.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="Le jour pour lequel on regarde ce qui est échu (par défaut : aujourd’hui).",
        ),
    ] = None,
    threshold: Annotated[
        float,
        typer.Option(
            "--seuil",
            metavar="SCORE",
            min=0.0,
            max=1.0,
            help="À partir de quelle ressemblance, de 0 à 1, deux blocs sont presque identiques.",
        ),
    ] = 0.9,
    endpoint: EndpointOption = None,
    output: Annotated[
        AuditFormat, typer.Option("--format", help="text, json, html (à imprimer) ou csv.")
    ] = AuditFormat.TEXT,
) -> None:
    """Relever ce qui cloche dans les correspondances, les blocs et les remplacements, et dire que faire.

    Exemple : [bold]passerelles audit --certificateur UIMM --format html > audit.html[/]
    """
    from passerelles.analysis.audit import report_csv, report_page

    day = day_of(on) if on else date.today()
    with exploring(store, None, endpoint, preparing) as explorer:
        found = explorer.audit(day, threshold)
    if certificateur is not None:
        found = found.of(certificateur)
    if output is AuditFormat.JSON:
        print_json(found.as_dict())
    elif output is AuditFormat.TEXT:
        _print(found)
    else:
        sys.stdout.write(report_page(found) if output is AuditFormat.HTML else report_csv(found))


def _print(found: Audit) -> None:
    from passerelles.analysis.audit.report_html import summary
    from passerelles.answers.french import number

    console = answers()
    console.print(escape(summary(found)))
    for kind, same in found.by_kind():
        console.print(f"\n[bold]{escape(kind.label)}[/] ({number(len(same))}, {same[0].severity.value})")
        console.print(f"  {escape(kind.explanation)}")
        console.print(f"  [bold]Que faire ?[/] {escape(kind.suggestion)}")
        for each in same[:_SHOWN]:
            console.print(f"  • {escape(each.sentence)}")
            files = ", ".join(document.file for document in each.documents[:3] if document.file)
            if files:
                console.print(f"    [dim]Source : {escape(files)}[/]")
        if len(same) > _SHOWN:
            console.print(f"  … et {number(len(same) - _SHOWN)} de plus : « --format csv » les donne tous.")
