"""A network as GraphML, written as it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO

from passerelles.analysis.networks.content import Content
from passerelles.analysis.networks.node import Value, short
from passerelles.analysis.networks.xml_text import xml_text, xml_value

_TYPES = {str: "string", bool: "boolean", int: "int", float: "double"}


def write_graphml(network: Content, stream: IO[bytes]) -> None:
    """Write the network to `stream`, one line a node and one an edge."""
    for line in _lines(network):
        stream.write(f"{line}\n".encode())


def _lines(network: Content) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
        'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
    )
    for target, letter, attributes in (
        ("node", "n", network.node_attributes),
        ("edge", "e", network.edge_attributes),
    ):
        for name, kind in attributes.items():
            yield (
                f'<key id="{letter}_{name}" for="{target}" attr.name="{name}" attr.type="{_TYPES[kind]}"/>'
            )
    yield '<graph id="passerelles" edgedefault="directed">'
    for node in network.nodes():
        yield f'<node id="{xml_text(node.id)}">{_data("n", node.attributes)}</node>'
    for number, edge in enumerate(network.edges()):
        ends = f'source="{xml_text(short(edge.start))}" target="{xml_text(short(edge.end))}"'
        yield f'<edge id="a{number}" {ends}>{_data("e", edge.attributes())}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _data(letter: str, attributes: Mapping[str, Value]) -> str:
    return "".join(
        f'<data key="{letter}_{name}">{xml_value(value)}</data>' for name, value in attributes.items()
    )
