"""`compare`: certifications beside each other, capacité by capacité, with both sentences."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from passerelles.cli.console import answers, print_json
from passerelles.cli.days import OnOption
from passerelles.cli.endpoints import exploring
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import AnswerFormat, EndpointOption, FormatOption, StoreOption
from passerelles.errors import UsageError

if TYPE_CHECKING:
    from passerelles.analysis.comparison import Comparison, Match, Side, Statement

_MOST = 5


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("compare", cls=FrenchCommand)(compare_command)


def compare_command(
    identifiers: Annotated[
        list[str],
        typer.Argument(metavar="IDENTIFIANT…", help="De deux à cinq certifications : RNCP28245 RNCP28246."),
    ],
    store: StoreOption,
    on: OnOption = None,
    endpoint: EndpointOption = None,
    output: FormatOption = AnswerFormat.TEXT,
) -> None:
    """Comparer des certifications : ce qui se ressemble, pourquoi, et ce qui manque à chacune.

    Exemple : [bold]passerelles compare RNCP28243 RNCP28245[/]
    """
    from passerelles.answers.french import day_words

    if not 2 <= len(identifiers) <= _MOST:
        raise UsageError(f"Donnez de deux à {_MOST} certifications à comparer.")
    with exploring(store, on, endpoint) as explorer:
        iris = [explorer.iri_of(each).partition("/bloc/")[0] for each in identifiers]
        if len(set(iris)) < len(iris):
            raise UsageError("Ces identifiants désignent deux fois la même certification.")
        found = [explorer.compare(left, right) for left, right in combinations(iris, 2)]
        data = explorer.data
    if output is AnswerFormat.JSON:
        print_json(
            {"data": dataclasses.asdict(data), "comparisons": [dataclasses.asdict(each) for each in found]}
        )
        return
    console = answers()
    for each in found:
        for line in comparison_lines(each):
            console.print(line)
    if data.day:
        console.print(f"Données du {day_words(data.day)}.")


def comparison_lines(found: Comparison) -> Iterator[str]:
    """A comparison as a person reads it."""
    from passerelles.answers.french import decimal

    yield f"[bold]{escape(_name(found.left))}[/]\n  et [bold]{escape(_name(found.right))}[/]"
    if found.score is None:
        yield "Rien de ce que disent les documents ne permet de les comparer."
    else:
        yield f"Ressemblance calculée : [bold]{decimal(found.score)}[/] sur 1. [dim]{escape(found.note)}[/]"
    for part in found.parts:
        score = "non renseigné" if part.score is None else decimal(part.score)
        yield f"  {escape(part.name)} : {score} – {escape(part.sentence)}"
    for title, matches in (
        ("Capacités", found.capacites),
        ("Blocs", found.blocs),
        (
            "Capacités de l’une et blocs de l’autre, dont les capacités ne sont pas renseignées,",
            found.crossed,
        ),
    ):
        if matches:
            yield f"\n[bold]{title} qui se ressemblent[/]"
        for match in matches:
            yield from _match_lines(match)
    crossed = {each.iri for match in found.crossed for each in (*match.left, *match.right)}
    for side in (found.left, found.right):
        yield from _own_lines(side, crossed)
    for side in (found.left, found.right):
        files = ", ".join(each.file or each.iri for each in side.sources)
        yield f"[dim]Sources de {escape(side.identifier or side.iri)} : {escape(files)}[/]"
    yield ""


def _match_lines(match: Match) -> Iterator[str]:
    from passerelles.answers.french import decimal

    yield f"  Ressemblance {match.strength} ({decimal(match.score)}). {escape(match.why.sentence)}"
    for mark, statements in (("◧", match.left), ("◨", match.right)):
        for each in statements:
            yield f"    {mark} {escape(_statement(each))}"
    for declared in match.declared:
        yield f"    [bold]{escape(declared.sentence)}[/]"


def _own_lines(side: Side, crossed: set[str]) -> Iterator[str]:
    name = side.identifier or side.title or side.iri
    for title, statements in (("capacités", side.own_capacites), ("blocs", side.own_blocs)):
        alone = [each for each in statements if each.iri not in crossed]
        if alone:
            yield f"\n[bold]Seulement dans {escape(name)}[/] ({title})"
            for each in alone:
                yield f"  • {escape(_statement(each))}"


def _statement(each: Statement) -> str:
    where = f" ({each.bloc})" if each.bloc else ""
    return f"{each.notation + ' ' if each.notation else ''}« {each.text} »{where}"


def _name(side: Side) -> str:
    return " – ".join(part for part in (side.identifier, side.title) if part) or side.iri
