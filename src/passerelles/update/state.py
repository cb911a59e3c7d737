"""The exports that the store was made of, as its manifest names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from passerelles.store import current_version, open_store
from passerelles.update.export import Export, Fetched


@dataclass(frozen=True, slots=True)
class Known:
    """One export that the store holds: its register, the SHA-256 of its file, and its day if its name said it."""

    register: str
    sha256: str
    day: date | None


def known_exports(location: Path) -> tuple[Known, ...]:
    """The exports of the current version, none when there is no store or it was made of other documents.

    Raises `StoreError` when the store is damaged.
    """
    if current_version(location) is None:
        return ()
    with open_store(location) as dataset:
        noted = dataset.version.manifest.get("exports", ())
    return tuple(known for entry in noted if (known := _known(entry)) is not None)


def _known(entry: Any) -> Known | None:
    if not isinstance(entry, Mapping):
        return None
    try:
        day = date.fromisoformat(entry["date"]) if "date" in entry else None
        return Known(str(entry["register"]).lower(), str(entry["sha256"]), day)
    except (KeyError, TypeError, ValueError):
        return None


def older(export: Export, known: Iterable[Known]) -> bool:
    """True when the store holds a newer export of the same register."""
    days = [each.day for each in known if each.register == export.name.register and each.day is not None]
    return bool(days) and export.name.day < max(days)


def stated(export: Export, known: Iterable[Known]) -> bool:
    """True when the catalogue itself says that the store was made of this very file."""
    checksum = export.checksum
    return checksum is not None and checksum.value in {each.sha256 for each in known}


def same(fetched: Iterable[Fetched], known: Iterable[Known]) -> bool:
    """True when the store was made of these very files."""
    return {each.sha256 for each in fetched} <= {each.sha256 for each in known}
