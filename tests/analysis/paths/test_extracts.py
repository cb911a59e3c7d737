"""Paths over the real extracts: what is covered, what is left, by which steps, on which day."""

from datetime import date

import pytest

from passerelles.analysis.paths import Finder, Paths, Question
from passerelles.errors import NotFoundError

DAY = date(2026, 9, 1)


def ask(finder: Finder, held: str, target: str, day: date = DAY, top: int = 3) -> Paths:
    return finder.find(target, Question(tuple(finder.item(each) for each in held.split()), day, top))


def test_what_is_covered_is_told_by_its_right_and_what_is_left_is_acquired(finder: Finder) -> None:
    answer = ask(finder, "RNCP37778BC01 RNCP37778BC02", "RNCP36490")
    best = answer.found[0]
    assert (best.left, best.steps, best.held) == (1, 1, False)
    assert [(each.item.identifier, each.right) for each in best.covered] == [
        ("RNCP36490BC01", "officielle"),
        ("RNCP36490BC02", "officielle"),
        ("RNCP36490BC03", "officielle"),
    ]
    (stage,) = best.stages
    assert (stage.kind, stage.enrol, stage.award) == ("acquérir", True, True)
    assert stage.items[0].identifier == "RNCP36490BC04"
    assert {each.code for each in stage.accesses} == {"FI", "CA", "FC", "CQ", "CL", "VAE"}
    assert any(each.jury for each in stage.accesses)
    assert "01/06/2027" in best.standing
    assert any("RNCP36490" in (source.file or "") for source in best.sources)
    assert answer.exact and answer.known == "2026-08-16"


def test_one_bloc_that_is_missing_is_the_shortest_way(finder: Finder) -> None:
    best, *_ = ask(finder, "RNCP37778BC01", "RNCP36490").found
    assert (best.left, best.steps) == (2, 3)
    assert [(stage.kind, stage.items[0].identifier) for stage in best.stages] == [
        ("acquérir", "RNCP37778BC02"),
        ("reconnaissance", "RNCP36490BC01"),
        ("acquérir", "RNCP36490BC04"),
    ]
    assert best.stages[0].enrol is None
    assert "n’est pas dans ce graphe" in best.stages[0].standing
    assert best.stages[1].rule and best.stages[1].rule.declared_by == ("CESI",)
    assert "y donnent droit" in best.stages[1].sentence


def test_a_whole_certification_that_gives_the_whole_leaves_nothing(finder: Finder) -> None:
    (only,) = ask(finder, "RNCP31114", "RNCP37674").found
    assert (only.left, only.steps, only.held) == (0, 0, True)
    assert "obtenue par correspondance" in only.conclusion


def test_from_nothing_the_target_is_all_there_is(finder: Finder) -> None:
    (only,) = ask(finder, "", "RNCP37488", top=5).found
    assert (only.left, only.steps) == (2, 2)
    assert only.covered == ()


def test_different_paths_go_through_different_certifications(finder: Finder) -> None:
    answer = ask(finder, "", "RNCP36490", top=4)
    through = [
        frozenset(
            item.certification for stage in path.stages if stage.kind == "acquérir" for item in stage.items
        )
        for path in answer.found
    ]
    assert len(set(through)) == len(through) == 4
    assert [path.left for path in answer.found] == sorted(path.left for path in answer.found)
    assert answer.found[0].left == 3


def test_what_has_expired_is_explained_and_leads_somewhere(finder: Finder) -> None:
    answer = ask(finder, "", "RNCP35419")
    assert answer.found == () and answer.unreachable
    assert "17/03/2026" in answer.unreachable.reasons[0]
    near = answer.unreachable.neighbours[0]
    assert near.name.startswith("RNCP36490") and near.left == 3
    assert "ROME" in near.sentence
    assert ask(finder, "", "RNCP35419", date(2025, 1, 1)).found


def test_what_is_replaced_leads_to_what_replaces_it(finder: Finder) -> None:
    answer = ask(finder, "", "RNCP34762")
    assert answer.unreachable and [each.name[:9] for each in answer.unreachable.successors] == ["RNCP39568"]
    assert answer.unreachable.successors[0].left
    assert "ne donne aucun droit" in answer.unreachable.successors[0].sentence


def test_what_is_held_is_held_whatever_the_day(finder: Finder) -> None:
    (only,) = ask(finder, "RNCP35419", "RNCP35419").found
    assert only.held and only.award is False


def test_a_job_is_reached_by_the_certification_with_the_fewest_blocs_left(finder: Finder) -> None:
    answer = ask(finder, "RNCP37778BC01 RNCP37778BC02", "M1805")
    assert answer.target.kind == "métier"
    assert (answer.found[0].target.identifier, answer.found[0].left) == ("RNCP36490", 1)
    assert all(path.via and "M1805" in path.via for path in answer.found)


def test_what_lies_close_by_computation_is_shown_apart_and_never_counted(finder: Finder) -> None:
    held = (finder.item("RNCP37778BC01"), finder.item("RNCP37778BC02"))
    asked: list[str] = []

    def close_by(missing: str, holdings: object) -> list[tuple[str, float, str]]:
        asked.append(missing)
        return [(held[0], 0.9, "Mêmes mots.")]

    best, *_ = finder.find("RNCP36490", Question(held, DAY, 1, close_by)).found
    assert best.left == 1
    assert asked == [best.stages[0].items[0].iri]
    assert [(each.score, each.sentence) for each in best.stages[0].close] == [(0.9, "Mêmes mots.")]


def test_computed_neighbours_come_first(finder: Finder) -> None:
    iri = finder.item("RNCP37488")
    question = Question((), DAY, neighbours=lambda _: [(iri, 0.5, "Proche par ses capacités.")])
    answer = finder.find("RNCP35419", question)
    assert answer.unreachable and answer.unreachable.neighbours[0].sentence == "Proche par ses capacités."


@pytest.mark.parametrize("target", ["RNCP999999", "RNCP36490BC99"])
def test_what_is_not_there_is_not_found(finder: Finder, target: str) -> None:
    with pytest.raises(NotFoundError):
        ask(finder, "", target)
    with pytest.raises(NotFoundError):
        ask(finder, target, "RNCP36490")
