"""The graph exported whole, as a dataset in a folder, or in the words of other models of certifications."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from rich.markup import escape

from passerelles.cli.console import errors
from passerelles.errors import UsageError

if TYPE_CHECKING:
    from passerelles.exports import Options, Selection
    from passerelles.store import Dataset

#: The format that is a folder of files; named here so that the help does not load exports.
DATASET = "dataset"


def export_graph(
    dataset: Dataset, fmt: str, options: Options, write: Callable[[Callable[[BinaryIO], object]], None]
) -> None:
    """Export in one file; tells on stderr what stayed behind, and why."""
    from passerelles.exports import export

    selections: list[Selection | None] = []
    write(lambda stream: selections.append(export(dataset, fmt, stream, options)))
    for selection in selections:
        if selection is not None:
            _tell(selection)
        elif not options.with_restricted:
            _tell_restricted(dataset)


def export_dataset(store: Path, options: Options, output: Path | None) -> None:
    """Export all files of a version in a new folder."""
    from passerelles.exports import write_dataset
    from passerelles.store import open_store

    if output is None:
        raise UsageError("Le format « dataset » écrit un dossier : donnez son nom avec « --output ».")
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise UsageError(f"{output} existe déjà : donnez le nom d’un dossier neuf ou vide.")
    try:
        # Beside its place and renamed at the end: what is cut short is never taken for a dataset.
        waiting = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    except OSError as error:
        raise UsageError(f"{output} ne peut pas être écrit ({error.strerror}).") from error
    try:
        with open_store(store) as dataset:
            dumps = write_dataset(dataset, waiting, options)
            if not options.with_restricted:
                _tell_restricted(dataset)
        waiting.chmod(0o755)
        waiting.rename(output)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    errors().print(f"Version {dumps.version} : {len(dumps.files)} fichiers dans {escape(str(output))}.")


def _tell(selection: Selection) -> None:
    from passerelles.exports import by_reason

    total = selection.taken + len(selection.left_out)
    console = errors()
    console.print(
        f"Exportées : {selection.taken} certifications sur {total} décrites, "
        f"{selection.taken_active} sur {selection.active} actives."
    )
    for reason, identifiers in by_reason(selection.left_out).items():
        console.print(
            f"Laissées de côté, {escape(reason)} ({len(identifiers)}) : {escape(', '.join(identifiers))}"
        )


def _tell_restricted(dataset: Dataset) -> None:
    from passerelles.exports import left_behind

    for source in left_behind(dataset):
        one = source.documents == 1
        documents = (
            "Laissé de côté : 1 document" if one else f"Laissés de côté : {source.documents} documents"
        )
        errors().print(
            f"{documents} de {escape(source.publisher or 'éditeur inconnu')} "
            f"({escape(source.licence or 'sans licence')}) ; « --with-restricted » les exporte, "
            "si vous en avez le droit."
        )
