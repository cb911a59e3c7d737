"""`similar`: what lies close to a certification, or to each of them."""

from __future__ import annotations

import csv
import dataclasses
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from passerelles.cli.console import answers, print_json
from passerelles.cli.days import OnOption
from passerelles.cli.endpoints import exploring, preparing
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import EndpointOption, StoreOption
from passerelles.errors import UsageError

if TYPE_CHECKING:
    from passerelles.analysis.explorer import Data, Explorer
    from passerelles.analysis.overlap import Neighbour


class ListFormat(StrEnum):
    """How lists are printed: for a reader, as JSON, or as CSV."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


ListFormatOption = Annotated[
    ListFormat,
    typer.Option(
        "--format", help="text pour lire, json pour un programme, csv pour un tableur.", show_default=True
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("similar", cls=FrenchCommand)(similar_command)


def similar_command(
    store: StoreOption,
    identifier: Annotated[
        str | None,
        typer.Argument(
            metavar="IDENTIFIANT", help="RNCP23022, 23022, RS5719, MQ 1988 0044, un IRI, une adresse."
        ),
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, max=200, help="Combien en montrer.")] = 20,
    active: Annotated[bool, typer.Option("--active", help="Celles en vigueur d’abord.")] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Pour chaque certification décrite (avec --format csv).")
    ] = False,
    on: OnOption = None,
    endpoint: EndpointOption = None,
    output: ListFormatOption = ListFormat.TEXT,
) -> None:
    """Trouver les certifications les plus proches d’une certification, et dire pourquoi.

    Exemple : [bold]passerelles similar RNCP28245 --top 5[/]
    """
    if every == (identifier is not None):
        raise UsageError(
            "Dites de quelle certification (« similar RNCP28245 »), ou de toutes (« similar --all »)."
        )
    if every and (output is not ListFormat.CSV or active):
        raise UsageError("« --all » écrit du CSV : ajoutez « --format csv », sans « --active ».")
    with exploring(store, on, endpoint, preparing) as explorer:
        if identifier is None:
            _write_all(explorer, top)
            return
        found = explorer.overlap.similar(explorer.iri_of(identifier), top, active_first=active)
        _print_similar(identifier, found, explorer.data, output)


def _write_all(explorer: Explorer, top: int) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(("certification", "rang", "proche", "score"))
    writer.writerows(explorer.overlap.all(top))


def _print_similar(asked: str, found: tuple[Neighbour, ...], data: Data, output: ListFormat) -> None:
    if output is ListFormat.JSON:
        print_json(
            {
                "certification": asked,
                "date": data.day,
                "proches": [dataclasses.asdict(each) for each in found],
            }
        )
    elif output is ListFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\r\n")
        writer.writerow(("certification", "rang", "proche", "score"))
        for rank, each in enumerate(found, start=1):
            writer.writerow((asked, rank, each.identifier or each.iri, each.score))
    else:
        console = answers()
        for line in _similar_lines(found):
            console.print(line)
        console.print(f"\n[dim]{_dated(data)}[/]")


def _similar_lines(found: tuple[Neighbour, ...]) -> Iterator[str]:
    yield "[bold]Proches par calcul[/] : une ressemblance, jamais un droit ni une équivalence."
    for rank, each in enumerate(found, start=1):
        state = {True: "active", False: "inactive", None: "état non précisé"}[each.active]
        name = " – ".join(part for part in (each.identifier, each.title) if part) or each.iri
        yield f"\n{rank}. [bold]{escape(name)}[/] ({state}) · score {number(each.score)}"
        yield f"   {escape(each.reason)}"
        told = ", ".join(
            f"{part.name} {number(part.value)}"
            for part in each.parts
            if part.value is not None and part.value > 0
        )
        if told:
            yield f"   [dim]{escape(told)}[/]"
        for source in each.sources:
            yield f"   [dim]Source : {escape(source.file or source.iri)}[/]"


def number(value: float) -> str:
    """A score as French readers write it: two decimals and a comma."""
    return f"{value:.2f}".replace(".", ",")


def _dated(data: Data) -> str:
    from passerelles.answers.french import day_words

    return f"Données du {day_words(data.day)}." if data.day else "Données sans date d’export."
