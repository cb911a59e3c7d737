"""The certifications closest to one, and why."""

import pytest

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.overlap import Overlap
from passerelles.errors import NotFoundError, UsageError


def test_a_replaced_certification_finds_what_replaced_it(
    overlap: Overlap, examples_catalogue: Catalogue
) -> None:
    pairs = examples_catalogue.rows(
        "SELECT a.iri, b.iri FROM succession s JOIN certification a ON a.id = s.old "
        "JOIN certification b ON b.id = s.new WHERE a.described AND b.described"
    )
    found = [str(new) in {each.iri for each in overlap.similar(str(old), 5)} for old, new in pairs]
    assert len(found) > 5
    assert sum(found) / len(found) >= 0.8


def test_each_neighbour_says_why_in_one_french_sentence_and_from_which_document(overlap: Overlap) -> None:
    found = overlap.similar("RNCP28246", 20)
    assert [each.identifier for each in found].count("RNCP28245") == 1
    close = next(each for each in found if each.identifier == "RNCP28245")
    assert close.rank == "Calculee"
    assert close.reason.startswith("Intitulé proche (« autonome »)")
    assert "spécialité NSF commune (200u)" in close.reason
    assert close.reason.endswith(".")
    assert close.href == "/certification/rncp/28245"
    assert {source.file for source in close.sources} >= {"RNCP28245.txt"}


def test_what_a_document_does_not_say_is_none_not_zero(overlap: Overlap) -> None:
    close = next(each for each in overlap.similar("RNCP28246", 20) if each.identifier == "RNCP28245")
    values = {part.name: part.value for part in close.parts}
    assert values["capacités"] is None
    assert values["Formacode"] is None
    assert values["niveau"] is None
    assert values["ROME"] is not None
    assert close.parts[-1].name == "succession"


def test_scores_fall_from_0_to_1_and_the_points_of_the_parts_make_them(overlap: Overlap) -> None:
    found = overlap.similar("RNCP23022", 15)
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 < score < 1.0 for score in scores)
    points = [sum(part.points for part in each.parts) for each in found]
    assert points == sorted(points, reverse=True)


def test_one_list_is_that_of_all(overlap: Overlap) -> None:
    lines: dict[str, list[tuple[int, str, float]]] = {}
    for asked, rank, close, score in overlap.all(7):
        lines.setdefault(asked, []).append((rank, close, score))
    one = overlap.similar("RNCP28243", 7)
    assert lines["RNCP28243"] == [
        (place, each.identifier, each.score) for place, each in enumerate(one, start=1)
    ]


def test_all_covers_what_is_described_and_never_answers_with_what_is_only_named(
    overlap: Overlap, examples_catalogue: Catalogue
) -> None:
    described = {each.identifier for each in examples_catalogue.certifications() if each.described}
    lines = list(overlap.all(3))
    assert {line[0] for line in lines} == described
    assert {line[2] for line in lines} <= described
    assert all(asked != close for asked, _, close, _ in lines)
    assert {line[1] for line in lines} == {1, 2, 3}


def test_those_in_force_come_first_on_request(overlap: Overlap) -> None:
    states = [each.active is True for each in overlap.similar("RNCP23022", 20, active_first=True)]
    assert states == sorted(states, reverse=True)
    assert any(states)


def test_pairs_are_told_once_from_a_threshold_on(overlap: Overlap) -> None:
    pairs = list(overlap.pairs(0.5))
    assert pairs
    assert len({frozenset(pair[:2]) for pair in pairs}) == len(pairs)
    assert all(score >= 0.5 and one < other for one, other, score in pairs)
    assert set(overlap.pairs(0.9)) < set(pairs)


def test_what_is_not_described_has_no_neighbours(overlap: Overlap, examples_catalogue: Catalogue) -> None:
    named = next(each for each in examples_catalogue.certifications() if not each.described)
    with pytest.raises(NotFoundError, match="aucun document"):
        overlap.similar(named.iri)
    with pytest.raises(NotFoundError):
        overlap.similar("RNCP99999")
    with pytest.raises(UsageError):
        overlap.similar("n’importe quoi ?")
