"""What a fiche of the CSV export says that could not be read: kept as text, and told with its table and line."""

from __future__ import annotations

from dataclasses import dataclass, field

from passerelles.loaders import csv_layout as layout
from passerelles.loaders.csv_table import Row
from passerelles.records import Problem, Ref, Severity, Stated, Text


@dataclass
class Notes:
    """Takes what could not be placed, as `unplaced` texts and `problems`, while a fiche is read."""

    ref: Ref
    source: str
    unplaced: list[Text] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def keep(self, table: str, row: Row, columns: list[str]) -> None:
        """Keep the cells of these columns as text."""
        said = " ; ".join(f"{column} : {row[column]}" for column in columns if row[column])
        if said:
            self.unplaced.append(Stated(f"{_about(table, row, columns)}, {said}"))

    def leave(self, table: str, row: Row, column: str, cause: str, expected: str) -> None:
        """Keep a cell that cannot be read as text, and say so."""
        self.keep(table, row, [column])
        what = f"« {row[column]} » (colonne {column}) ne peut pas être lu ; attendu : {expected}"
        self.problem(cause, Severity.WARNING, table, row, row[column], what, column, expected)

    def problem(
        self, cause: str, severity: Severity, table: str, row: Row, found: str | None, what: str,
        column: str | None = None, expected: str | None = None,
    ) -> None:  # fmt: skip
        """Tell what is wrong with a row, with its place in the export when it is known."""
        place = f"table {table}" + (f", ligne {row.line}" if row.line else "")
        self.problems.append(
            Problem(cause, severity, self.source, f"{self.source}, {place} : {what}.", place,
                    field=column, found=found, expected=expected, about=self.ref)
        )  # fmt: skip


def _about(table: str, row: Row, columns: list[str]) -> str:
    """The table and, where a fiche has many rows, what the row is about: "Nsf (200r)"."""
    others = (row[column] for column in layout.TABLES.get(table, ()) if column not in columns)
    first = "" if table == layout.STANDARD else next((cell for cell in others if cell), "")
    return f"{table} ({first})" if first else table
