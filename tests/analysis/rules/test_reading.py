"""The rule base of a store: read from the graph or with the catalogue, it says the same."""

from pathlib import Path

import pytest

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.rules import RuleBase, gains, read_rules
from passerelles.analysis.rules.catalogued import CataloguedCertifications
from passerelles.analysis.rules.certifications import Certifications
from passerelles.build import Outcome
from passerelles.store import open_store
from tests.analysis.small_base import DAY, ID


@pytest.fixture(scope="module")
def both(examples_store: tuple[Path, Outcome], examples_catalogue: Catalogue) -> tuple[RuleBase, RuleBase]:
    dataset = open_store(examples_store[0])
    return read_rules(dataset), read_rules(dataset, None, CataloguedCertifications(examples_catalogue))


def test_graph_and_catalogue_agree_on_every_certification(
    both: tuple[RuleBase, RuleBase], examples_catalogue: Catalogue
) -> None:
    graph, catalogued = both
    everything = [each.iri for each in examples_catalogue.certifications()]
    assert len(everything) > 50
    for iri in everything:
        one, other = graph.certification(iri), catalogued.certification(iri)
        assert one and other
        assert (one.identifier, one.active, one.described, one.romes, one.sources) == (
            other.identifier,
            other.active,
            other.described,
            other.romes,
            other.sources,
        )
        assert [bloc.iri for bloc in one.blocs] == [bloc.iri for bloc in other.blocs]
        assert one.standing(DAY).award == other.standing(DAY).award


def test_graph_and_catalogue_give_the_same(both: tuple[RuleBase, RuleBase]) -> None:
    held = [f"{ID}rncp/23022"]
    one, other = (gains(base, held, DAY) for base in both)
    assert [each.item.iri for each in one.gained] == [each.item.iri for each in other.gained]
    assert any(each.right == "conventionnelle" for each in one.gained)


def test_certifications_of_a_rome_code_are_read_at_once(both: tuple[RuleBase, RuleBase]) -> None:
    graph, catalogued = (base.certification for base in both)
    assert isinstance(graph, Certifications) and isinstance(catalogued, CataloguedCertifications)
    found = graph.leading_to(f"{ID}rome/H2903")
    assert found == catalogued.leading_to(f"{ID}rome/H2903")
    assert f"{ID}rncp/28243" in found


def test_what_the_graph_does_not_know_is_not_known(both: tuple[RuleBase, RuleBase]) -> None:
    for base in both:
        assert base.certification(f"{ID}rncp/999999") is None
        assert not base.knows(f"{ID}rncp/23022/bloc/BC99")
        assert base.knows(f"{ID}rncp/23022/bloc/BC01")
