"""ROME 4: codes, domaines and grands domaines become one code list."""

from pathlib import Path

import pytest

from passerelles.loaders.entries import Entry, entries_of
from passerelles.loaders.rome import Rome
from passerelles.records import Concept, Reading, Severity

CODES = "unix_referentiel_code_rome_v460_utf8.csv"
HEADER = "code_rome,libelle_rome,code_rome_parent\n"


def read(folder: Path) -> Reading:
    entries = [entry for entry in entries_of(folder) if isinstance(entry, Entry) and Rome().recognises(entry)]
    (reading,) = Rome().read(entries)
    assert isinstance(reading, Reading)
    return reading


def concepts(reading: Reading) -> dict[str, Concept]:
    return {concept.notation: concept for concept in reading.concepts}


def test_a_code_is_under_its_parent_when_it_differs_else_under_its_domaine(tmp_path: Path) -> None:
    (tmp_path / CODES).write_text(HEADER + "H2903,Tourneur,H2903\nH2918,Fraiseur,H2903\n", encoding="utf-8")
    (tmp_path / "domaines.csv").write_text(
        '"code_domaine_professionnel","libelle_domaine_professionnel"\n"H29","Mécanique, métaux"\n',
        encoding="utf-8",
    )
    first = read(tmp_path / CODES)
    assert concepts(first)["H2918"] == Concept(
        "rome", "H2918", "Fraiseur", broader=("H2903",), version="4.60"
    )
    assert concepts(first)["H2903"].broader == ("H29",)
    assert first.source.title == "ROME 4.60"
    assert concepts(read(tmp_path / "domaines.csv"))["H29"] == Concept(
        "rome", "H29", "Mécanique, métaux", broader=("H",)
    )


@pytest.mark.parametrize(
    ("rows", "cause"),
    [
        ("H2918,Fraiseur,H2999\n", "code-parent-inconnu"),
        (",Fraiseur,H2903\n", "code-absent"),
        ("2918,Fraiseur,2918\n", "code-rome-inattendu"),
        ("H2918,Fraiseur,H2918\nH2918,Tourneur,H2918\n", "libelles-differents"),
        ("H2918,Fraiseur\n", "nombre-de-colonnes"),
    ],
)
def test_what_is_wrong_is_told(rows: str, cause: str, tmp_path: Path) -> None:
    (tmp_path / CODES).write_text(HEADER + rows, encoding="utf-8")
    assert [problem.cause for problem in read(tmp_path).problems] == [cause]


def test_the_whole_list_is_read(shared: Path) -> None:
    reading = read(shared / "data/rome-4.60")
    found = concepts(reading)
    codes = [concept for concept in reading.concepts if len(concept.notation) == 5]
    assert len(codes) == 1_584
    assert sum(len(concept.broader[0]) == 5 for concept in codes) == 1_052
    assert len([notation for notation in found if len(notation) == 3]) == 110
    assert len([notation for notation in found if len(notation) == 1]) == 14
    assert found["H29"] == Concept("rome", "H29", found["H29"].label, broader=("H",), version="4.60")
    assert [(problem.cause, problem.severity) for problem in reading.problems] == [
        ("colonnes-non-lues", Severity.INFO)
    ]


def test_other_rome_tables_are_left_to_others(shared: Path) -> None:
    entries = [entry for entry in entries_of(shared / "data/rome-4.60") if isinstance(entry, Entry)]
    recognised = sorted(Path(entry.name).name for entry in entries if Rome().recognises(entry))
    assert recognised == [
        "unix_cr_gd_dp_v460_utf8.csv",
        "unix_domaine_professionnel_v460_utf8.csv",
        "unix_grand_domaine_v460_utf8.csv",
        "unix_referentiel_code_rome_v460_utf8.csv",
    ]
