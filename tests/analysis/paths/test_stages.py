"""Steps in their order, and the partial results on the way."""

from passerelles.analysis.paths.best import best_to
from passerelles.analysis.paths.search import LIMIT
from passerelles.analysis.paths.told import told
from passerelles.analysis.rules import Rule, close
from tests.analysis.small_base import DAY, base, certification, iri, iris, rule


def path(rules: list[Rule], held: str, target: str, place: int = 0):  # type: ignore[no-untyped-def]
    closure = close(base(rules), iris(held), DAY)
    whole = closure.base.certification(iri(target))
    assert whole
    way = best_to(closure, whole, 3, LIMIT).ways[place]
    return told(closure, whole, whole.iri, way, lambda _: (), lambda _, __: ())


def test_a_certification_gained_early_is_told_where_it_is_gained() -> None:
    found = path([rule(1, "B1", "A1 A2"), rule(2, "B1", "D")], "B2", "A")
    first, second = found.stages
    assert (first.kind, first.items[0].iri) == ("acquérir", iri("B1"))
    assert [each.item.iri for each in first.earned] == [iri("D")]
    assert [each.item.iri for each in first.complete] == [iri("B")]
    assert (second.kind, [each.iri for each in second.items]) == ("reconnaissance", [iri("A1"), iri("A2")])
    assert second.earned == () and second.complete == ()


def test_a_certification_is_asked_for_before_what_it_gives() -> None:
    found = path([rule(1, "C", "A")], "", "A")
    assert [stage.kind for stage in found.stages] == ["acquérir", "délivrance", "reconnaissance"]
    assert found.stages[1].items[0].iri == iri("C")
    assert found.conclusion.endswith("est obtenue au bout de ces étapes.")


def test_blocs_come_in_their_order_and_optional_ones_are_not_counted() -> None:
    known = [certification("A", ("Un", "Deux (facultatif)", "Trois"))]
    closure = close(base([], known), (), DAY)
    way = best_to(closure, known[0], 1, LIMIT).ways[0]
    found = told(closure, known[0], known[0].iri, way, lambda _: (), lambda _, __: ())
    assert [stage.items[0].iri for stage in found.stages] == [iri("A1"), iri("A3")]
    assert [each.iri for each in found.options] == [iri("A2")]
    assert found.left == 2


def test_a_certification_without_blocs_is_one_unit() -> None:
    found = path([], "", "D")
    assert (found.left, found.steps) == (1, 1)
    assert "ne découpent pas en blocs" in found.stages[0].sentence
