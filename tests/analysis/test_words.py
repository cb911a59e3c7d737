"""Words: what is the same word to a person is the same stem, and short trade tokens survive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.analysis.words import acronyms, folded, stems, tokens


@pytest.mark.parametrize(
    "forms",
    [
        "réaliser réalisée réalisés REALISEES réalise",
        "opérateur opératrice Opérateurs OPÉRATRICES",
        "soudeur soudeuse soudeuses",
        "infirmier infirmière infirmières",
        "technicien technicienne Techniciennes",
        "qualité qualités QUALITE",
        "contrôlée contrôler contrôles",
        "élaborée élaborer ÉLABORÉES",
        "sportif sportive sportives",
    ],
)
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    assert len(set(stems(forms))) == 1, stems(forms)


def test_elisions_hyphens_and_little_words_fall_away() -> None:
    assert tokens("L’opérateur d'équipe n°2, jusqu’au chef-d’œuvre") == [
        "operateur", "equipe", "n", "2", "au", "chef", "oeuvre",
    ]  # fmt: skip
    assert stems("Souder au TIG et lire des plans") == ["soud", "tig", "lir", "plan"]


def test_trade_tokens_are_kept() -> None:
    assert stems("CN API 5S CAO C++ MAG") == ["cn", "api", "5s", "cao", "c++", "mag"]
    assert acronyms("Souder au TIG, MIG/MAG, programmer un API en C++ selon la méthode 5S") == {
        "tig", "mig", "mag", "api", "c++", "5s",
    }  # fmt: skip
    assert acronyms("TECHNICIEN EN CN") == frozenset()


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert all(token and " " not in token for token in tokens(text))
    assert len(stems(text)) <= len(tokens(text))
