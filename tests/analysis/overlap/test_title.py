"""Titles as they are compared."""

import pytest

from passerelles.analysis.overlap.title import read_title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Technicien(ne) d’usinage", "TECHNICIENNE D'USINAGE"),
        ("Menuisier (ère) aluminium", "Menuisier aluminium"),
        ("CQP Technicien de la qualité (CQPM)", "Technicien de la qualité"),
        ("Licence Physique (fiche nationale)", "Licence physique"),
        ("Brevet de second mécanicien 3 000 kW", "Brevet de second mécanicien 3000 kW"),
        ("Conducteur(trice) de travaux", "Conducteur de travaux"),
    ],
)
def test_what_says_the_same_reads_the_same(one: str, other: str) -> None:
    assert read_title(one).words == read_title(other).words


def test_the_last_segment_is_what_is_specific() -> None:
    title = read_title("DROIT, ÉCONOMIE, GESTION Mention Marketing Spécialité Vente en ligne Domaine : Droit")
    assert title.specific == read_title("Vente en ligne").words
    assert set(read_title("Marketing").words) < set(title.words)


def test_figures_and_option_letters_are_told_apart() -> None:
    assert read_title("Chef mécanicien 3000 kW").marks != read_title("Chef mécanicien 8000 kW").marks
    assert read_title("Vente Option A").marks == {"a"}


def test_an_empty_title_has_nothing() -> None:
    assert read_title("") == read_title(" – ")
