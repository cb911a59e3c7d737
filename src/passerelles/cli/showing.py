"""`show`: one certification as a person would want to read it."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from passerelles.cli.console import answers, print_json
from passerelles.cli.days import OnOption, day_of, store_on
from passerelles.cli.endpoints import open_remote
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import AnswerFormat, EndpointOption, FormatOption, StoreOption
from passerelles.errors import NotFoundError

if TYPE_CHECKING:
    from passerelles.answers.certification import CertificationAnswer
    from passerelles.store import Dataset


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("show", cls=FrenchCommand)(show_command)


def show_command(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="IDENTIFIANT", help="RNCP23022, 23022, RS5719, MQ 1988 0044, un IRI, une adresse."
        ),
    ],
    store: StoreOption,
    endpoint: EndpointOption = None,
    on: OnOption = None,
    output: FormatOption = AnswerFormat.TEXT,
) -> None:
    """Montrer une certification : blocs, capacités, codes, dates, voies d’accès, correspondances, sources.

    Exemple : [bold]passerelles show RNCP28243[/]
    """
    from passerelles.cli.sheet import sheet
    from passerelles.store import open_store

    today = day_of(on) if on else date.today()
    if endpoint:
        found = _find(open_remote(endpoint), identifier, today)
    else:
        with open_store(store_on(store, on)) as dataset:
            found = _find(dataset, identifier, today)
    if output is AnswerFormat.JSON:
        print_json(dataclasses.asdict(found))
    else:
        console = answers()
        for line in sheet(found):
            console.print(line)


def _find(dataset: Dataset, identifier: str, today: date) -> CertificationAnswer:
    """The certification meant; a bloc leads to its certification."""
    from passerelles.answers.certification import read_certification
    from passerelles.identifiers import candidates
    from passerelles.ontology import ID

    for iri in candidates(identifier):
        whole = iri.split("/bloc/")[0]
        found = read_certification(dataset, whole, today)
        if found is not None:
            return found
    known = " ou ".join(iri.removeprefix(ID) for iri in candidates(identifier))
    raise NotFoundError(
        f"{identifier} n’est pas dans ce graphe ({known}). "
        "« passerelles query certifications » liste ce qu’il contient."
    )
