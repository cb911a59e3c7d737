"""The tables of a CSV export as the module `csv` reads them, and samples of them: no loader is used here."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

#: Table (as its file calls it) → its columns and its rows.
Tables = Mapping[str, tuple[list[str], list[dict[str, str]]]]

REGISTER = "data/register-2020/export-fiches-csv-2020-11-23.zip"
_NUMBER = "Numero_Fiche"


def tables_of(export: Path) -> Tables:
    """Every table of a zip, cells without white space at their ends."""
    found = {}
    with zipfile.ZipFile(export, metadata_encoding="utf-8") as archive:
        for name in archive.namelist():
            text = io.TextIOWrapper(archive.open(name), "utf-8-sig", newline="")
            columns, *rows = csv.reader(text, delimiter=";")
            table = name.removeprefix("export_fiches_CSV_").removesuffix(".csv")[:-11]
            cells = [dict(zip(columns, (cell.strip() for cell in row), strict=True)) for row in rows if row]
            found[table] = (columns, cells)
    return found


def sample_of(tables: Tables, count: int, seed: int) -> Tables:
    """The rows of some fiches, drawn among those of the main table, and of all that it does not describe."""
    described = sorted({row[_NUMBER] for row in tables["Standard"][1]})
    kept = set(random.Random(seed).sample(described, count))
    kept |= {row[_NUMBER] for _, rows in tables.values() for row in rows} - set(described)
    return {
        name: (columns, [row for row in rows if row[_NUMBER] in kept])
        for name, (columns, rows) in tables.items()
    }


def write(tables: Tables, target: Path) -> Path:
    """A zip of the same layout with these rows; a SIRET begins with a tab again."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (columns, rows) in tables.items():
            out = io.StringIO(newline="")
            writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
            writer.writerow(columns)
            for row in rows:
                writer.writerow(
                    [
                        f"\t{row[column]}" if "Siret" in column and row[column] else row[column]
                        for column in columns
                    ]
                )
            archive.writestr(f"export_fiches_CSV_{name}_2020_11_23.csv", out.getvalue())
    return target
