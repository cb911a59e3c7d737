"""The exports that a graph was made of: which files, of which day, with how many fiches of which register."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from passerelles.loaders.entries import Entry

_DAY = re.compile(r"(?<!\d)(\d{4})[-_](\d\d)[-_](\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Export:
    """One file of an export as the manifest of a version names it.

    `register` is "rncp" or "rs", `flux` what comes again every day (loader and register), `sha256` and `size` are
    those of the file, `date` is the day in its name, absent when the name has none.
    """

    register: str
    flux: str
    name: str
    date: str | None
    sha256: str
    size: int
    fiches: int

    def as_dict(self) -> dict[str, Any]:
        """The export as JSON data."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def day_of(entries: Iterable[Entry]) -> date | None:
    """The newest day that the names of the files say, or None."""
    days = (_day(PurePath(file_of(entry.name)).name) for entry in entries)
    return max((day for day in days if day), default=None)


def export_of(flux: str, file: str, fiches: int) -> Export:
    """The export at the path `file`, with the number of its fiches."""
    path = Path(file)
    day = _day(path.name)
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    register = flux.rpartition("/")[2].lower()
    written = day.isoformat() if day else None
    return Export(register, flux, path.name, written, digest.hexdigest(), path.stat().st_size, fiches)


def file_of(name: str) -> str:
    """The file on disk of a source or entry named « dossier/a.zip › b.xml › RNCP1 »."""
    return name.split(" › ", 1)[0]


def _day(name: str) -> date | None:
    match = _DAY.search(name)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
