"""What is written comes back as it was by networkx's own readers, and is written the same way each time."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.analysis.networks import FORMATS, Measure, Network, measured, write_network, write_tables
from passerelles.analysis.networks.xml_text import xml_text
from passerelles.errors import UsageError
from tests.analysis.networks.conftest import HOSTILE

READERS: dict[str, Callable[[bytes], nx.MultiDiGraph]] = {
    "graphml": lambda data: nx.parse_graphml(data.decode(), force_multigraph=True),
    "gexf": lambda data: nx.read_gexf(io.BytesIO(data)),
    "nodelink": lambda data: nx.node_link_graph(json.loads(data)),
}


def written(network: Network, name: str) -> bytes:
    stream = io.BytesIO()
    write_network(network, name, stream)
    return stream.getvalue()


def edges(graph: nx.MultiDiGraph) -> list[tuple[str, str, list[tuple[str, object]]]]:
    own = ("label", "relation", "rang", "portee", "weight", "document", "fichier")
    return sorted(
        (start, end, sorted((key, value) for key, value in data.items() if key in own))
        for start, end, data in graph.edges(data=True)
    )


def seen(text: object) -> object:
    """What XML can hold of a value."""
    return text.replace("\x07", "\ufffd") if isinstance(text, str) else text


@pytest.mark.parametrize("name", READERS)
def test_networkx_reads_back_what_was_written(whole: Network, name: str) -> None:
    network = measured(whole, list(Measure))
    expected, found = network.graph(), READERS[name](written(network, name))
    # The reader of GEXF makes a simple graph of one without parallel edges.
    assert found.is_directed() and (name == "gexf" or found.is_multigraph())
    assert list(found) == list(expected)
    for node, attributes in expected.nodes(data=True):
        kept = {key: value if name == "nodelink" else seen(value) for key, value in attributes.items()}
        assert {key: found.nodes[node][key] for key in kept} == kept
        assert {type(found.nodes[node][key]) for key in kept} == {type(value) for value in kept.values()}
    assert edges(found) == edges(expected)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_gives_the_same_bytes(whole: Network, name: str) -> None:
    assert written(whole, name) == written(whole, name)
    assert "l’œuvre" in written(whole, name).decode("utf-8")


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_xml_holds_whatever_a_title_holds(whole: Network, name: str) -> None:
    data = written(whole, name)
    ElementTree.fromstring(data)
    assert b"<script" not in data and b"\x07" not in data
    title = READERS[name](data).nodes["rncp/30100/bloc/BC02"]["intitule"]
    assert title == HOSTILE.replace("\x07", "\ufffd")


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_goes_into_xml_and_comes_back_but_for_what_xml_cannot_hold(text: str) -> None:
    document = f'<a b="{xml_text(text)}">{xml_text(text)}</a>'
    element = ElementTree.fromstring(document.encode("utf-8"))
    assert element.text == (element.get("b") or None)
    for before, after in zip(text, element.text or "", strict=True):
        assert after in (before, "\ufffd")
        assert after == before or before < " " or before in "\ufffe\uffff" or "\ud800" <= before <= "\udfff"


def test_gexf_is_of_the_form_that_gephi_opens(whole: Network) -> None:
    root = ElementTree.fromstring(written(whole, "gexf"))
    gexf = "{http://www.gexf.net/1.2draft}"
    assert root.tag == f"{gexf}gexf"
    declared = {each.get("id") for each in root.iter(f"{gexf}attribute")}
    nodes = {each.get("id") for each in root.iter(f"{gexf}node")}
    for edge in root.iter(f"{gexf}edge"):
        assert {edge.get("source"), edge.get("target")} <= nodes
        assert edge.get("label") and float(edge.get("weight") or "")
    assert {each.get("for") for each in root.iter(f"{gexf}attvalue")} <= declared
    ids = [each.get("id") for each in root.iter(f"{gexf}edge")]
    assert len(ids) == len(set(ids))


def test_the_table_of_edges_reads_alone_and_the_zip_holds_both(whole: Network) -> None:
    rows = list(csv.DictReader(io.StringIO(written(whole, "csv").decode(), newline="")))
    assert len(rows) == len(list(whole.edges()))
    official = next(row for row in rows if row["Source"] == "correspondance/bbbbbbbbbbbbbbbbbbbb")
    assert (official["target_label"], official["rang"]) == ("RNCP30100BC01 – LA PRÉPARATION", "officielle")
    stream = io.BytesIO()
    write_tables(whole, stream)
    archive = zipfile.ZipFile(stream)
    assert archive.namelist() == ["aretes.csv", "noeuds.csv"]
    assert archive.read("aretes.csv") == written(whole, "csv")
    nodes = list(csv.DictReader(io.StringIO(archive.read("noeuds.csv").decode(), newline="")))
    assert [row["Id"] for row in nodes] == [node.id for node in whole.nodes()]
    assert {row["actif"] for row in nodes} == {"", "true"}
    assert HOSTILE in {row["intitule"] for row in nodes}
    again = io.BytesIO()
    write_tables(whole, again)
    assert again.getvalue() == stream.getvalue()


def test_other_formats_are_refused(whole: Network) -> None:
    with pytest.raises(UsageError, match="graphml, gexf, csv, nodelink"):
        write_network(whole, "dot", io.BytesIO())
