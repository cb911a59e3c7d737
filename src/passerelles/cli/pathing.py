"""`path`: how to get from what a person holds to a certification or a job."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from passerelles.cli.console import answers, print_json
from passerelles.cli.days import day_of
from passerelles.cli.endpoints import exploring
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import AnswerFormat, EndpointOption, FormatOption, StoreOption

if TYPE_CHECKING:
    from passerelles.analysis.paths import Access, Near, Path, Paths, Stage, Unreachable

DayOption = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="Le jour où la question se pose (aujourd’hui par défaut)."),
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("path", cls=FrenchCommand)(path_command)


def path_command(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="CIBLE",
            help="Une certification, un bloc, un code ROME ou une appellation de métier.",
        ),
    ],
    store: StoreOption,
    held: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="IDENTIFIANTS", help="Ce qui est détenu, séparé par des virgules."),
    ] = None,
    on: DayOption = None,
    top: Annotated[int, typer.Option("--top", min=1, max=20, help="Combien de chemins montrer.")] = 3,
    endpoint: EndpointOption = None,
    output: FormatOption = AnswerFormat.TEXT,
) -> None:
    """Trouver le chemin le plus court vers une certification ou un métier : ce qui est acquis, ce qui reste.

    Exemple : [bold]passerelles path --from RNCP37778BC01,RNCP37778BC02 --to RNCP36490[/]
    """
    with exploring(store, None, endpoint) as explorer:
        written = [each for text in held or () for each in text.split(",") if each.strip()]
        holdings = [explorer.iri_of(each) for each in written]
        found, data = explorer.paths(holdings, to, asked_day(on), top), explorer.data
    if output is AnswerFormat.JSON:
        print_json({"data": dataclasses.asdict(data)} | dataclasses.asdict(found))
        return
    console = answers()
    for line in paths_lines(found):
        console.print(line)
    console.print(data_line(found.known))


def asked_day(on: str | None) -> date:
    """The day asked about: as it is written, else today."""
    return day_of(on) if on else date.today()


def data_line(known: str | None) -> str:
    """The last line of an answer: the date of the data."""
    if known is None:
        return "\n[dim]Date des données : non précisée par les documents.[/]"
    return f"\n[dim]Données les plus récentes : {date.fromisoformat(known):%d/%m/%Y}.[/]"


def paths_lines(found: Paths) -> Iterator[str]:
    """The lines of an answer for a terminal: rich markup, readable without colours."""
    day = f"{date.fromisoformat(found.day):%d/%m/%Y}"
    held = " ; ".join(each.name for each in found.holdings) or "rien de déclaré"
    yield f"[bold]Vers[/] : {escape(found.target.understood)}"
    yield f"[bold]Détenu[/] : {escape(held)}"
    yield f"[bold]Jour[/] : {day}"
    for number, path in enumerate(found.found, start=1):
        yield ""
        yield from _path(number, path)
    if found.unreachable:
        yield ""
        yield from _unreachable(found.unreachable)
    for maybe in found.maybe:
        yield ""
        yield f"[bold]À vérifier[/] : {escape(maybe.sentence)}"
        yield from (f"  {'+' if each.favourable else '−'} {escape(each.sentence)}" for each in maybe.reasons)
    if found.note:
        yield ""
        yield escape(found.note)


def _path(number: int, path: Path) -> Iterator[str]:
    left = "rien à acquérir" if not path.left else f"{path.left} à acquérir, {_steps(path.steps)}"
    yield f"[bold]Chemin {number} – {escape(path.target.name)}[/] : {left}"
    if path.via:
        yield f"  {escape(path.via)}"
    yield f"  {escape(path.standing)}"
    yield from (f"  {line}" for line in _covered(path))
    shown: set[str] = set()
    for place, stage in enumerate(path.stages, start=1):
        yield from (f"  {line}" for line in _stage(place, stage, shown))
    for option in path.options:
        yield f"  Facultatif, non compté : {escape(option.name)}"
    yield f"  {escape(path.conclusion)}"
    for source in path.sources:
        yield f"  [dim]Source : {escape(source.file or source.iri)}[/]"


def _covered(path: Path) -> Iterator[str]:
    """What is had already; blocs given by the same steps follow each other and tell them once."""
    told: list[str] = []
    for covered in path.covered:
        yield f"✓ {escape(covered.item.name)} : {_right(covered.right)}"
        steps = [step.explanation for step in covered.derivation.steps] if covered.derivation else []
        if steps != told:
            yield from (f"    {escape(step)}" for step in steps)
        told = steps


def access_lines(accesses: tuple[Access, ...]) -> Iterator[str]:
    """The voies d’accès by what is said of them, then the juries, each once with the voies that have it."""
    if all(each.open is None for each in accesses):
        yield "Voies d’accès : non précisées."
        return
    for is_open, words in (
        (True, "ouvertes"),
        (False, "non ouvertes"),
        (None, "non précisées par le document"),
    ):
        labels = [each.label for each in accesses if each.open is is_open]
        if labels:
            yield escape(f"Voies {words} : {' ; '.join(labels)}.")
    juries = dict.fromkeys(each.jury for each in accesses if each.jury)
    for jury in juries:
        labels = [each.label for each in accesses if each.jury == jury]
        of = f" ({' ; '.join(labels)})" if len(juries) > 1 else ""
        yield escape(f"Jury{of} : {jury.rstrip(' .')}.")


def _stage(place: int, stage: Stage, shown: set[str]) -> Iterator[str]:
    """One step; the voies d’accès of a certification are told the first time that one enrols in it."""
    yield f"{place}. {escape(stage.sentence)}"
    if stage.rule:
        yield f"   {escape(stage.rule.explanation)}"
        yield from (f"   « {escape(' '.join(sentence.split()))} »" for sentence in stage.rule.sentences)
    if stage.kind == "acquérir" and stage.standing:
        yield f"   {escape(stage.standing)}"
        if stage.items[0].certification not in shown:
            yield from (f"   {line}" for line in access_lines(stage.accesses))
        shown.add(stage.items[0].certification)
    for near in stage.close:
        yield f"   Proche par calcul (sans valeur de droit) : {escape(near.item.name)} – {escape(near.sentence)}"
    for earned in stage.earned:
        yield f"   Donne aussi : {escape(earned.item.name)} ({_right(earned.right)})"
    for complete in stage.complete:
        yield f"   {escape(complete.item.name)} : {escape(complete.sentence[0].lower() + complete.sentence[1:])}"


def _unreachable(found: Unreachable) -> Iterator[str]:
    yield "[bold]Pas de chemin à cette date[/]"
    yield from (f"  {escape(reason)}" for reason in found.reasons)
    if found.successors:
        yield "  Ce qui la remplace :"
        yield from (f"    {_near(each)}" for each in found.successors)
    if found.neighbours:
        yield "  Ce qui est proche :"
        yield from (f"    {_near(each)}" for each in found.neighbours)
    yield f"  {escape(found.advice)}"


def _near(near: Near) -> str:
    left = f" ({near.left} à acquérir)" if near.left is not None else ""
    return escape(f"{near.name}{left} : {near.sentence}")


def _steps(count: int) -> str:
    return f"{count} étape{'s' if count > 1 else ''}"


def _right(right: str) -> str:
    return {
        "détenu": "détenu",
        "contenu": "contenu dans ce qui est détenu",
        "officielle": "par correspondance officielle",
        "conventionnelle": "par correspondance conventionnelle, dite par un texte",
    }.get(right, right)
