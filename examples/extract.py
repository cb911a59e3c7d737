"""How the example register was cut from the official exports; run it again only to renew the examples.

`python -m passerelles.examples.extract EXPORT.zip ROME_FOLDER` writes the zip of ten tables and the ROME
tables beside this file: same input, same bytes.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

Rows = list[list[str]]

#: The Union des industries et métiers de la métallurgie, which certifies the CQPM.
UIMM = "78471719100018"
_KIND = re.compile(r"\bCQP[MI]\b")
#: ROME table → the length of its key: a code (H2903), its domaine (H29) or its grand domaine (H).
_ROME_KEYS = {
    "referentiel_code_rome": 5,
    "cr_gd_dp": 5,
    "domaine_professionnel": 3,
    "grand_domaine": 1,
}


def cut_register(export: Path, target: Path) -> set[str]:
    """Write the CQPM and CQPI family of an export as a zip of the same layout; returns its ROME codes."""
    tables = {name: _parse(data, ";") for name, data in _members(export).items()}
    family = _family(tables)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, rows in sorted(tables.items()):
            place = rows[0].index("Numero_Fiche")
            kept = [rows[0], *(row for row in rows[1:] if row[place] in family)]
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, _csv(kept, ";", "\r\n", bool))
    codes = _table(tables, "_Rome_")
    return {row[1] for row in codes[1:] if row[0] in family}


def _family(tables: dict[str, Rows]) -> set[str]:
    """Numbers of the fiches called CQPM or CQPI, of those of the UIMM, and of their old and new ones."""
    standard = _table(tables, "_Standard_")
    number, title = standard[0].index("Numero_Fiche"), standard[0].index("Intitule")
    family = {row[number] for row in standard[1:] if _KIND.search(row[title])}
    family |= {row[0] for row in _table(tables, "_Certificateurs_")[1:] if row[1].strip() == UIMM}
    for fiche, old, new in _table(tables, "_Ancienne_Nouvelle_")[1:]:
        ends = {fiche, old, new} - {""}
        if {fiche, old or new} & family:
            family = family | ends
    return family & {row[number] for row in standard[1:]}


def cut_rome(folder: Path, codes: set[str], target: Path) -> None:
    """Write the rows of the ROME tables that these codes, their parents and their domaines need."""
    parents = _parse(_one(folder, "referentiel_code_rome").read_bytes(), ",")
    place = parents[0].index("code_rome_parent")
    codes = codes | {row[place] for row in parents[1:] if row[0] in codes}
    for table, length in _ROME_KEYS.items():
        source = _one(folder, table)
        rows = _parse(source.read_bytes(), ",")
        wanted = {code[:length] for code in codes}
        kept = [rows[0], *(row for row in rows[1:] if row[0] in wanted)]
        (target / source.name).write_bytes(_csv(kept, ",", "\n", lambda _: True))


def _one(folder: Path, table: str) -> Path:
    return next(folder.glob(f"unix_{table}_v[0-9]*_utf8.csv"))


def _table(tables: dict[str, Rows], part: str) -> Rows:
    return next(rows for name, rows in tables.items() if part in name)


def _members(export: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(export) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _parse(data: bytes, delimiter: str) -> Rows:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def _csv(rows: Rows, delimiter: str, end: str, quoted: Callable[[str], bool]) -> bytes:
    """The rows as the official exports write them; `quoted` tells whether a cell stands in quotes."""
    lines = []
    for row in rows:
        cells = (f'"{cell.replace(chr(34), chr(34) * 2)}"' if quoted(cell) else cell for cell in row)
        lines.append(delimiter.join(cells) + end)
    return "".join(lines).encode()


if __name__ == "__main__":
    here = Path(__file__).parent
    export, rome = Path(sys.argv[1]), Path(sys.argv[2])
    cut_rome(rome, cut_register(export, here / export.name), here)
