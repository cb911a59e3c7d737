"""What a network holds: each relation, the AND of correspondances, ranks, documents; and its parts."""

import pytest

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.networks import Network, Relation, around, network, relations_named
from passerelles.errors import UsageError
from passerelles.store import EmbeddedDataset
from tests.analysis.networks.conftest import ID

OFFICIAL = f"{ID}correspondance/bbbbbbbbbbbbbbbbbbbb"


def told(edges: Network) -> set[tuple[str, str, str, str | None]]:
    return {
        (edge.start.removeprefix(ID), edge.label, edge.end.removeprefix(ID), edge.rank)
        for edge in edges.edges()
    }


def test_every_relation_has_its_edges(whole: Network) -> None:
    found = told(whole)
    for expected in [
        ("rncp/28900", "contient le bloc", "rncp/28900/bloc/BC01", None),
        ("rncp/28900/bloc/BC01", "comprend la capacité", "rncp/28900/capacite/C1", None),
        # A capacité outside every bloc hangs on its certification, the others do not.
        ("rncp/28900", "atteste la capacité", "rncp/28900/capacite/C10", None),
        ("rncp/28900", "est remplacée par", "rncp/30100", None),
        ("rncp/28900", "mène au métier", "rome/H2903", None),
        ("rncp/28900", "relève de la spécialité", "nsf/200r", None),
        ("rome/H2903", "mobilité proche", "rome/H1502", None),
        ("correspondance/aaaaaaaaaaaaaaaaaaaa", "vers", "titre/cqpi-faconnier", "conventionnelle"),
        ("rncp/28900/bloc/BC01", "recouvre", "rncp/30100/bloc/BC01", "calculée"),
    ]:
        assert expected in found
    assert ("rncp/28900", "atteste la capacité", "rncp/28900/capacite/C1", None) not in found
    assert {edge.relation for edge in whole.edges()} == set(Relation)


def test_a_correspondance_is_a_node_so_that_all_it_asks_for_stays_together(whole: Network) -> None:
    graph = whole.graph()
    node = OFFICIAL.removeprefix(ID)
    assert graph.nodes[node]["label"] == "correspondance officielle – tout est nécessaire"
    assert set(graph.predecessors(node)) == {"rncp/28900/bloc/BC01", "rncp/28900/bloc/BC02"}
    assert set(graph.successors(node)) == {"rncp/30100/bloc/BC01"}
    edge = graph.edges["rncp/28900/bloc/BC01", node, "depuis"]
    assert (edge["rang"], edge["portee"], edge["fichier"]) == ("officielle", "totale", "export.csv")
    # No edge leads past the node from what is held to what is given.
    assert not graph.has_edge("rncp/28900/bloc/BC01", "rncp/30100/bloc/BC01", "vers")


def test_ranks_are_those_of_correspondances_alone_and_documents_are_named(whole: Network) -> None:
    for edge in whole.edges():
        ranked = edge.relation in (Relation.CORRESPONDANCES, Relation.OVERLAP)
        assert (edge.rank is not None) is ranked
        assert edge.documents.files or edge.relation is Relation.OVERLAP, edge
    weights = {edge.weight for edge in whole.edges() if edge.relation is not Relation.OVERLAP}
    assert weights == {1.0}
    (overlap,) = [edge for edge in whole.edges() if edge.relation is Relation.OVERLAP]
    assert overlap.weight == 0.8
    mobility = next(edge for edge in whole.edges() if edge.relation is Relation.MOBILITIES)
    assert mobility.documents.files == "rome.zip"
    succession = next(edge for edge in whole.edges() if edge.end == f"{ID}rncp/30100" and edge.rank is None)
    assert set(succession.documents.files.split(" ; ")) == {"RNCP28900.txt", "export.csv"}


def test_nodes_are_the_ends_of_edges_each_once(whole: Network) -> None:
    nodes = [node.id for node in whole.nodes()]
    assert len(nodes) == len(set(nodes))
    assert set(nodes) == {iri.removeprefix(ID) for iri in whole.ends()}
    about = {node.id: node.attributes for node in whole.nodes()}
    assert about["rncp/30100"]["actif"] is True and about["rncp/30100"]["fin"] == "2027-04-02"
    assert about["rncp/30100"]["nature"] == "CQPI"
    # What is not stated is absent, not guessed.
    assert "actif" not in about["titre/cqpi-faconnier"] and about["titre/cqpi-faconnier"]["decrite"] is False
    assert {attributes["type"] for attributes in about.values()} == {
        "certification", "bloc", "capacité", "métier", "spécialité", "correspondance",
    }  # fmt: skip
    assert all(attributes["label"] and len(str(attributes["label"])) <= 80 for attributes in about.values())


def test_a_bloc_never_stands_alone_without_its_certification(
    catalogue: Catalogue, dataset: EmbeddedDataset
) -> None:
    found = told(network(catalogue, dataset, [Relation.CORRESPONDANCES]))
    assert ("rncp/28900", "contient le bloc", "rncp/28900/bloc/BC02", None) in found
    assert not [each for each in found if "capacite" in each[2]]


@pytest.mark.parametrize("distance", [1, 2, 3, 9])
def test_what_lies_around_is_the_ball_of_networkx_with_whole_correspondances(
    whole: Network, distance: int
) -> None:
    import networkx as nx

    ball = set(nx.ego_graph(whole.graph().to_undirected(), "rncp/30100/bloc/BC01", distance))
    whole_ones = {
        end.removeprefix(ID)
        for each in whole.correspondances
        if each.iri.removeprefix(ID) in ball
        for end in (*each.depuis, *each.vers)
    }
    part = around(whole, [f"{ID}rncp/30100/bloc/BC01"], distance)
    assert {node.id for node in part.nodes()} == ball | whole_ones
    assert set(part.edges()) <= set(whole.edges())


def test_relations_are_named_as_people_write_them() -> None:
    assert relations_named(" Correspondances, successions") == {
        Relation.CORRESPONDANCES,
        Relation.SUCCESSIONS,
    }
    for wrong in ("amities", "", " , "):
        with pytest.raises(UsageError, match="recouvrement"):
            relations_named(wrong)
