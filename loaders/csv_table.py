"""Rows of one CSV table of a feed; what is wrong with them becomes problems."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from passerelles.errors import SourceError
from passerelles.loaders.entries import Entry
from passerelles.records import Problem, Severity

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNDECODED = re.compile("[\udc80-\udcff]")
#: Bytes that are not UTF-8 → their character in Windows-1252 (its five holes keep the Latin-1 control character).
_STRAYS = {
    0xDC00 + byte: bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
    for byte in range(0x80, 0x100)
}
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_USUAL_CELL = 131_072
_SAMPLE = 2_000
_LARGEST_CELL = 64 * 2**20


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
            with self.entry.opener() as binary, large_cells():
                # What is not UTF-8 is carried along as surrogates and repaired cell by cell.
                wide = self.entry.head.startswith(_WIDE_MARKS)
                encoding, errors = ("utf-16", "replace") if wide else ("utf-8-sig", "surrogateescape")
                if wide:
                    self._problem(
                        "encodage", Severity.WARNING, 1, "la table est lue en UTF-16, faute d’UTF-8"
                    )
                yield from self._rows(io.TextIOWrapper(binary, encoding, errors=errors, newline=""))
        except (OSError, SourceError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            what = f"la table ne peut pas être lue jusqu’au bout ({reason})"
            self._problem("table-illisible", Severity.ERROR, None, what)
        for cause, lines in self._repaired.items():
            self._summary(cause, lines)

    def _rows(self, stream: io.TextIOWrapper) -> Iterator[Row]:
        columns: dict[str, int] | None = None
        width = 0
        lines = _Lines(stream)
        for values in lines.rows(self.delimiter):
            if isinstance(values, csv.Error):
                reason = values
                values = self._mended(lines, width) or []
                lines.give_back()
                if not values:
                    what = f"{_reason(reason)} ; la ligne n’est pas lue, la suite l’est"
                    self._problem("ligne-illisible", Severity.ERROR, lines.first, what, lines.sample())
                    continue
            if columns is None:
                columns = columns_of(self._cleaned(values, lines.first))
                width = len(values)
            elif len(values) == width:
                yield Row(lines.first, self._cleaned(values, lines.first), columns)
            elif values:
                what = f"{len(values)} colonnes au lieu de {width} ; la ligne n’est pas lue"
                self._problem(
                    "nombre-de-colonnes", Severity.ERROR, lines.first, what, lines.sample(), str(width)
                )
                lines.give_back()

    def _mended(self, lines: _Lines, width: int) -> list[str] | None:
        """The cells of a line with quotes inside a quoted cell ("le "grand" jour"), when they are plain to see.

        `width` is 0 for a header, which may have any number of columns.
        """
        cells = lines.taken[0].strip().split(self.delimiter)
        if width not in (0, len(cells)):
            return None
        mended = [_unquoted(cell) for cell in cells]
        if None in mended:
            return None
        self._repaired.setdefault("guillemets", []).append(lines.first)
        return [cell for cell in mended if cell is not None]

    def _cleaned(self, values: list[str], line: int) -> tuple[str, ...]:
        cells = tuple([value.strip() for value in values])
        joined = "".join(cells)
        # Most rows need no more than this one look.
        if joined.isprintable() and len(joined) <= _USUAL_CELL:
            return cells
        return tuple([self._clean(cell, line) for cell in cells])

    def _clean(self, cell: str, line: int) -> str:
        if len(cell) > _USUAL_CELL:
            self._repaired.setdefault("cellule-enorme", []).append(line)
        if _UNDECODED.search(cell):
            self._repaired.setdefault("encodage", []).append(line)
            cell = cell.translate(_STRAYS)
        if _CONTROL.search(cell):
            self._repaired.setdefault("caractere-de-controle", []).append(line)
            cell = _CONTROL.sub("", cell)
        return cell.strip()

    def _summary(self, cause: str, lines: list[int]) -> None:
        what = {
            "encodage": "cellule(s) lue(s) en Windows-1252, faute d’être en UTF-8",
            "caractere-de-controle": "cellule(s) contenai(en)t des caractères de contrôle, retirés",
            "guillemets": "ligne(s) dont les guillemets ne sont pas doublés, lue(s) tout de même",
            "cellule-enorme": f"cellule(s) de plus de {_USUAL_CELL} caractères, lue(s) tout de même",
        }[cause]
        self._problem(cause, Severity.WARNING, lines[0], f"{len(lines)} {what}")

    def _problem(
        self, cause: str, severity: Severity, line: int | None, what: str, found: str | None = None,
        expected: str | None = None,
    ) -> None:  # fmt: skip
        place = f"table {self.name}" + (f", ligne {line}" if line else "")
        self.problems.append(
            Problem(cause, severity, self.entry.name, f"{self.entry.name}, {place} : {what}.", place,
                    found=found, expected=expected)
        )  # fmt: skip


def _unquoted(cell: str) -> str | None:
    """The cell without its outer quotes; None when it has only one of them."""
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"'):
        return cell[1:-1].replace('""', '"')
    return None if cell.startswith('"') or cell.endswith('"') else cell


def _reason(error: csv.Error) -> str:
    if "limit" in str(error):
        return f"une cellule dépasse {_LARGEST_CELL // 2**20} millions de caractères"
    if "end of data" in str(error):
        return "un guillemet n’est jamais fermé"
    return "un guillemet n’est pas fermé, ou se trouve au milieu d’une cellule"


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
        # Strict: a quote out of place is told instead of being read as something else.
        reader = csv.reader(self, delimiter=delimiter, strict=True)
        while True:
            self.first += len(self.taken)
            self.taken.clear()
            try:
                yield next(reader)
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

    def sample(self) -> str:
        """The beginning of the first line of the present row."""
        return self.taken[0].strip()[:_SAMPLE]

    def give_back(self) -> None:
        """Read the lines of the present row again, but for the first."""
        self._again += reversed(self.taken[1:])
        del self.taken[1:]


@contextmanager
def large_cells() -> Iterator[None]:
    """Let CSV cells be as large as a free text may be; the limit of the module `csv` is put back afterwards."""
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def columns_of(header: Iterable[str]) -> dict[str, int]:
    """The place of each column; a name that comes twice, or none, gets its rank so that no cell is lost."""
    columns: dict[str, int] = {}
    for place, value in enumerate(header):
        name = value.strip() or f"colonne {place + 1}"
        columns[name if name not in columns else f"{name} ({place + 1})"] = place
    return columns


def header_of(entry: Entry, delimiter: str) -> tuple[str, ...]:
    """The column names in the first line of the entry; empty when it is not a row."""
    head = entry.head
    try:
        if head.startswith(_WIDE_MARKS):
            first = head[: len(head) & ~1].decode("utf-16", "ignore").split("\n", 1)[0]
        else:
            # A column whose name is in another encoding does not hide the others.
            first = head.removeprefix(codecs.BOM_UTF8).split(b"\n", 1)[0].decode("utf-8", "replace")
        row = next(csv.reader([first.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return ()
    return tuple(value.strip() for value in row)
