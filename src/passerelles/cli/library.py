"""The library of questions on the command line: what there is to ask, and what one question says of itself."""

from __future__ import annotations

from collections.abc import Iterable

from rich.markup import escape
from rich.table import Table as RichTable

from passerelles.cli.console import answers, print_json
from passerelles.queries import TAGS, Parameter, Query, names, query
from passerelles.queries.description import described


def print_library(as_json: bool = False) -> None:
    """List all questions under the tag that files each, or as JSON."""
    questions = [query(name) for name in names()]
    if as_json:
        print_json([described(each) for each in questions])
        return
    console = answers()
    if not console.is_terminal:
        # A pipe has no width: nothing is cut.
        console.width = 10_000
    for tag in TAGS:
        console.print(f"[bold]{escape(tag.title_fr)}[/]")
        table = RichTable(box=None, pad_edge=False, show_header=False)
        table.add_column(no_wrap=True, min_width=max(len(each.name) for each in questions) + 2)
        table.add_column(ratio=1)
        for each in questions:
            if each.tags[0] == tag.name:
                asked = ", ".join(_written(parameter) for parameter in each.parameters)
                table.add_row(f"  {each.name}", escape(each.title_fr + (f" ({asked})" if asked else "")))
        console.print(table)
    console.print(
        f"\n{len(questions)} questions ; entre parenthèses, ce qu’il faut donner, [ce qu’on peut donner]."
        "\nL’une d’elles en détail : passerelles query NOM --explain",
        markup=False,
    )


def print_question(question: Query, as_json: bool = False) -> None:
    """Explain one question: what it answers, its parameters with an example each, its SPARQL text."""
    if as_json:
        print_json(described(question))
        return
    console = answers()
    console.print(f"[bold]{escape(question.title_fr)}[/]  ({escape(question.name)})")
    console.print(
        question.description_fr + ("" if question.description_fr.endswith(("…", ".")) else "."), markup=False
    )
    filed = [tag.title_fr for tag in TAGS if tag.name in question.tags]
    if filed:
        console.print(f"Rangée sous : {' · '.join(filed)}", markup=False)
    for parameter in question.parameters:
        default = f" ; sans valeur donnée : {parameter.default}" if parameter.default is not None else ""
        console.print(f"\n[bold]-p {escape(parameter.name)}=…[/]  {escape(parameter.description_fr)}")
        console.print(
            f"    {_EXPECTED[parameter.kind]}, par exemple {parameter.example}{default}", markup=False
        )
    console.print("\n[bold]Exemple :[/] " + escape(_command(question)))
    console.print("\n" + question.sparql.rstrip(), markup=False)


_EXPECTED = {
    "iri": "une adresse, un numéro ou un code",
    "string": "un texte",
    "words": "un mot ou plusieurs",
    "integer": "un nombre entier",
    "date": "un jour",
    "boolean": "oui ou non",
}


def _written(parameter: Parameter) -> str:
    """The name of a parameter, between brackets when it may be left out."""
    return parameter.name if parameter.default is None else f"[{parameter.name}]"


def _command(question: Query) -> str:
    """The command that puts the question with its own examples."""
    given = _quoted(each for each in question.parameters if each.default is None)
    return " ".join(["passerelles query", question.name, *given])


def _quoted(parameters: Iterable[Parameter]) -> list[str]:
    return [
        f'-p {each.name}="{each.example}"' if " " in each.example else f"-p {each.name}={each.example}"
        for each in parameters
    ]
