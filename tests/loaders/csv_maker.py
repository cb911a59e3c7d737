"""CSV exports made for the tests: tables of our own in the official layout, zipped, and read."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from passerelles.loaders import csv_layout as layout
from passerelles.loaders.entries import Entry, entries_of
from passerelles.loaders.france_competences_csv import FranceCompetencesCsv
from passerelles.records import Problem, Reading

STANDARD = {
    "Numero_Fiche": "RNCP7",
    "Intitule": "CQP Soudeur (CQPM)",
    "Nomenclature_Europe_Niveau": "NIV4",
    "Nomenclature_Europe_Intitule": "Niveau 4",
    "Accessible_Nouvelle_Caledonie": "Oui",
    "Date_dernier_jo": "27/05/2015",
    "Date_Decision": "06/05/2015",
    "Date_Effet": "27/05/2015",
    "Date_Fin_Enregistrement": "27/05/2020",
    "Type_Enregistrement": "Enregistrement sur demande",
    "Validation_Partielle": "Non",
    "Actif": "INACTIVE",
}

Cells = Mapping[str, str]


def table_text(name: str, rows: Iterable[Cells], extra: tuple[str, ...] = ()) -> str:
    """A table as the official files write it, with the columns of `extra` after its own."""
    return csv_text((*layout.official(name), *extra), rows)


def csv_text(columns: Iterable[str], rows: Iterable[Cells]) -> str:
    """Any table: `;`, every cell quoted, CRLF."""
    columns = tuple(columns)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


def write_export(target: Path, tables: Mapping[str, str | bytes]) -> Path:
    """Write a zip of the ten tables, those that are not given without rows, and of any others that are given."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in dict.fromkeys((*layout.TABLES, *tables)):
            content = tables[name] if name in tables else table_text(name, [])
            archive.writestr(f"export_fiches_CSV_{name}_2024_02_22.csv", content)
    return target


def export(folder: Path, tables: Mapping[str, str | bytes]) -> list[Entry]:
    """The entries of such a zip."""
    return entries(write_export(folder / "export-fiches-csv-2024-02-22.zip", tables))


def entries(path: Path) -> list[Entry]:
    """The entries at a path that can be read."""
    return [entry for entry in entries_of(path) if isinstance(entry, Entry)]


def read(found: list[Entry]) -> tuple[list[Reading], list[Problem]]:
    """The readings of the entries, and all problems."""
    items = list(FranceCompetencesCsv().read(found))
    readings = [item for item in items if isinstance(item, Reading)]
    problems = [item for item in items if isinstance(item, Problem)]
    return readings, [*problems, *(problem for reading in readings for problem in reading.problems)]


def read_tables(folder: Path, **tables: Iterable[Cells]) -> tuple[list[Reading], list[Problem]]:
    """The readings of an export that has these rows, and one row in its main table unless given."""
    rows = {"Standard": [STANDARD], **tables}
    return read(export(folder, {name: table_text(name, table) for name, table in rows.items()}))
