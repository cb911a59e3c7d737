"""`search`: certifications, blocs, capacités, métiers, codes and certificateurs, found as people ask for them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
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
    from passerelles.analysis.explorer import Data
    from passerelles.analysis.finding import Filters, Found, Hit, Understanding

_ROLES = {"but": "Ce qui est visé", "acquis": "Ce qui a été fait", "savoir-faire": "Savoir-faire"}
_SHOWN = 3
_MATCHES = {
    "metier": "métier",
    "competence": "compétence",
    "savoir": "savoir",
    "définition": "activité",
    "capacite": "capacité",
    "bloc": "bloc",
}

KindOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="GENRE",
        help="Seulement ces genres : certification, metier, bloc, capacite, code, certificateur.",
    ),
]
TypeOption = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="TYPE", help="Type de certification : BTS, CAP, CQPM, TP…"),
]
LevelOption = Annotated[
    list[str] | None, typer.Option("--level", metavar="NIVEAU", help="Niveau de qualification, de 2 à 8.")
]
NsfOption = Annotated[
    list[str] | None,
    typer.Option("--nsf", metavar="CODE", help="Code NSF ou son début : 254, 23 (bâtiment)…"),
]
RomeOption = Annotated[
    list[str] | None, typer.Option("--rome", metavar="CODE", help="Code ROME ou son début : H2903, H29…")
]
MakerOption = Annotated[
    str | None,
    typer.Option("--certificateur", metavar="NOM", help="Mots du nom du certificateur, ou son SIRET."),
]
WayOption = Annotated[
    list[str] | None,
    typer.Option("--voie", metavar="VOIE", help="Voie d’accès ouverte : FI, CA, FC, CQ, CL ou VAE."),
]
ActiveOption = Annotated[
    bool, typer.Option("--active", help="Seulement les certifications actives.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("search", cls=FrenchCommand)(search_command)


def search_command(
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXTE…", help="Un titre, un métier, un numéro, un sigle, un nom, ou une phrase."
        ),
    ],
    store: StoreOption,
    kind: KindOption = None,
    type_: TypeOption = None,
    level: LevelOption = None,
    nsf: NsfOption = None,
    rome: RomeOption = None,
    certificateur: MakerOption = None,
    voie: WayOption = None,
    active: ActiveOption = False,
    top: Annotated[int, typer.Option("--top", min=1, max=200, metavar="N", help="Nombre de réponses.")] = 10,
    on: OnOption = None,
    endpoint: EndpointOption = None,
    output: FormatOption = AnswerFormat.TEXT,
) -> None:
    """Chercher une certification, un métier, un bloc, une capacité, un code ou un certificateur.

    Exemple : [bold]passerelles search "je soude au TIG et je lis des plans"[/]
    """
    from passerelles.analysis.finding import KINDS, Filters

    unknown = sorted(set(kind or ()) - set(KINDS))
    if unknown:
        raise UsageError(f"Genre inconnu : {', '.join(unknown)}. Les genres sont {', '.join(KINDS)}.")
    filters = Filters(
        actif=True if active else None,
        types=tuple(type_ or ()),
        niveaux=tuple(level or ()),
        nsf=tuple(nsf or ()),
        rome=tuple(rome or ()),
        certificateur=certificateur,
        voies=tuple(voie or ()),
    )
    with exploring(store, on, endpoint) as explorer:
        found = explorer.finding.search(" ".join(text), kinds=kind or None, top=top, filters=filters)
        data = explorer.data
    if output is AnswerFormat.JSON:
        print_json(dataclasses.asdict(found) | {"data": dataclasses.asdict(data)})
    else:
        console = answers()
        for line in found_lines(found, filters, data):
            console.print(line)
    if not found.results:
        raise typer.Exit(1)


def found_lines(found: Found, filters: Filters, data: Data) -> Iterator[str]:
    """The lines of an answer for a terminal: rich markup, readable without colours."""
    from passerelles.answers.french import day_words

    if found.corrected:
        yield f"Lu comme : [bold]{escape(found.corrected)}[/]"
    if found.understood:
        yield from _understood(found.understood)
    if not found.results:
        yield f"Rien ne répond à « {escape(found.question)} »" + (
            " avec ces filtres." if filters else ". Essayez d’autres mots, ou moins de mots."
        )
    for place, hit in enumerate(found.results, 1):
        yield from _hit(place, hit)
    day = data.day or data.built
    if day:
        yield f"[dim]Données du {day_words(day)}.[/]"


def _hit(place: int, hit: Hit) -> Iterator[str]:
    from passerelles.analysis.finding import KIND_NAMES
    from passerelles.answers.french import day_words

    number = f"{hit.identifier} – " if hit.identifier else ""
    state = {True: "", False: " [dim](n’est plus active)[/]", None: ""}[hit.actif]
    yield f"{place:2}. [bold]{escape(number + hit.title)}[/]{state}"
    owner = f" de {hit.certification or ''} {hit.of or ''}".rstrip() if hit.of else ""
    end = f" ; fin d’enregistrement : {day_words(hit.fin)}" if hit.fin and not hit.of else ""
    yield f"    {KIND_NAMES[hit.kind]}{escape(owner)} : {escape(hit.why)}{end}"


def _understood(understood: Understanding) -> Iterator[str]:
    yield "[bold]Ce qui a été compris[/]"
    for fragment in understood.fragments:
        yield f"  {_ROLES[fragment.role]} : « {escape(fragment.text)} »"
        for match in fragment.matches[:_SHOWN]:
            number = f" ({match.identifier})" if match.identifier else ""
            yield f"    → {_MATCHES[match.kind]} : {escape(match.label)}{escape(number)}"
        if not fragment.matches:
            yield "    → rien de connu"
    if understood.ignored:
        yield f"  Mots laissés de côté : {escape(', '.join(understood.ignored))}"
    yield ""
