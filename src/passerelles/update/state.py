"""The exports that the store was made of, as its manifest names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from passerelles.store import current_version, open_store
from passerelles.update.export import Fetched


@dataclass(frozen=True, slots=True)
class Known:
    """One export that the store holds: its register, its day, and the SHA-256 of its file."""

    register: str
    day: date
    sha256: str


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
        return Known(str(entry["register"]).lower(), date.fromisoformat(entry["date"]), str(entry["sha256"]))
    except (KeyError, TypeError, ValueError):
        return None


def same(known: Iterable[Known], fetched: Iterable[Fetched]) -> bool:
    """True when the store was made of these very files."""
    return {each.sha256 for each in known} == {each.sha256 for each in fetched}
