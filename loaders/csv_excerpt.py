"""The rows of one fiche out of the ten tables, as one text: what is hashed, kept as evidence, and read again.

Each table is its name, a header and its rows, as in the official files, and an empty line ends it:

    "Nsf"
    "Numero_Fiche";"Nsf_Code";"Nsf_Intitule"
    "RNCP509";"251";"251 : Mécanique générale et de précision, usinage"

Rows are sorted and once each; a column that says nothing of this fiche is left out. So the text does not depend
on the order of rows or columns in the export, nor on columns that are added to it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

from passerelles.loaders import csv_layout as layout
from passerelles.loaders.csv_table import Row, large_cells

_DELIMITER = ";"
#: Between the cells of a packed row, and between the name and the cell of an added column: no cell has either.
_CELL, _NAME = "\x1f", "\x1e"


def packing(table: str, columns: Mapping[str, int]) -> Callable[[Sequence[str]], str]:
    """How the rows of a table become strings that do not depend on the order of its columns.

    Equal rows give equal strings, whichever file they come from.
    """
    known = layout.official(table)
    places = [columns.get(column, -1) for column in known]  # a column that the file does not have is empty
    others = sorted((column, columns[column]) for column in layout.added(table, columns))

    def pack(cells: Sequence[str]) -> str:
        padded = (*cells, "")
        packed = _CELL.join([padded[place] for place in places])
        for column, place in others:
            if cells[place]:
                packed += f"{_CELL}{column}{_NAME}{cells[place]}"
        return packed

    return pack


def write(tables: Mapping[str, Sequence[str]]) -> str:
    """The text of a fiche from its packed rows; tables and rows come in the order given."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=_DELIMITER, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for table, packed in tables.items():
        columns, rows = _unpacked(table, packed)
        writer.writerow([table])
        writer.writerow(columns)
        writer.writerows(rows)
        out.write("\n")
    return out.getvalue()


def read(text: str, lines: Sequence[int] = ()) -> dict[str, list[Row]]:
    """The rows of a fiche by table; `lines` says where the rows stand in the export (0 where it does not)."""
    with large_cells():
        return dict(_tables(text, iter(lines)))


def _tables(text: str, lines: Iterator[int]) -> Iterator[tuple[str, list[Row]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_DELIMITER)
    for name in reader:
        columns = {column: place for place, column in enumerate(next(reader))}
        rows = []
        for cells in reader:
            if not cells:
                break
            rows.append(Row(next(lines, 0), tuple(cells), columns))
        yield name[0], rows


def _unpacked(table: str, packed: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """The columns that say something, and the cells of the rows under them."""
    known = layout.official(table)
    split = [row.split(_CELL) for row in packed]
    filled = [place for place in range(len(known)) if any(row[place] for row in split)]
    columns = [known[place] for place in filled]
    rows = [[row[place] for place in filled] for row in split]
    if any(len(row) > len(known) for row in split):
        extras = [dict(cell.split(_NAME, 1) for cell in row[len(known) :]) for row in split]
        others = sorted({name for extra in extras for name in extra})
        columns += others
        rows = [
            [*row, *(extra.get(name, "") for name in others)] for row, extra in zip(rows, extras, strict=True)
        ]
    return columns, rows
