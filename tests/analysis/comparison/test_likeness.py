"""Likeness of statements: forms of one word are one, trade tokens tell, turns of phrase do not, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.analysis.comparison import Comparer
from passerelles.analysis.comparison.codes import closest, niveau, nsf
from passerelles.analysis.comparison.likeness import likeness, strength, why
from passerelles.analysis.comparison.matching import match
from passerelles.analysis.comparison.weighed import weigh

SAFETY = "dans le respect des règles de sécurité"


def alike(comparer: Comparer, one: str, other: str) -> float:
    return likeness(weigh(one, comparer.vocabulary), weigh(other, comparer.vocabulary)).score


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        (
            "Contrôler la conformité des pièces usinées",
            "Vérifier la conformité de la pièce usinée",
            "Contrôler les accès du bâtiment",
        ),
        (f"Souder au TIG, {SAFETY}", "Réaliser une soudure TIG", f"Conduire un chariot, {SAFETY}"),
        (
            "Conduite d’une installation automatisée",
            "Conduire des installations automatisées",
            "Conduite de réunion",
        ),
        ("Programmer une CN", "Élaborer le programme de la CN", "Élaborer le budget"),
    ],
)
def test_what_says_the_same_is_nearer(examples: Comparer, one: str, near: str, far: str) -> None:
    assert alike(examples, one, near) > alike(examples, one, far) + 0.2


def test_a_turn_of_phrase_alone_is_no_match(examples: Comparer) -> None:
    score = alike(examples, f"Abattre des arbres {SAFETY}", f"Préparer un repas {SAFETY}")
    assert strength(score) is None


def test_the_reasons_are_in_the_words_of_the_text(examples: Comparer) -> None:
    one, other = (
        weigh(text, examples.vocabulary)
        for text in ("Souder à l’arc et au TIG des tôles fines", "Soudures TIG sur tôle fine")
    )
    found = why(one, other, likeness(one, other))
    assert found.acronyms == ("TIG",) and "tôles" in found.words and "fines" in found.words
    assert found.sentence.startswith("Mots en commun : ") and found.sentence.endswith(
        "sigle en commun : TIG."
    )


WORDS = [
    "contrôler",
    "la",
    "qualité",
    "des",
    "pièces",
    "TIG",
    "CN",
    "souder",
    "usiner",
    "plan",
    "l’équipe",
    "5S",
]
texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


@given(texts, texts)
def test_likeness_is_a_measure(examples: Comparer, one: str, other: str) -> None:
    score = alike(examples, one, other)
    assert 0 <= score <= 1
    assert score == pytest.approx(alike(examples, other, one))


@given(st.lists(texts, min_size=1, max_size=5), st.lists(texts, min_size=1, max_size=5))
def test_a_statement_is_matched_once(examples: Comparer, left: list[str], right: list[str]) -> None:
    found = match(*([weigh(text, examples.vocabulary) for text in side] for side in (left, right)))
    assert 0 <= found.coverage() <= 1
    for name in ("left", "right"):
        places = [place for group in found.groups for place in getattr(group, name)]
        assert len(places) == len(set(places))
    assert all(min(len(group.left), len(group.right)) == 1 for group in found.groups)


def test_codes_are_close_by_their_hierarchy() -> None:
    assert (
        nsf("251u", "251u") > nsf("251u", "251") > nsf("251", "254") > nsf("251", "230") > nsf("251", "320")
    )
    assert niveau("4", "4") > niveau("4", "5") > niveau("3", "5") > niveau("3", "8")
    assert closest([], ["251"], nsf) is None
    assert closest(["251"], ["251", "320"], nsf) == pytest.approx((1 + 0.5) / 2)
