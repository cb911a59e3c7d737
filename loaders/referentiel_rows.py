"""Rows of the evaluation table when its layout survived: tab-separated cells of one or several lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from passerelles.loaders.referentiel_notes import Line

CELLS = 4
_TAB = re.compile("\t")
_NUMBERED = re.compile(r"^\s*(?:C\s?)?\d{1,2}\s?[.):–-]?\s*[A-ZÀ-Ý]")


@dataclass
class Row:
    """One row: the lines of each of its four cells (title, conditions, criteria, results)."""

    cells: list[list[Line]] = field(default_factory=lambda: [[] for _ in range(CELLS)])


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """The rows of tab-separated lines; a line without tab continues the cell it follows."""
    rows: list[Row] = []
    column = 0
    for line in lines:
        cells = line.view.split(_TAB)
        continues = rows and column + len(cells) <= CELLS and not _begins_row(line, column, len(cells))
        if not continues:
            rows.append(Row())
            column = 0
        for place, view in enumerate(cells):
            column = min(column + (place > 0), CELLS - 1)
            if view:
                rows[-1].cells[column].append(Line(view.strip(), line.gap))
    return rows


def _begins_row(line: Line, column: int, cells: int) -> bool:
    """True for a line that a number begins, or empty cells, where it does not merely go on with the row."""
    if line.text.startswith("\t"):
        return column == CELLS - 1 or line.text.startswith("\t\t")
    return _NUMBERED.match(line.text) is not None and column >= (1 if cells > 1 else CELLS - 1)
