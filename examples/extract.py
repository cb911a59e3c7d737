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
from collections import Counter
from collections.abc import Callable
from pathlib import Path

Rows = list[list[str]]
Cells = dict[str, str]

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
#: So many métiers, the most cited by fiches, have all their appellations; the others have their principal one.
_WELL_KNOWN = 1


def cut_register(export: Path, target: Path) -> Counter[str]:
    """Write the CQPM and CQPI family of an export as a zip of the same layout.

    Returns its ROME codes, each with the number of fiches that cite it.
    """
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
    return Counter(row[1] for row in codes[1:] if row[0] in family)


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


def cut_rome(folder: Path, cited: Counter[str], target: Path) -> None:
    """Write the rows of the ROME tables that these codes, their parents and their domaines need.

    Of what is said about the métiers: mobilities from one to another, compétences and savoirs at the core of
    several of them, and appellations.
    """
    tables = _Tables(folder, target)
    codes = set(cited)
    codes |= {
        row["code_rome_parent"] for row in tables.rows("referentiel_code_rome") if row["code_rome"] in codes
    }
    for table, length in _ROME_KEYS.items():
        tables.cut(table, _named({code[:length] for code in codes}))
    tables.cut("rubrique_mobilite", lambda row: {row["code_rome"], row["code_rome_cible"]} <= codes)
    _cut_items(tables, codes)
    ranked = sorted(cited, key=lambda code: (-cited[code], code))[:_WELL_KNOWN]
    tables.cut(
        "referentiel_appellation",
        lambda row: (
            row["code_rome"] in ranked
            or (row["code_rome"] in codes and row["classification"] == "PRINCIPALE")
        ),
    )


def _named(keys: set[str]) -> Callable[[Cells], bool]:
    """Tells rows whose first cell is one of these."""
    return lambda row: next(iter(row.values())) in keys


def _cut_items(tables: _Tables, codes: set[str]) -> None:
    """Compétences and savoirs at the core of several métiers, what is above them, and whom they belong to."""
    links = [
        row for row in tables.rows("coherence_item") if row["code_rome"] in codes and row["coeur_metier"]
    ]
    count = Counter(row["code_ogr"] for row in links)
    items = {item for item, metiers in count.items() if metiers > 1}
    above = {
        row["code_ogr_macro_comp"]
        for row in tables.rows("referentiel_competence")
        if row["code_ogr"] in items
    }
    tables.cut("referentiel_competence", lambda row: row["code_ogr"] in items | above)
    tables.cut("referentiel_savoir", lambda row: row["code_ogr_savoir"] in items)
    tables.cut("coherence_item", lambda row: row["code_rome"] in codes and row["code_ogr"] in items)


class _Tables:
    """The tables of one ROME, and the folder where what is kept of them goes."""

    def __init__(self, folder: Path, target: Path) -> None:
        self.folder = folder
        self.target = target

    def rows(self, table: str) -> list[Cells]:
        """The rows of a table, each by column."""
        header, *rows = _parse(self._file(table).read_bytes(), ",")
        return [dict(zip(header, row, strict=True)) for row in rows]

    def cut(self, table: str, is_kept: Callable[[Cells], bool]) -> None:
        """Write the rows to keep, in their order, under the header and the name of the table."""
        source = self._file(table)
        header = _parse(source.read_bytes(), ",")[0]
        kept = [list(row.values()) for row in self.rows(table) if is_kept(row)]
        (self.target / source.name).write_bytes(_csv([header, *kept], ",", "\n", lambda _: True))

    def _file(self, table: str) -> Path:
        return next(self.folder.glob(f"unix_{table}_v[0-9]*_utf8.csv"))


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
