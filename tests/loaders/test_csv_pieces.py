"""A fiche of a CSV export as a piece: the same rows give the same bytes, whatever export they come in."""

import hashlib
import pickle
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from passerelles.loaders import csv_excerpt as excerpt
from passerelles.loaders import csv_layout as layout
from passerelles.loaders.csv_shelf import shelf
from passerelles.loaders.france_competences_csv import FranceCompetencesCsv
from passerelles.loaders.loader import Piece
from passerelles.records import Reading
from tests.loaders.csv_maker import STANDARD, Cells, entries, export, table_text, write_export

ROME = [
    {"Numero_Fiche": "RNCP7", "Codes_Rome_Code": code, "Codes_Rome_Libelle": "é;\"x\"\n\ny"}
    for code in ("H1102", "H1203", "H2503")
]  # fmt: skip
LOADER = FranceCompetencesCsv()
#: What a cell holds once read: no control character, no white space at its ends.
CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), whitelist_characters="\n\r\t")).map(
    str.strip
)


def pieces(folder: Path, name: str, rome: list[Cells], standard: Cells = STANDARD) -> list[Piece]:
    target = folder / name
    target.mkdir()
    tables = {"Standard": table_text("Standard", [standard]), "Rome": table_text("Rome", rome)}
    return [piece for piece in LOADER.pieces(export(target, tables)) if isinstance(piece, Piece)]


def test_the_order_of_rows_changes_nothing_but_the_lines(tmp_path: Path) -> None:
    (one,), (other,) = pieces(tmp_path, "a", ROME), pieces(tmp_path, "b", ROME[::-1])
    assert (one.content, one.sha256) == (other.content, other.sha256)
    assert (one.lines, other.lines) == ((2, 2, 5, 8), (2, 8, 5, 2))  # cells of three lines
    readings = [item for piece in (one, other) for item in LOADER.read_piece(piece)]
    assert readings[0] == readings[1]


def test_a_changed_cell_changes_the_fingerprint(tmp_path: Path) -> None:
    (one,) = pieces(tmp_path, "a", ROME)
    (other,) = pieces(tmp_path, "b", ROME, {**STANDARD, "Actif": "ACTIVE"})
    assert one.sha256 != other.sha256


def test_an_empty_column_that_is_added_changes_nothing(tmp_path: Path) -> None:
    (one,) = pieces(tmp_path, "a", ROME)
    tables = {
        "Standard": table_text("Standard", [STANDARD], ("Nouveau",)),
        "Rome": table_text("Rome", ROME),
    }
    (other,) = (item for item in LOADER.pieces(export(tmp_path, tables)) if isinstance(item, Piece))
    assert one.sha256 == other.sha256


def test_the_source_is_the_text_of_the_piece(tmp_path: Path) -> None:
    (piece,) = pieces(tmp_path, "a", ROME)
    (reading,) = LOADER.read_piece(pickle.loads(pickle.dumps(piece)))
    assert isinstance(reading, Reading)
    assert reading.source.text and reading.source.text.encode() == piece.content
    assert reading.source.sha256 == piece.sha256 == hashlib.sha256(piece.content).hexdigest()
    assert reading.source.text.startswith('"Standard"\n"Numero_Fiche";"Intitule";')


def test_the_day_of_the_export_is_no_part_of_a_fiche(tmp_path: Path) -> None:
    tables = {"Standard": table_text("Standard", [STANDARD])}
    days = [
        write_export(tmp_path / f"export-fiches-csv-{day}.zip", tables)
        for day in ("2024-02-22", "2024-02-23")
    ]
    one, other = (list(LOADER.read(entries(day))) for day in days)
    assert one == other


def test_fiches_come_in_the_order_of_numbers_and_all_files_of_a_table_count(tmp_path: Path) -> None:
    numbers = ("RS10", "RNCP12", "RS9", "RNCP3")
    for number in numbers:
        text = table_text("Standard", [{**STANDARD, "Numero_Fiche": number}])
        (tmp_path / f"{number}.csv").write_text(text, encoding="utf-8", newline="")
    found = [item.number for item in LOADER.pieces(entries(tmp_path)) if isinstance(item, Piece)]
    assert found == ["RNCP3", "RNCP12", "RS9", "RS10"]


@given(
    st.lists(
        st.fixed_dictionaries(
            {"Nsf_Code": CELLS, "Nsf_Intitule": CELLS, "Nouveau": CELLS, "Autre; \"x\"": CELLS}
        ),
        min_size=1,
        max_size=5,
    )
)  # fmt: skip
def test_rows_are_read_back_as_they_were_written(rows: list[dict[str, str]]) -> None:
    columns = {"Autre; \"x\"": 4, "Numero_Fiche": 0, "Nouveau": 3, "Nsf_Code": 1, "Nsf_Intitule": 2}  # fmt: skip
    cells = [
        ("RNCP7", row["Nsf_Code"], row["Nsf_Intitule"], row["Nouveau"], row['Autre; "x"']) for row in rows
    ]
    pack = excerpt.packing("Nsf", columns)
    (found,) = excerpt.read(excerpt.write({"Nsf": [pack(each) for each in cells]}), range(2, 9)).values()
    assert [
        tuple(row[column] for column in sorted(columns, key=columns.__getitem__)) for row in found
    ] == cells
    assert [row.line for row in found] == list(range(2, 2 + len(cells)))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1), st.sampled_from("abc"), st.integers(2, 5))))
def test_a_shelf_gives_back_each_row_once_in_order(rows: list[tuple[int, int, str, int]]) -> None:
    with shelf((layout.STANDARD, "Nsf")) as shelved:
        shelved.put(iter(rows))
        fiches = list(shelved.fiches())
    found = {
        (int(fiche.ref.number or 0), place, cells)
        for fiche in fiches
        for place, table in enumerate((layout.STANDARD, "Nsf"))
        for cells in fiche.rows.get(table, ())
    }
    assert found == {row[:3] for row in rows}
    kept = sum(len(fiche.lines) for fiche in fiches)
    assert kept == len(found)
    assert kept + sum(len(fiche.repeated) for fiche in fiches) == len(rows)
    assert [int(fiche.ref.number or 0) for fiche in fiches] == sorted({row[0] for row in rows})
