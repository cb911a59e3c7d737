"""After a build or an update: what search, overlap and paths rest on is computed, so that no question waits for it."""

from __future__ import annotations

from pathlib import Path

from rich.markup import escape

from passerelles.cli.console import errors
from passerelles.errors import PasserellesError


def prepare_analyses(store: Path) -> None:
    """Prepare the current version; a failure is told, and leaves the graph as readable as it was."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from passerelles.analysis.explorer import open_explorer

    console = errors()
    columns = (SpinnerColumn(), TextColumn("Préparation : {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("", total=None)
        try:
            with open_explorer(
                store, listener=lambda part: progress.update(task, description=escape(part))
            ) as explorer:
                explorer.prepare()
        except (OSError, PasserellesError) as error:
            console.print(
                "[bold yellow]Attention :[/] la recherche et les rapprochements n’ont pas pu être préparés "
                f"({escape(str(error))}). Le graphe est en place ; ils le seront à la première question."
            )
