"""Titles reduced to what they are about, and looked up."""

import pytest

from passerelles.analysis.identity.title import read_title
from passerelles.analysis.identity.titles import Titles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Conducteur d’équipements industriels (CQPM – CQPI)",
            "CQP Conducteur(trice) d'équipements industriels (CQPI)",
        ),
        ("CQP Technicien(ne) d’usinage", "Technicienne d'usinage"),
        ("Certificat de qualification professionnelle Ajusteur(se) monteur(se)", "AJUSTEUR MONTEUR"),
        ("Titre professionnel Soudeur", "Soudeuse"),
        ("Ajusteur (se) mouliste", "Ajusteuse mouliste"),
        ("Façonnier de l’œuvre", "faconniers de l'oeuvre"),
    ],
)
def test_kind_gender_and_typography_do_not_matter(one: str, other: str) -> None:
    assert sorted(read_title(one).words) == sorted(read_title(other).words)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Conducteur (CQPM – CQPI)", {"CQPM", "CQPI"}),
        ("CQP Conducteur (CQPM)", {"CQPM"}),
        ("CQP Conducteur", {"CQP"}),
        ("Certificat de qualification professionnelle interbranches Conducteur", {"CQPI"}),
        ("Titre professionnel Conducteur", {"TP"}),
        ("Conducteur", set()),
    ],
)
def test_a_title_names_its_kinds(text: str, kinds: set[str]) -> None:
    assert read_title(text).kinds == kinds


TITLES = Titles(
    [
        ("1", "CQP Conducteur d'équipements industriels (CQPM)"),
        ("2", "CQP Conducteur d'équipements industriels textile"),
        ("3", "Conducteur d'équipement industriel"),
        ("4", "Boulanger"),
        ("5", "Conducteur de train"),
        ("6", "CQP"),
    ]
)


def test_equal_titles_come_first_then_those_that_contain_it() -> None:
    found = {
        each.iri: each.relation for each in TITLES.find("Conducteur(trice) d’équipements industriels (CQPI)")
    }
    assert found == {"1": "égal", "3": "égal", "2": "contient"}


def test_a_shorter_title_is_contained_and_a_slip_is_alike() -> None:
    assert {"1", "3"} <= {each.iri for each in TITLES.find("Conducteur d'équipements industriels du bois")}
    (only,) = TITLES.find("Boulangger")
    assert (only.iri, only.relation) == ("4", "proche")


def test_a_title_without_words_finds_nothing() -> None:
    assert TITLES.find("CQPM (CQPI)") == ()
    assert TITLES.find("") == ()
