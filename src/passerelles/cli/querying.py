"""`query`: put a question of the library, or a query of one's own, to the graph or to a SPARQL endpoint."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table as RichTable

from passerelles.cli.console import answers
from passerelles.cli.days import OnOption
from passerelles.cli.endpoints import reading
from passerelles.cli.french import FrenchCommand
from passerelles.cli.library import print_library, print_question
from passerelles.cli.options import EndpointOption, StoreOption
from passerelles.errors import UsageError
from passerelles.queries import Query, names, query
from passerelles.queries.question import read_query

if TYPE_CHECKING:
    from passerelles.store import Dataset, Term


class QueryFormat(StrEnum):
    """How the answer of a query is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


_MEDIA = {
    QueryFormat.CSV: "text/csv",
    QueryFormat.JSON: "application/sparql-results+json",
    QueryFormat.TURTLE: "text/turtle",
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("query", cls=FrenchCommand)(query_command)


def query_command(
    store: StoreOption,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NOM|FICHIER.rq]", help="Une requête de la bibliothèque ou un fichier SPARQL."
        ),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NOM=VALEUR", help="Donner un paramètre (répétable)."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Expliquer la question, ses paramètres et son texte.")
    ] = False,
    endpoint: EndpointOption = None,
    on: OnOption = None,
    output: Annotated[
        QueryFormat, typer.Option("--format", help="table, csv, json ou turtle.")
    ] = QueryFormat.TABLE,
) -> None:
    """Interroger le graphe en SPARQL ; sans nom, lister les questions de la bibliothèque.

    Exemple : [bold]passerelles query certification-blocs -p certification=RNCP23022 --format csv[/]
    """
    if name is None:
        print_library(output is QueryFormat.JSON)
        return
    question = _question(name)
    if explain:
        if isinstance(question, str):
            raise UsageError(f"« {name} » n’a pas d’en-tête qui l’explique (voir queries/README.md).")
        print_question(question, output is QueryFormat.JSON)
        return
    text = question if isinstance(question, str) else question.text
    bindings = _bindings(question, _parameters(param or []))
    with reading(store, on, endpoint) as dataset:
        _answer(dataset, text, bindings, output)


def _question(name: str) -> Query | str:
    """The named question, or the text of a file; a file without a header is only its text."""
    if not name.endswith(".rq") and name in names():
        return query(name)
    path = Path(name)
    if not path.is_file():
        raise UsageError(
            f"« {name} » n’est ni un fichier ni une requête connue. « passerelles query » en donne la liste."
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} : ce fichier ne peut pas être lu ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path} : ce fichier n’est pas du texte UTF-8 (octet {error.start + 1}). Enregistrez-le en UTF-8."
        ) from error
    return read_query(path.stem, text) if text.lstrip().startswith("#+") else text


def _parameters(given: list[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    for name, sign, _ in pairs:
        if not sign or not name:
            raise UsageError(
                f"« {name} » : un paramètre s’écrit NOM=VALEUR, par exemple certification=RNCP23022."
            )
    return {name.strip(): value for name, _, value in pairs}


def _bindings(question: Query | str, given: dict[str, str]) -> dict[str, Term]:
    from passerelles.answers.parameter import bindings

    if isinstance(question, str):
        return {name: _plain_term(value) for name, value in given.items()}
    return bindings(question, given)


def _plain_term(value: str) -> Term:
    """A parameter of a query without header: an IRI when it looks like one, else a plain literal."""
    from passerelles.store import Iri, Literal

    return Iri(value.strip("<>")) if "://" in value and " " not in value else Literal(value)


def _answer(dataset: Dataset, text: str, bindings: dict[str, Term], output: QueryFormat) -> None:
    from passerelles.store.query_text import form as query_form

    form = query_form(text)
    if output is QueryFormat.TABLE:
        if form == "SELECT":
            _print_table(dataset, text, bindings)
            return
        if form == "ASK":
            answers().print("oui" if dataset.ask(text, bindings) else "non")
            return
        output = QueryFormat.TURTLE
    media = _MEDIA[output]
    if form in ("CONSTRUCT", "DESCRIBE"):
        if output is QueryFormat.CSV:
            raise UsageError("Un graphe ne s’écrit pas en CSV : choisissez --format turtle ou --format json.")
        media = "application/ld+json" if output is QueryFormat.JSON else "text/turtle"
    elif output is QueryFormat.TURTLE:
        raise UsageError("Un tableau ne s’écrit pas en Turtle : choisissez --format csv, json ou table.")
    for piece in dataset.serialise(text, media, bindings):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def _print_table(dataset: Dataset, text: str, bindings: dict[str, Term]) -> None:
    found = dataset.select(text, bindings)
    table = RichTable(*found.variables, box=None, pad_edge=False)
    for row in found.rows:
        table.add_row(*(escape(term.value) if term else "" for term in row))
    console = answers()
    if not console.is_terminal:
        # A pipe has no width: nothing is cut.
        console.width = 10_000
    console.print(table)
