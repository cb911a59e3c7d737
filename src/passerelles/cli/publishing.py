"""`publish`: load the graph into a SPARQL 1.1 store, in batches, and check that it is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from passerelles.cli.console import answers, errors, print_json
from passerelles.cli.days import OnOption, store_on
from passerelles.cli.endpoints import credentials
from passerelles.cli.french import FrenchCommand
from passerelles.cli.options import AnswerFormat, FormatOption, StoreOption, WithRestrictedOption

if TYPE_CHECKING:
    from passerelles.publish import Listener, Progress, PublicationOutcome

#: Graphs whose counts disagree that are named; the others are counted.
_NAMED = 10


class Merge(StrEnum):
    """Where the merged graph goes."""

    AUTO = "auto"
    DEFAULT = "default"
    GRAPH = "graph"
    NONE = "none"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("publish", cls=FrenchCommand)(publish_command)


def publish_command(
    store: StoreOption,
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help="Où le serveur répond aux requêtes SPARQL.")
    ],
    update: Annotated[
        str | None,
        typer.Option(
            "--update",
            metavar="URL",
            help="Où il reçoit les mises à jour (par défaut : déduit de --endpoint).",
        ),
    ] = None,
    graph_store: Annotated[
        str | None,
        typer.Option(
            "--graph-store",
            metavar="URL",
            help="Envoyer les graphes par le Graph Store Protocol, à cette adresse, plutôt que par des mises à jour.",
        ),
    ] = None,
    user: Annotated[
        str | None,
        typer.Option("--user", metavar="NOM", help="Nom d’utilisateur (ou PASSERELLES_ENDPOINT_USER)."),
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--password-file",
            metavar="FICHIER",
            help="Fichier qui contient le mot de passe (ou PASSERELLES_ENDPOINT_PASSWORD).",
        ),
    ] = None,
    merge: Annotated[
        Merge,
        typer.Option(
            "--merge",
            help="Où mettre le graphe fusionné : auto (selon le serveur), default (son graphe par défaut), "
            "graph (un graphe à part) ou none (nulle part).",
        ),
    ] = Merge.AUTO,
    batch: Annotated[
        int, typer.Option("--batch", min=1, max=1_000_000, help="Énoncés envoyés à la fois.")
    ] = 5_000,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume/--no-resume", help="N’envoyer que ce qui manque ou a changé, ou tout renvoyer."
        ),
    ] = True,
    timeout: Annotated[
        float, typer.Option("--timeout", min=1, help="Secondes d’attente d’une réponse du serveur.")
    ] = 300.0,
    on: OnOption = None,
    with_restricted: WithRestrictedOption = False,
    output: FormatOption = AnswerFormat.TEXT,
) -> None:
    """Charger le graphe dans un serveur SPARQL 1.1, graphe par graphe, et vérifier que tout y est.

    Interrompue, la commande reprend où elle en était. Exemple :
    [bold]passerelles publish --endpoint http://localhost:7878/query[/]
    """
    from passerelles.exports.outside import open_outside
    from passerelles.publish import MergeChoice, publish

    options = credentials(user, password_file)
    opened = open_outside(store_on(store, on), with_restricted=with_restricted)
    with opened as dataset, _progress() as listener:
        done = publish(
            dataset,
            endpoint,
            update=update,
            graph_store=graph_store,
            merge=MergeChoice(merge.value),
            batch=batch,
            resume=resume,
            listener=listener,
            timeout=timeout,
            retries=5,
            **options,
        )
    if output is AnswerFormat.JSON:
        print_json(_summary(done))
    else:
        _print(done)
    raise typer.Exit(1 if done.differences else 0)


@contextmanager
def _progress() -> Iterator[Listener]:
    """A listener that shows what goes on, on stderr when it is a terminal."""
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = errors()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        tasks: dict[Any, Any] = {}

        def listen(news: Progress) -> None:
            if news.step not in tasks:
                tasks[news.step] = bars.add_task("", total=news.total or None)
            bars.update(tasks[news.step], completed=news.done, description=escape(_doing(news)))

        yield listen


def _doing(news: Progress) -> str:
    from passerelles.answers.french import number

    return (
        f"{news.step.value} : {number(news.done)} sur {number(news.total)}" if news.total else news.step.value
    )


def _print(done: PublicationOutcome) -> None:
    from passerelles.answers.french import counted, number

    console = answers()
    console.print(
        f"{counted(done.sent, 'graphe envoyé', 'graphes envoyés')}, "
        f"{counted(done.kept, 'graphe déjà là', 'graphes déjà là')}, "
        f"{counted(done.removed, 'graphe retiré', 'graphes retirés')}."
    )
    if not done.differences:
        console.print(
            f"Vérifié sur {escape(done.endpoint)} : {counted(done.graphs, 'graphe')}, "
            f"{counted(done.statements, 'énoncé')} ; {_where(done)}"
        )
        return
    told = errors()
    told.print(f"[bold red]Les comptes ne concordent pas[/] sur {escape(done.endpoint)} :")
    for each in done.differences[:_NAMED]:
        name = "le graphe fusionné" if each.graph is None else each.graph
        told.print(f"  {escape(name)} : {counted(each.found, 'énoncé')} au lieu de {number(each.expected)}")
    if len(done.differences) > _NAMED:
        told.print(f"  et {counted(len(done.differences) - _NAMED, 'autre graphe', 'autres graphes')}")
    told.print(
        "Relancez la commande ; si l’écart demeure, « --no-resume » renvoie tout, et le graphe par défaut du serveur "
        "contient peut-être d’autres données que les nôtres (« --merge graph » les en sépare)."
    )


def _where(done: PublicationOutcome) -> str:
    from passerelles.answers.french import counted
    from passerelles.store import MERGED, MergePlace

    merged = counted(done.merged, "énoncé")
    if done.place is MergePlace.DEFAULT:
        return f"le graphe fusionné est le graphe par défaut ({merged})."
    if done.place is MergePlace.GRAPH:
        return f"le graphe fusionné est <{MERGED}> ({merged})."
    if done.place is MergePlace.NONE:
        return "le serveur fusionne lui-même ses graphes."
    return "le graphe fusionné n’y est pas (« --merge none ») : les questions de la bibliothèque l’attendent."


def _summary(done: PublicationOutcome) -> dict[str, Any]:
    return {
        "endpoint": done.endpoint,
        "fusion": done.place.value if done.place else None,
        "graphes_envoyes": done.sent,
        "graphes_deja_la": done.kept,
        "graphes_retires": done.removed,
        "graphes": done.graphs,
        "enonces": done.statements,
        "enonces_fusionnes": done.merged,
        "ecarts": [
            {"graphe": each.graph, "attendus": each.expected, "trouves": each.found}
            for each in done.differences
        ],
    }
