"""`gains`: what certifications and blocs give, by which right, and what they do not."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from passerelles.cli.console import answers, print_json
from passerelles.cli.endpoints import exploring
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import AnswerFormat, EndpointOption, FormatOption, StoreOption
from passerelles.cli.pathing import DayOption, asked_day, data_line

if TYPE_CHECKING:
    from passerelles.analysis.identity import Finding
    from passerelles.analysis.rules import Complete, Derivation, Gained, Gains, SourceName, Step

_RIGHTS = {
    "officielle": "officielle (déclarée au répertoire)",
    "conventionnelle": "conventionnelle (dite par un texte)",
    "contenu": "contenue dans ce qui est détenu",
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("gains", cls=FrenchCommand)(gains_command)


def gains_command(
    identifiers: Annotated[
        list[str],
        typer.Argument(metavar="IDENTIFIANT…", help="Ce qui est détenu : certifications et blocs."),
    ],
    store: StoreOption,
    on: DayOption = None,
    endpoint: EndpointOption = None,
    output: FormatOption = AnswerFormat.TEXT,
) -> None:
    """Ce que donnent les certifications et les blocs détenus, avec la phrase qui le dit et sa source.

    Exemple : [bold]passerelles gains RNCP23022[/]
    """
    with exploring(store, None, endpoint) as explorer:
        held = [explorer.iri_of(written) for written in identifiers]
        found, data = explorer.gains(held, asked_day(on)), explorer.data
    if output is AnswerFormat.JSON:
        print_json({"data": dataclasses.asdict(data)} | dataclasses.asdict(found))
        return
    console = answers()
    for line in gains_lines(found):
        console.print(line)
    console.print(data_line(found.known))


def gains_lines(found: Gains[Finding]) -> Iterator[str]:
    """The lines of an answer for a terminal: rich markup, readable without colours."""
    yield f"[bold]Détenu[/] : {escape(' ; '.join(each.name for each in found.holdings))}"
    contained = [each for each in found.gained if each.right == "contenu"]
    others = [each for each in found.gained if each.right != "contenu"]
    yield from _section("Ce que cela donne", (line for each in others for line in _gained(each)))
    if not others:
        yield ""
        yield "Aucune correspondance ne donne autre chose à partir de ce qui est détenu."
    yield from _section(
        "Blocs contenus dans ce qui est détenu", (escape(each.item.name) for each in contained)
    )
    yield from _section(
        "Tous les blocs acquis", (line for each in found.complete for line in complete_lines(each))
    )
    yield from _section(
        "Il ne manque qu’une partie",
        (
            line
            for each in found.incomplete
            for line in (escape(each.step.explanation), f"  {escape(each.reason)}")
        ),
    )
    yield from _section(
        "Ne donne rien à cette date",
        (
            line
            for each in found.withheld
            for line in (escape(each.step.explanation), f"  {escape(each.reason)}")
        ),
    )
    yield from _section(
        "Remplacée par (ne donne aucun droit)",
        (
            escape(" → ".join([each.item.short, *(one.name for one in each.chain)]))
            for each in found.successions
        ),
    )


def _gained(found: Gained[Finding]) -> Iterator[str]:
    item = found.item
    of = f" (bloc de {item.certification_title})" if item.bloc and item.certification_title else ""
    yield f"[bold]{escape(item.name)}[/]{escape(of)}"
    yield f"  {_RIGHTS.get(found.right, found.right)} ; {'directement' if found.direct else 'en chaîne'}"
    yield from (f"  {line}" for line in derivation_lines(found.derivation))
    for also in found.also:
        yield f"  Aussi par une voie {_RIGHTS.get(also.right, also.right)} :"
        yield from (f"    {line}" for line in derivation_lines(also))
    if found.standing:
        yield f"  {escape(found.standing)}"
    if found.identity:
        yield from (f"  {line}" for line in _identity(found.identity))


def derivation_lines(found: Derivation) -> Iterator[str]:
    """Each step of a derivation with its sentence and its sources."""
    for step in found.steps:
        yield from step_lines(step)
    if found.ended:
        names = " ; ".join(each.short for each in found.ended)
        yield escape(f"Passe par ce qui n’est plus délivré à cette date ({names}) : à faire confirmer.")


def step_lines(step: Step) -> Iterator[str]:
    """One rule: what it says, the sentence of the document, its sources."""
    yield escape(step.explanation)
    for sentence in step.sentences:
        yield f"  « {escape(' '.join(sentence.split()))} »"
    if step.status in {"en vigueur", "échue", "à venir"}:
        yield f"  Correspondance {step.status} à cette date."
    for source in step.sources:
        yield f"  [dim]Source : {source_words(source)}[/]"


def source_words(source: SourceName) -> str:
    """A document by its file and its date, escaped."""
    day = f", {source.day}" if source.day else ""
    return escape(f"{source.file or source.iri}{day}")


def complete_lines(found: Complete) -> Iterator[str]:
    """A certification whose blocs are all had."""
    yield escape(found.item.name)
    yield f"  {escape(found.sentence)} {escape(found.standing)}"


def _identity(found: Finding) -> Iterator[str]:
    yield escape(f"Au répertoire : {found.sentence[0].lower()}{found.sentence[1:]}")
    for candidate in found.candidates:
        yield f"  {escape(candidate.identifier or candidate.iri)} – {escape(candidate.title or '')}"
        for reason in candidate.reasons:
            yield f"    {'+' if reason.favourable else '−'} {escape(reason.sentence)}"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield ""
        yield f"[bold]{title}[/]"
        yield from (f"  {line}" for line in body)
