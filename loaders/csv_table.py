"""Rows of one CSV table of a feed; what is wrong with them becomes problems."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from passerelles.loaders.entries import Entry

from passerelles.errors import SourceError
from passerelles.records import Problem, Severity

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNDECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file (from 1) and its cells, without white space at their ends.

    `columns` gives the place of each column; it is shared by all rows of a table.
    """

    line: int
    cells: tuple[str, ...]
    columns: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        """The cell of the column, "" when the table has no such column."""
        place = self.columns.get(column)
        return "" if place is None else self.cells[place]


@dataclass
class Table:
    """One table of a feed; iterating gives its rows, and afterwards `problems` holds what was wrong."""

    name: str
    entry: Entry
    delimiter: str
    problems: list[Problem] = field(default_factory=list)
    _repaired: dict[str, list[int]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Row]:
        try:
            with self.entry.opener() as binary:
                # What is not UTF-8 is carried along as surrogates and repaired cell by cell.
                stream = io.TextIOWrapper(binary, "utf-8-sig", errors="surrogateescape", newline="")
                yield from self._rows(stream)
        except (OSError, SourceError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self._problem(
                "table-illisible", Severity.ERROR, None, f"la table ne peut pas être lue ({reason})"
            )
        for cause, lines in self._repaired.items():
            self._summary(cause, lines)

    def _rows(self, stream: io.TextIOWrapper) -> Iterator[Row]:
        line = width = 0
        columns: dict[str, int] | None = None
        # Labels repeat by the thousand: one string each keeps a whole register small.
        known: dict[str, str] = {}
        reader = csv.reader(stream, delimiter=self.delimiter)
        while True:
            try:
                values = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                line += max(reader.line_num, 1)
                self._problem(
                    "ligne-illisible", Severity.ERROR, line, f"ligne illisible ({error}) ; la suite est lue"
                )
                reader = csv.reader(stream, delimiter=self.delimiter)
                continue
            number = line + reader.line_num
            if columns is None:
                columns = {value.strip(): place for place, value in enumerate(values)}
                width = len(values)
            elif len(values) == width:
                cells = (self._clean(value, number) for value in values)
                yield Row(number, tuple(known.setdefault(cell, cell) for cell in cells), columns)
            elif values:
                self._problem(
                    "nombre-de-colonnes", Severity.ERROR, number,
                    f"{len(values)} colonnes au lieu de {width} ; la ligne n’est pas lue",
                    found=self.delimiter.join(values)[:500], expected=str(width),
                )  # fmt: skip

    def _clean(self, value: str, line: int) -> str:
        if _UNDECODED.search(value):
            self._repaired.setdefault("encodage", []).append(line)
            value = value.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
        if _CONTROL.search(value.strip()):
            self._repaired.setdefault("caractere-de-controle", []).append(line)
            value = _CONTROL.sub("", value)
        return value.strip()

    def _summary(self, cause: str, lines: list[int]) -> None:
        what = {
            "encodage": "lue(s) en Windows-1252, faute d’être en UTF-8",
            "caractere-de-controle": "contenai(en)t des caractères de contrôle, retirés",
        }[cause]
        self._problem(cause, Severity.WARNING, lines[0], f"{len(lines)} cellule(s) {what}")

    def _problem(
        self, cause: str, severity: Severity, line: int | None, what: str, found: str | None = None,
        expected: str | None = None,
    ) -> None:  # fmt: skip
        place = f"table {self.name}" + (f", ligne {line}" if line else "")
        self.problems.append(
            Problem(cause, severity, self.entry.name, f"{self.entry.name}, {place} : {what}.", place,
                    found=found, expected=expected)
        )  # fmt: skip


def header_of(entry: Entry, delimiter: str) -> tuple[str, ...]:
    """The column names in the first line of the entry; empty when the head is not text."""
    first = entry.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    try:
        row = next(csv.reader([first.decode("utf-8").rstrip("\r")], delimiter=delimiter), [])
    except (UnicodeDecodeError, csv.Error):
        return ()
    return tuple(value.strip() for value in row)
