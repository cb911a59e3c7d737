"""The official CSV export of France compétences: ten tables read together, one reading a fiche."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath

from passerelles.loaders import csv_layout as layout
from passerelles.loaders import csv_values as values
from passerelles.loaders.csv_fiche import FicheRows
from passerelles.loaders.csv_table import Row, Table, header_of
from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Description
from passerelles.records import Problem, Reading, Severity, Source

_DELIMITER = ";"


class FranceCompetencesCsv:
    """The loader of the official CSV export: its tables are known by their columns."""

    name = "france_competences_csv"
    version = "1"
    description = Description(
        publisher="France compétences",
        licence="https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        minimum=1,
        maximum=100_000,
    )
    grouped = True

    def recognises(self, entry: Entry) -> bool:
        """True when the first line names the columns of one of the ten tables."""
        return layout.table_name(header_of(entry, _DELIMITER)) is not None

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield one reading a fiche, in the order of numbers; exports one after the other."""
        exports: dict[tuple[str, date | None], list[Entry]] = {}
        for entry in entries:
            exports.setdefault((entry.group, values.file_day(entry.name)), []).append(entry)
        for (group, published), members in sorted(
            exports.items(), key=lambda item: (item[0][0], str(item[0][1]))
        ):
            yield from _Export(self, group, published, members).read()


class _Export:
    """One export: its tables, joined by the number of the fiche."""

    def __init__(
        self, loader: FranceCompetencesCsv, group: str, published: date | None, entries: Sequence[Entry]
    ) -> None:
        self._loader = loader
        self._group = group
        self._published = published
        self._tables: dict[str, list[Table]] = {}
        for entry in entries:
            name = layout.table_name(header_of(entry, _DELIMITER))
            if name:
                self._tables.setdefault(name, []).append(Table(name, entry, _DELIMITER))
        self._sources = {name: tables[0].entry.name for name, tables in self._tables.items()}

    def read(self) -> Iterator[Reading | Problem]:
        for name in layout.TABLES:
            if name not in self._tables:
                severity = Severity.ERROR if name == layout.STANDARD else Severity.WARNING
                yield self._problem("table-absente", severity, f"la table {name} de cet export manque")
        fiches: dict[str, dict[str, list[Row]]] = {}
        for name in layout.TABLES:
            for table in self._tables.get(name, ()):
                yield from self._collect(name, table, fiches)
        for number in sorted(fiches, key=lambda number: (not number.startswith("RNCP"), len(number), number)):
            yield self._reading(number, fiches.pop(number))

    def _collect(self, name: str, table: Table, fiches: dict[str, dict[str, list[Row]]]) -> Iterator[Problem]:
        count = 0
        for row in table:
            count += 1
            if count == 1:
                yield from self._unknown_columns(name, table, row)
            ref = values.reference(row[layout.NUMBER])
            if ref is None:
                place = f"table {name}, ligne {row.line}"
                found = _DELIMITER.join(row.cells)
                yield Problem(
                    "numero-invalide", Severity.ERROR, table.entry.name,
                    f"{table.entry.name}, {place} : « {row[layout.NUMBER]} » n’est pas un numéro de fiche ; "
                    "la ligne n’est pas lue.",
                    place, field=layout.NUMBER, found=found[:500], expected="RNCP… ou RS…",
                )  # fmt: skip
                continue
            number = f"{ref.register.name}{ref.number}"
            fiches.setdefault(number, {}).setdefault(name, []).append(row)
        yield from table.problems

    def _unknown_columns(self, name: str, table: Table, row: Row) -> Iterator[Problem]:
        columns = layout.unknown(name, row.columns)
        if columns:
            listed = ", ".join(columns)
            yield Problem(
                "colonne-inconnue", Severity.INFO, table.entry.name,
                f"{table.entry.name}, table {name} : colonnes inconnues, gardées comme texte ({listed}).",
                f"table {name}, ligne 1", found=listed,
            )  # fmt: skip

    def _reading(self, number: str, rows: dict[str, list[Row]]) -> Reading:
        ref = values.reference(number)
        assert ref is not None  # only valid numbers are collected
        fiche = FicheRows(ref, number, rows, self._sources)
        certification = fiche.certification()
        if layout.STANDARD in self._tables and layout.STANDARD not in rows:
            tables = ", ".join(rows)
            fiche.problems.append(
                Problem(
                    "fiche-sans-description", Severity.WARNING, self._group,
                    f"{number} : cette fiche n’est pas dans la table Standard, mais dans {tables}.",
                    f"table {next(iter(rows))}", found=number, about=ref,
                )
            )  # fmt: skip
        source = Source(
            sha256=_fingerprint(rows),
            name=f"{PurePath(self._group).name} › {number}",
            loader=self._loader.name,
            version=self._loader.version,
            media_type="text/csv",
            publisher=self._loader.description.publisher,
            licence=self._loader.description.licence,
            title=number,
            date=self._published,
        )
        return Reading(
            source, (certification,), unplaced=tuple(fiche.unplaced), problems=tuple(fiche.problems)
        )

    def _problem(self, cause: str, severity: Severity, what: str) -> Problem:
        return Problem(cause, severity, self._group, f"{self._group} : {what}.")


def _fingerprint(rows: dict[str, list[Row]]) -> str:
    """The SHA-256 of the fiche's rows: tables and rows in a fixed order, whatever the order of the export."""
    digest = hashlib.sha256()
    for name in layout.TABLES:
        for cells in sorted({row.cells for row in rows.get(name, ())}):
            digest.update(json.dumps([name, *cells], ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()
