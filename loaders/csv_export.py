"""One CSV export: its tables joined by the number of the fiche, and cut into one piece a fiche."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from passerelles.loaders import csv_excerpt as excerpt
from passerelles.loaders import csv_layout as layout
from passerelles.loaders import csv_values as values
from passerelles.loaders.csv_shelf import Placed, Shelf, Shelved, key, shelf
from passerelles.loaders.csv_table import Row, Table, header_of
from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Piece
from passerelles.records import Problem, Severity

DELIMITER = ";"
_LISTED = 20  # lines that one problem names


class Export:
    """The tables of one export, wherever they lie; `pieces()` gives its fiches and what is wrong with it."""

    def __init__(self, group: str, entries: Sequence[Entry]) -> None:
        self._group = group
        # The zip or the folder as the user knows it, whatever folder of the zip the tables lie in.
        self._name = entries[0].name.rpartition(" › ")[0] or group
        found: dict[str, list[Table]] = {}
        for entry in entries:
            name = layout.table_name(header_of(entry, DELIMITER), entry.name)
            if name:
                found.setdefault(name, []).append(Table(name, entry, DELIMITER))
        others = sorted(set(found) - set(layout.TABLES))
        self._tables = {name: found.get(name, []) for name in (*layout.TABLES, *others)}
        self._filled: dict[str, Counter[str]] = {}  # unknown columns of a table, with their filled cells
        self._rows: Counter[str] = Counter()
        self._problems: list[Problem] = []

    def pieces(self) -> Iterator[Piece | Problem]:
        """Yield what is wrong with the tables, then every fiche, then what was found twice."""
        yield from self._missing()
        with shelf(tuple(self._tables)) as rows:
            self._fill(rows)
            for tables in self._tables.values():
                for table in tables:
                    yield from table.problems
            yield from self._problems
            yield from self._unknown()
            repeated: dict[str, list[str]] = {}
            for fiche in rows.fiches():
                yield from self._fiche(fiche)
                for table_name, line in fiche.repeated:
                    repeated.setdefault(table_name, []).append(f"{_number(fiche)} (ligne {line})")
        yield from self._repeated(repeated)

    def _fill(self, rows: Shelf) -> None:
        for place, (name, tables) in enumerate(self._tables.items()):
            for table in tables:
                rows.put(self._placed(place, name, table))

    def _placed(self, place: int, name: str, table: Table) -> Iterator[Placed]:
        rows = iter(table)
        first = next(rows, None)
        if first is None:
            return
        pack = excerpt.packing(name, first.columns)
        others = layout.unknown(name, first.columns)
        filled = self._filled.setdefault(name, Counter())
        filled.update(dict.fromkeys(others, 0))
        for row in chain((first,), rows):
            self._rows[name] += 1
            for column in others:
                filled[column] += bool(row[column])
            ref = values.reference(row[layout.NUMBER])
            if ref is None:
                self._problems.append(_without_number(name, table, row))
            else:
                yield key(ref), place, pack(row.cells), row.line

    def _fiche(self, fiche: Shelved) -> Iterator[Piece | Problem]:
        number = _number(fiche)
        name = f"{self._name} › {number}"
        if self._tables[layout.STANDARD] and layout.STANDARD not in fiche.rows:
            tables = ", ".join(fiche.rows)
            yield Problem(
                "fiche-sans-description", Severity.WARNING, name,
                f"{number} : cette fiche n’est pas dans la table Standard, mais dans {tables}.",
                f"table {next(iter(fiche.rows))}, ligne {fiche.lines[0]}", found=number, about=fiche.ref,
            )  # fmt: skip
        content = excerpt.write(fiche.rows).encode()
        yield Piece(name, hashlib.sha256(content).hexdigest(), content, number, fiche.lines)

    def _missing(self) -> Iterator[Problem]:
        for name in layout.TABLES:
            if not self._tables[name]:
                severity = Severity.ERROR if name == layout.STANDARD else Severity.WARNING
                yield self._problem("table-absente", severity, f"la table {name} de cet export manque")

    def _unknown(self) -> Iterator[Problem]:
        for name, filled in self._filled.items():
            listed = ", ".join(f"{column} : {count}" for column, count in filled.items())
            place = f"table {name}, ligne 1"
            if name not in layout.TABLES:
                what = f"table inconnue, {self._rows[name]} ligne(s) gardée(s) comme texte ({listed})"
                yield self._problem("table-inconnue", Severity.INFO, f"{place} : {what}", place, name)
            elif filled:
                what = f"colonnes inconnues, gardées comme texte (cellules remplies : {listed})"
                columns = ", ".join(filled)
                yield self._problem("colonne-inconnue", Severity.INFO, f"{place} : {what}", place, columns)

    def _repeated(self, repeated: dict[str, list[str]]) -> Iterator[Problem]:
        for name, places in repeated.items():
            more = f" et {len(places) - _LISTED} autre(s)" if len(places) > _LISTED else ""
            listed = ", ".join(places[:_LISTED]) + more
            what = f"table {name} : {len(places)} ligne(s) répétée(s), lue(s) une seule fois : {listed}"
            yield self._problem("ligne-en-double", Severity.INFO, what, f"table {name}", str(len(places)))

    def _problem(
        self, cause: str, severity: Severity, what: str, place: str | None = None, found: str | None = None
    ) -> Problem:
        return Problem(cause, severity, self._name, f"{self._name} : {what}.", place, found=found)


def _number(fiche: Shelved) -> str:
    return f"{fiche.ref.register.name}{fiche.ref.number}"


def _without_number(name: str, table: Table, row: Row) -> Problem:
    place = f"table {name}, ligne {row.line}"
    return Problem(
        "numero-invalide", Severity.ERROR, table.entry.name,
        f"{table.entry.name}, {place} : « {row[layout.NUMBER]} » n’est pas un numéro de fiche ; "
        "la ligne n’est pas lue.",
        place, field=layout.NUMBER, found=DELIMITER.join(row.cells)[:2000], expected="RNCP… ou RS…",
    )  # fmt: skip
