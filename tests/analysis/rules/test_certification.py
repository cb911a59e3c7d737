"""Where a certification stands on a day: enrolment, award, and the sentence that says why."""

from datetime import date

import pytest

from passerelles.analysis.rules import Bloc, Certification, Period

DAY = date(2026, 9, 1)
OPEN = Period(date(2024, 1, 1), date(2028, 8, 31))
ENDED = Period(None, date(2024, 8, 31))


@pytest.mark.parametrize(
    ("periods", "active", "described", "expected"),
    [
        ((OPEN,), True, True, ("en cours", True, True, "jusqu’au 31/08/2028")),
        ((ENDED, OPEN), None, True, ("en cours", True, True, "jusqu’au 31/08/2028")),
        ((Period(DAY, DAY),), True, True, ("en cours", True, True, "jusqu’au 01/09/2026")),
        ((Period(date(2024, 1, 1), None),), True, True, ("en cours", True, True, "sans date de fin")),
        ((ENDED,), False, True, ("échue", False, False, "Échue depuis le 31/08/2024")),
        (
            (Period(None, date(2024, 8, 31), date(2029, 8, 31)),),
            False,
            True,
            ("délivrance", False, True, "jusqu’au 31/08/2029"),
        ),
        ((Period(None, date(2024, 8, 31), date(2026, 8, 31)),), None, True, ("échue", False, False, "Échue")),
        ((Period(None, None, date(2029, 8, 31)),), None, True, ("délivrance", False, True, "31/08/2029")),
        ((Period(date(2027, 1, 1), None),), True, True, ("à venir", False, False, "01/01/2027")),
        ((OPEN,), False, True, ("inactive", False, None, "à vérifier")),
        ((), True, True, ("active", True, True, "sans date de fin")),
        ((), False, True, ("inactive", False, False, "Inactive")),
        ((), None, True, ("inconnue", None, None, "ne précisent pas")),
        ((), None, False, ("inconnue", None, None, "n’est pas dans ce graphe")),
    ],
)
def test_standing(
    periods: tuple[Period, ...],
    active: bool | None,
    described: bool,
    expected: tuple[str, bool | None, bool | None, str],
) -> None:
    found = Certification("x", "RNCP1", "Titre", (), periods, active, described).standing(DAY)
    assert (found.state, found.enrol, found.award) == expected[:3]
    assert expected[3] in found.sentence


def test_the_word_inactive_counts_from_the_day_of_the_data() -> None:
    found = Certification("x", "RNCP1", "Titre", (), (OPEN,), active=False)
    assert found.standing(DAY, known=date(2028, 10, 1)).enrol is True
    assert found.standing(DAY, known=DAY).enrol is False


@pytest.mark.parametrize(
    ("title", "optional", "option"),
    [
        ("Langue vivante (facultative)", True, True),
        ("UNITÉ UF Unité facultative d’arts appliqués", True, True),
        ("Bloc optionnel : étude de faisabilité", True, True),
        ("Option son : installer les systèmes", False, True),
        ("Adoption d’un comportement éco-responsable", False, False),
        (None, False, False),
    ],
)
def test_titles_say_which_blocs_one_can_do_without(title: str | None, optional: bool, option: bool) -> None:
    bloc = Bloc("b", None, title)
    assert (bloc.optional, bloc.option) == (optional, option)
