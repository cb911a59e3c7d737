"""The rows of a whole export put in the order of fiches, on disk, so that memory does not grow with the export."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from passerelles.records import Ref, Register

_REGISTERS = (Register.RNCP, Register.RS)
_SPAN = 10**9  # room for the numbers of one register
_CACHE_KIB = 16 * 1024

#: Fiche, place of the table, packed row, line.
Placed = tuple[int, int, str, int]


@dataclass(frozen=True, slots=True)
class Shelved:
    """One fiche: its packed rows by table, sorted and once each, with the line of each; `repeated` are the rest."""

    ref: Ref
    rows: Mapping[str, Sequence[str]]
    lines: tuple[int, ...]
    repeated: tuple[tuple[str, int], ...] = ()  # table and line


@dataclass
class Shelf:
    """Rows go in in any order, and come out fiche by fiche; `tables` are the names in their order."""

    tables: Sequence[str]
    _database: sqlite3.Connection = field(repr=False)

    def put(self, rows: Iterator[Placed]) -> None:
        """Add the rows. Raises `OSError` when the disk is full."""
        with _disk():
            self._database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", rows)

    def fiches(self) -> Iterator[Shelved]:
        """Yield every fiche, RNCP before RS, by number. Raises `OSError` when the disk is full."""
        with _disk():
            ordered = self._database.execute("SELECT * FROM rows ORDER BY fiche, place, cells, line")
        for fiche, group in groupby(_fetched(ordered), itemgetter(0)):
            yield self._shelved(fiche, list(group))

    def _shelved(self, fiche: int, placed: Sequence[Placed]) -> Shelved:
        rows: dict[str, list[str]] = {}
        lines: list[int] = []
        repeated: list[tuple[str, int]] = []
        before: tuple[int, str] | None = None
        for _, place, cells, line in placed:
            table = self.tables[place]
            if (place, cells) == before:
                repeated.append((table, line))
                continue
            before = (place, cells)
            rows.setdefault(table, []).append(cells)
            lines.append(line)
        register, number = divmod(fiche, _SPAN)
        return Shelved(Ref(_REGISTERS[register], str(number)), rows, tuple(lines), tuple(repeated))


def key(ref: Ref) -> int:
    """The place of a fiche in the order: RNCP before RS, then by number."""
    return _REGISTERS.index(ref.register) * _SPAN + int(ref.number or 0)


@contextmanager
def shelf(tables: Sequence[str]) -> Iterator[Shelf]:
    """An empty shelf in a temporary file that goes with it."""
    # An empty name is a private database on disk, kept in memory while it is small.
    with closing(sqlite3.connect("", isolation_level=None, check_same_thread=False)) as database:
        for setting in (f"cache_size = -{_CACHE_KIB}", "journal_mode = OFF", "synchronous = OFF"):
            database.execute(f"PRAGMA {setting}")
        database.execute("CREATE TABLE rows (fiche INTEGER, place INTEGER, cells TEXT, line INTEGER)")
        database.execute("BEGIN")
        yield Shelf(tables, database)


def _fetched(cursor: sqlite3.Cursor) -> Iterator[Placed]:
    while True:
        with _disk():
            some = cursor.fetchmany(1000)
        if not some:
            return
        yield from some


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(f"le fichier temporaire ne peut pas être écrit ou relu : {error}") from error
