"""Reasons in French."""

from passerelles.analysis.overlap.neighbour import Part
from passerelles.analysis.overlap.reason import Facts, reason, shared_words

_SILENT = tuple(
    Part(name, None, 0.0)
    for name in ("intitulé", "capacités", "blocs", "ROME", "NSF", "activités et métiers", "certificateur")
)


def facts(title: str, end: str | None = None, **codes: frozenset[str]) -> Facts:
    return Facts(
        title, "5", codes.get("romes", frozenset()), codes.get("nsf", frozenset()), ("UIMM",), True, end
    )


def test_what_they_share_is_named() -> None:
    one = facts("Soudeur TIG", "2019-06-30", romes=frozenset({"H2913"}))
    other = facts("Soudeuse au TIG en chaudronnerie", "2024-06-30", romes=frozenset({"H2913"}))
    assert reason(one, other, _SILENT, later=True) == (
        "Intitulé proche (« soudeur », « TIG »), code ROME commun (H2913), même certificateur (UIMM), "
        "même niveau (5) ; son enregistrement court plus longtemps (jusqu’au 30/06/2024)."
    )


def test_the_other_way_round_it_ended_before() -> None:
    one, other = facts("Soudeur", "2024-06-30"), facts("Soudeur", "2019-06-30")
    told = reason(one, other, _SILENT, later=False)
    assert told.startswith("Même intitulé")
    assert told.endswith("; son enregistrement a pris fin avant (le 30/06/2019).")


def test_many_codes_are_counted() -> None:
    codes = frozenset({"A1101", "A1102", "A1103", "A1104"})
    told = reason(facts("x", romes=codes), facts("y", romes=codes), _SILENT, later=True)
    assert "Codes ROME communs (A1101, A1102, A1103 et 1 de plus)" in told


def test_words_stand_as_they_are_written() -> None:
    assert shared_words("CQP Soudage d’une pièce en CAO", "CQP Pièces, soudages (CAO)") == [
        "soudage",
        "pièce",
        "CAO",
    ]


def test_nothing_in_common_is_said() -> None:
    one = Facts("Pix", None, frozenset(), frozenset(), (), True, None)
    other = Facts("Soudeur", None, frozenset(), frozenset(), (), True, None)
    told = reason(one, other, _SILENT, later=True)
    assert told == "Aucun mot ni code important en commun, rapprochée faute de mieux."
