"""What each certification is besides its words and codes: level, kind, state, end of registration, marks of title."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.overlap.title import read_title

if TYPE_CHECKING:
    import numpy as np

#: Every trait is one array with one value per certification.
NAMES = (
    "level",
    "kind",
    "active",
    "end",
    "register",
    "described",
    "blocs",
    "title",
    "specific",
    "marks",
    "lot",
)
_DAY_ZERO = date(2000, 1, 1)
_YEAR = 365.25


def write_traits(catalogue: Catalogue, folder: Path) -> None:
    """Write the traits of all certifications of the catalogue, in the order of their numbers."""
    import numpy as np

    levels = dict(
        _pairs(catalogue, "SELECT certification, MIN(notation) FROM code WHERE scheme = 'niveau' GROUP BY 1")
    )
    kinds = dict(
        _pairs(catalogue, "SELECT certification, MIN(notation) FROM code WHERE scheme = 'type' GROUP BY 1")
    )
    blocs = dict(_pairs(catalogue, "SELECT certification, COUNT(*) FROM bloc GROUP BY 1"))
    seen = _Numbering()
    rows = [
        (
            int(level) if (level := str(levels.get(each.id, ""))).isdigit() else 0,
            seen.of("kind", str(kinds.get(each.id, ""))),
            -1 if each.actif is None else int(each.actif),
            _years(each.fin),
            seen.of("register", each.register),
            each.described,
            min(int(str(blocs.get(each.id, 0))), 100),
            *_title_marks(each.title or "", seen),
            _lot(each.iri),
        )
        for each in catalogue.certifications()
    ]
    columns = list(zip(*rows, strict=True)) or [()] * len(NAMES)
    arrays = {
        name: np.array(column, dtype=np.float32 if name == "end" else np.int32)
        for name, column in zip(NAMES, columns, strict=True)
    }
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values)
    (folder / "kinds.json").write_text(json.dumps(seen.names("kind"), ensure_ascii=False), encoding="utf-8")


class _Numbering:
    """Numbers given to texts as they come; the empty text is 0."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, int]] = {}

    def of(self, what: str, text: str) -> int:
        known = self._known.setdefault(what, {"": 0})
        return known.setdefault(text, len(known))

    def names(self, what: str) -> list[str]:
        return list(self._known.get(what, {}))


def _title_marks(title: str, seen: _Numbering) -> tuple[int, int, int]:
    read = read_title(title)
    return (
        seen.of("title", " ".join(sorted(read.words))),
        seen.of("specific", " ".join(sorted(read.specific))),
        seen.of("marks", " ".join(sorted(read.marks))),
    )


def _lot(iri: str) -> int:
    """What orders equal scores: nothing that a number of the register, or its age, has a part in."""
    return int.from_bytes(sha256(iri.encode()).digest()[:3])


def _pairs(catalogue: Catalogue, sql: str) -> list[tuple[int, object]]:
    return [(int(str(number)), value) for number, value in catalogue.rows(sql)]


def _years(day: str | None) -> float:
    """Years since 2000, or not a number when the day is not stated."""
    return (date.fromisoformat(day[:10]) - _DAY_ZERO).days / _YEAR if day else float("nan")


class Traits:
    """The traits of all certifications, one array each."""

    level: np.ndarray
    kind: np.ndarray
    active: np.ndarray
    end: np.ndarray
    register: np.ndarray
    described: np.ndarray
    blocs: np.ndarray
    title: np.ndarray
    specific: np.ndarray
    marks: np.ndarray
    lot: np.ndarray

    def __init__(self, folder: Path) -> None:
        import numpy as np

        for name in NAMES:
            setattr(self, name, np.load(folder / f"{name}.npy"))
