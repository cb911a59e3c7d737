"""What is wrong with a CSV export: one French problem each, with table and line, and everything else is read."""

import zipfile
from collections import Counter
from pathlib import Path

import pytest

from passerelles.loaders import csv_layout as layout
from passerelles.loaders.entries import entries_of
from passerelles.records import Problem, Reading, Severity
from tests.loaders.csv_maker import (
    STANDARD,
    csv_text,
    entries,
    export,
    read,
    read_tables,
    table_text,
    write_export,
)

NSF = [{"Numero_Fiche": "RNCP7", "Nsf_Code": code, "Nsf_Intitule": "x"} for code in ("201", "202", "203")]
MAIN = table_text("Standard", [STANDARD])


def codes_of(readings: list[Reading]) -> list[str]:
    (reading,) = readings
    return [code.value.notation for code in reading.certifications[0].codes]


def nsf_with(line: str) -> str:
    """The table of NSF codes with one more line after its first row."""
    head, first, *others = table_text("Nsf", NSF).split("\r\n")
    return "\r\n".join([head, first, line, *others])


def test_rows_of_another_width_or_without_number_are_told_with_their_line(tmp_path: Path) -> None:
    rows = [STANDARD, {**STANDARD, "Numero_Fiche": "RNCPx"}]
    eighth = table_text("Standard", [{**STANDARD, "Numero_Fiche": "RS8"}]).split("\r\n")[1]
    text = table_text("Standard", rows) + '"trop";"court"\r\n' + eighth
    readings, problems = read(export(tmp_path, {"Standard": text}))
    assert [reading.source.title for reading in readings] == ["RNCP7", "RS8"]
    told = {(problem.cause, problem.place) for problem in problems}
    assert told == {
        ("numero-invalide", "table Standard, ligne 3"),
        ("nombre-de-colonnes", "table Standard, ligne 4"),
    }
    assert all(problem.severity is Severity.ERROR and problem.found for problem in problems)


@pytest.mark.parametrize(
    "broken",
    ['"RNCP3";"200;"métal"', '"RNCP3";"200";"métal', '"RNCP3";"200";"', '"RNCP3";"200', '"RNCP3";"2"00;"x"'],
)
def test_a_quote_that_is_never_closed_loses_one_row_only(broken: str, tmp_path: Path) -> None:
    readings, problems = read(export(tmp_path, {"Standard": MAIN, "Nsf": nsf_with(broken)}))
    assert codes_of(readings) == ["201", "202", "203"]
    (problem,) = problems
    assert problem.cause in {"ligne-illisible", "nombre-de-colonnes"}
    assert (problem.place, problem.found) == ("table Nsf, ligne 3", broken)


def test_quotes_that_are_not_doubled_are_read_and_told(tmp_path: Path) -> None:
    line = '"RNCP7";"204";"Le "grand" métal"'
    readings, problems = read(export(tmp_path, {"Standard": MAIN, "Nsf": nsf_with(line)}))
    labels = {code.value.notation: code.value.label for code in readings[0].certifications[0].codes}
    assert labels["204"] == 'Le "grand" métal'
    assert [(problem.cause, problem.place) for problem in problems] == [("guillemets", "table Nsf, ligne 3")]


def test_a_quote_inside_the_header_does_not_lose_the_table(tmp_path: Path) -> None:
    text = table_text("Nsf", NSF).replace('"Nsf_Intitule"', '"Nsf_Intitule";"Le "nouveau" code"', 1)
    rows = text.replace('"x"', '"x";"y"')
    (reading,), problems = read(export(tmp_path, {"Standard": MAIN, "Nsf": rows}))
    assert codes_of([reading]) == ["201", "202", "203"]
    assert {problem.cause for problem in problems} == {"guillemets", "colonne-inconnue"}
    assert reading.unplaced[0].value == 'Nsf (201), Le "nouveau" code : y'


def test_a_table_cut_inside_its_last_cell_does_not_give_half_a_value(tmp_path: Path) -> None:
    whole = table_text("Nsf", NSF)
    readings, problems = read(export(tmp_path, {"Standard": MAIN, "Nsf": whole[: whole.rindex("3")]}))
    assert codes_of(readings) == ["201", "202"]
    assert [(problem.cause, problem.place) for problem in problems] == [
        ("ligne-illisible", "table Nsf, ligne 4")
    ]


def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    rows = [{**STANDARD, "Validation_Partielle": "Oui\r\nen partie"}, {**STANDARD, "Numero_Fiche": "RS8"}]
    readings, problems = read_tables(tmp_path, Standard=rows)
    texts = {text.name: text.text.value for text in readings[0].certifications[0].texts}
    assert (texts["validationPartielle"], problems) == ("Oui\r\nen partie", [])


def test_a_damaged_member_is_one_problem_and_what_was_read_stays(tmp_path: Path) -> None:
    rows = [{**STANDARD, "Numero_Fiche": f"RNCP{number}"} for number in range(1, 2001)]
    target = tmp_path / "export.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for name in layout.TABLES:
            archive.writestr(f"{name}.csv", table_text(name, rows if name == "Standard" else []))
    data = bytearray(target.read_bytes())
    data[data.rindex(b"Enregistrement sur demande")] ^= 0x01  # the checksum of the member no longer fits
    target.write_bytes(data)
    readings, problems = read(entries(target))
    assert [problem.cause for problem in problems] == ["table-illisible"]
    assert readings[0].source.title == "RNCP1"


def test_a_truncated_zip_is_one_error_that_says_what_to_do(tmp_path: Path) -> None:
    target = write_export(tmp_path / "export.zip", {"Standard": MAIN})
    target.write_bytes(target.read_bytes()[:-100])
    (problem,) = entries_of(target)
    assert isinstance(problem, Problem)
    assert problem.severity is Severity.ERROR
    assert "Téléchargez-la de nouveau" in problem.message


def test_names_that_climb_out_of_a_zip_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    target = write_export(tmp_path / "export.zip", {"Standard": MAIN})
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("../../Nsf.csv", table_text("Nsf", NSF))
    causes = [item.cause for item in entries_of(target) if isinstance(item, Problem)]
    readings, problems = read(entries(target))
    assert causes == ["nom-de-membre-dangereux"]
    assert (codes_of(readings), problems) == ([], [])


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    target = write_export(tmp_path / "export.zip", {"Standard": MAIN + " " * (60 * 2**20)})
    (problem,) = entries_of(target)
    assert isinstance(problem, Problem)
    assert "bombe" in problem.message


def test_a_table_in_windows_1252_is_read_and_told(tmp_path: Path) -> None:
    rows = [{"Numero_Fiche": "RNCP7", "Nsf_Code": "200", "Nsf_Intitule": "Métal – « fonte »"}]
    tables = {"Standard": MAIN, "Nsf": table_text("Nsf", rows).encode("cp1252")}
    (reading,), problems = read(export(tmp_path, tables))
    assert [code.value.label for code in reading.certifications[0].codes] == ["Métal – « fonte »"]
    assert [(problem.cause, problem.place) for problem in problems] == [("encodage", "table Nsf, ligne 2")]


def test_one_stray_byte_does_not_spoil_its_neighbours(tmp_path: Path) -> None:
    rows = [{"Numero_Fiche": "RNCP7", "Nsf_Code": "200", "Nsf_Intitule": "Métal à étirer"}]
    data = table_text("Nsf", rows).encode().replace("à".encode(), b"\xe0")
    (reading,), problems = read(export(tmp_path, {"Standard": MAIN, "Nsf": data}))
    assert [code.value.label for code in reading.certifications[0].codes] == ["Métal à étirer"]
    assert [problem.cause for problem in problems] == ["encodage"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_tables_with_a_byte_order_mark(encoding: str, tmp_path: Path) -> None:
    rows = [{"Numero_Fiche": "RNCP7", "Nsf_Code": "200", "Nsf_Intitule": "Métallurgie"}]
    tables = {"Standard": MAIN, "Nsf": table_text("Nsf", rows).encode(encoding)}
    (reading,), problems = read(export(tmp_path, tables))
    assert [code.value.label for code in reading.certifications[0].codes] == ["Métallurgie"]
    assert [problem.cause for problem in problems] == (["encodage"] if encoding == "utf-16" else [])


def test_control_characters_are_taken_out_and_told(tmp_path: Path) -> None:
    rows = [{"Numero_Fiche": "RNCP7", "Nsf_Code": "200", "Nsf_Intitule": "Métal\0lurgie\x1f"}]
    (reading,), problems = read_tables(tmp_path, Nsf=rows)
    assert [code.value.label for code in reading.certifications[0].codes] == ["Métallurgie"]
    assert [problem.cause for problem in problems] == ["caractere-de-controle"]


def test_a_cell_of_ten_million_characters_is_read_and_told(tmp_path: Path) -> None:
    title = "é" * 10_000_000
    rows = [{**STANDARD, "Intitule": title}, {**STANDARD, "Numero_Fiche": "RNCP9"}]
    # Stored, not deflated: the same letter ten million times looks like a bomb.
    target = tmp_path / "export.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for name in layout.TABLES:
            archive.writestr(f"{name}.csv", table_text(name, rows if name == "Standard" else []))
    readings, problems = read(entries(target))
    assert [reading.source.title for reading in readings] == ["RNCP7", "RNCP9"]
    assert readings[0].certifications[0].title and readings[0].certifications[0].title.value == title
    assert [(problem.cause, problem.place) for problem in problems] == [
        ("cellule-enorme", "table Standard, ligne 2")
    ]


def test_a_missing_table_is_told_and_an_unknown_column_kept(tmp_path: Path) -> None:
    rows = [{"Numero_Fiche": "RNCP7", "Nsf_Code": "200", "Nouveau": "valeur"}]
    target = tmp_path / "export"
    target.mkdir()
    (target / "nsf.csv").write_text(table_text("Nsf", rows, ("Nouveau",)), encoding="utf-8", newline="")
    (reading,), problems = read(entries(target))
    causes = Counter(problem.cause for problem in problems)
    assert causes == {"table-absente": 9, "colonne-inconnue": 1}
    assert problems[0].severity is Severity.ERROR  # without its main table an export is not usable
    assert [text.value for text in reading.unplaced] == ["Nsf (200), Nouveau : valeur"]


def test_unknown_columns_are_told_once_with_their_count(tmp_path: Path) -> None:
    rows = [{**row, "Nouveau": "oui" if row["Nsf_Code"] != "202" else ""} for row in NSF]
    tables = {"Standard": MAIN, "Nsf": table_text("Nsf", rows, ("Nouveau", "Vide"))}
    (reading,), (problem,) = read(export(tmp_path, tables))
    assert (problem.cause, problem.found) == ("colonne-inconnue", "Nouveau, Vide")
    assert "Nouveau : 2, Vide : 0" in problem.message
    assert [text.value for text in reading.unplaced] == [
        "Nsf (201), Nouveau : oui",
        "Nsf (203), Nouveau : oui",
    ]


def test_an_unknown_table_is_told_once_and_its_rows_are_kept(tmp_path: Path) -> None:
    columns = ("Numero_Fiche", "Annee", "Certifies")
    rows = [{"Numero_Fiche": "RNCP7", "Annee": year, "Certifies": "12"} for year in ("2019", "2020")]
    tables = {"Standard": MAIN, "Statistiques": csv_text(columns, rows)}
    (reading,), (problem,) = read(export(tmp_path, tables))
    assert (problem.cause, problem.found) == ("table-inconnue", "Statistiques")
    assert "2 ligne(s)" in problem.message
    assert [text.value for text in reading.unplaced] == [
        "Statistiques, Annee : 2019 ; Certifies : 12",
        "Statistiques, Annee : 2020 ; Certifies : 12",
    ]


def test_columns_are_known_by_name_in_any_order(tmp_path: Path) -> None:
    columns = tuple(reversed(layout.official("Nsf")))
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    swapped = {"Standard": MAIN, "Nsf": csv_text(columns, NSF)}
    one = read(export(tmp_path / "a", swapped))
    other = read(export(tmp_path / "b", {"Standard": MAIN, "Nsf": table_text("Nsf", NSF)}))
    assert [reading.source.sha256 for reading in one[0]] == [reading.source.sha256 for reading in other[0]]


def test_cells_under_the_wrong_column_are_kept_and_told(tmp_path: Path) -> None:
    row = {"Numero_Fiche": "RNCP7", "Siret_Certificateur": "UIMM", "Nom_Certificateur": "78471719100018"}
    (reading,), (problem,) = read_tables(tmp_path, Certificateurs=[row])
    assert (problem.cause, problem.found) == ("siret-invalide", "UIMM")
    assert problem.place == "table Certificateurs, ligne 2"
    assert [text.value for text in reading.unplaced] == [
        "Certificateurs (78471719100018), Siret_Certificateur : UIMM"
    ]


def test_two_columns_of_one_name_lose_no_cell(tmp_path: Path) -> None:
    text = '"Numero_Fiche";"Nsf_Code";"Nsf_Code";"Nsf_Intitule"\r\n"RNCP7";"200";"201";"x"\r\n'
    (reading,), (problem,) = read(export(tmp_path, {"Standard": MAIN, "Nsf": text}))
    assert codes_of([reading]) == ["200"]
    assert problem.cause == "colonne-inconnue"
    assert [text.value for text in reading.unplaced] == ["Nsf (200), Nsf_Code (3) : 201"]


def test_a_fiche_described_twice_is_kept_whole_and_told(tmp_path: Path) -> None:
    (reading,), problems = read_tables(
        tmp_path, Standard=[STANDARD, {**STANDARD, "Intitule": "Zingueur"}, STANDARD]
    )
    assert reading.certifications[0].title and reading.certifications[0].title.value == "CQP Soudeur (CQPM)"
    assert "Zingueur" in reading.unplaced[0].value
    told = {problem.cause: problem.message for problem in problems}
    assert set(told) == {"fiche-repetee", "ligne-en-double"}
    assert "RNCP7 (ligne 4)" in told["ligne-en-double"]


def test_an_organisation_without_a_name_is_kept_and_told(tmp_path: Path) -> None:
    row = {"Numero_Fiche": "RNCP7", "Siret_Partenaire": "\t82815245400033", "Habilitation_Partenaire": "ORGA"}
    (reading,), (problem,) = read_tables(tmp_path, Partenaires=[row])
    assert reading.certifications[0].habilitations == ()
    assert problem.cause == "organisme-sans-nom"
    kept = " ".join(text.value for text in reading.unplaced)
    assert "82815245400033" in kept and "ORGA" in kept
