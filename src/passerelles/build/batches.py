"""Batches: what the user gives, sorted by content into what each loader of the recipe will read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from passerelles.errors import SourceError
from passerelles.loaders.entries import Entry, entries_of
from passerelles.loaders.loader import Loader
from passerelles.loaders.opening import open_document
from passerelles.records import Problem, Severity

_DOCUMENT_SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf")


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that one loader reads together; `position` is its place in the recipe (the most trusted first)."""

    loader: Loader
    position: int
    entries: tuple[Entry, ...]


def batches(paths: Sequence[Path], recipe: Sequence[Loader]) -> Iterator[Batch | Problem]:
    """Yield what is to be read, most trusted loaders first, and a problem for each file that cannot be.

    A path that does not exist raises `SourceError`; a file of no known kind is an error when the user named it,
    and only listed when it was found in a folder or an archive.
    """
    groups: dict[tuple[int, str], list[Entry]] = {}
    for path in paths:
        recognised = 0
        for found in entries_of(path):
            if isinstance(found, Problem):
                yield found
                recognised += 1
                continue
            position = _position(found, recipe)
            if position is None:
                problem = _unknown(found)
                recognised += problem.severity is Severity.ERROR
                yield problem
                continue
            recognised += 1
            key = _together(found, recipe[position])
            groups.setdefault((position, key), []).append(found)
        if not recognised:
            yield Problem(
                "rien-a-lire",
                Severity.ERROR,
                str(path),
                f"{path} : aucun fichier d’un type connu. Types lus : fiches RNCP (texte, HTML, PDF), référentiels "
                "CQPM, exports de France compétences, listes de codes.",
            )
    for (position, _), entries in sorted(groups.items(), key=lambda item: item[0]):
        yield Batch(recipe[position], position, tuple(entries))


def _together(entry: Entry, loader: Loader) -> str:
    """What the entry shares with those that its loader reads with it: nothing, a folder, or all of the run."""
    if getattr(loader, "gathered", False):
        return ""
    return entry.group if loader.grouped else entry.name


def _position(entry: Entry, recipe: Sequence[Loader]) -> int | None:
    try:
        return next((place for place, loader in enumerate(recipe) if loader.recognises(entry)), None)
    except (OSError, SourceError):
        return None  # `_unknown` opens it again to say why


def _unknown(entry: Entry) -> Problem:
    """Why no loader took the entry: unreadable (with the reason) or of no known kind."""
    named = entry.given or entry.name.lower().endswith(_DOCUMENT_SUFFIXES)
    if named:
        try:
            open_document(entry)
        except (SourceError, OSError) as error:
            return Problem("source-illisible", Severity.ERROR, entry.name, str(error))
    if entry.given:
        return Problem(
            "type-inconnu",
            Severity.ERROR,
            entry.name,
            f"{entry.name} : ce fichier n’est ni une fiche, ni un référentiel, ni un export, ni une liste de codes.",
        )
    return Problem(
        "fichier-ignore", Severity.INFO, entry.name, f"{entry.name} : type inconnu, fichier laissé de côté."
    )
