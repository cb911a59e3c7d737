"""Rows of one CSV table of a feed; what is wrong with them becomes problems."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from passerelles.errors import SourceError
from passerelles.loaders.entries import Entry
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
        columns: dict[str, int] | None = None
        width = 0
        # Labels repeat by the thousand: one string each keeps a whole register small.
        known: dict[str, str] = {}
        lines = _Lines(stream)
        for values in lines.rows(self.delimiter):
            if isinstance(values, csv.Error):
                what = f"ligne illisible ({values}) ; la suite est lue"
                self._problem("ligne-illisible", Severity.ERROR, lines.first, what)
                lines.give_back()
            elif columns is None:
                columns = {value.strip(): place for place, value in enumerate(values)}
                width = len(values)
            elif len(values) == width:
                cells = (self._clean(value, lines.first) for value in values)
                yield Row(lines.first, tuple(known.setdefault(cell, cell) for cell in cells), columns)
            elif values:
                what = f"{len(values)} colonnes au lieu de {width} ; la ligne n’est pas lue"
                found = lines.taken[0].strip()[:500]
                self._problem("nombre-de-colonnes", Severity.ERROR, lines.first, what, found, str(width))
                lines.give_back()

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


class _Lines:
    """The lines of a table and the rows they make; after a wrong row all but its first line are read again.

    A quote that is never closed would otherwise swallow the rows that follow it.
    """

    def __init__(self, stream: Iterable[str]) -> None:
        self._stream = iter(stream)
        self._again: list[str] = []
        self.taken: list[str] = []  # the lines of the present row
        self.first = 1  # the line at which it begins

    def rows(self, delimiter: str) -> Iterator[list[str] | csv.Error]:
        """Every row, or the error that stands in its place."""
        # The reader asks for one line at a time, so the lines taken are those of the row.
        while True:
            self.first += len(self.taken)
            self.taken = []
            try:
                yield next(csv.reader(self, delimiter=delimiter))
            except StopIteration:
                return
            except csv.Error as error:
                yield error

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._stream)
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Read the lines of the present row again, but for the first."""
        self._again += reversed(self.taken[1:])
        del self.taken[1:]


def header_of(entry: Entry, delimiter: str) -> tuple[str, ...]:
    """The column names in the first line of the entry; empty when the head is not text."""
    first = entry.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    try:
        row = next(csv.reader([first.decode("utf-8").rstrip("\r")], delimiter=delimiter), [])
    except (UnicodeDecodeError, csv.Error):
        return ()
    return tuple(value.strip() for value in row)
