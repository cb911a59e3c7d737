"""A network as GEXF, the format of Gephi, written as it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO

from passerelles.analysis.networks.content import Content
from passerelles.analysis.networks.node import Value, short
from passerelles.analysis.networks.xml_text import xml_text, xml_value

_TYPES = {str: "string", bool: "boolean", int: "integer", float: "double"}
#: What GEXF holds beside the declared attributes.
_NODE_OWN = ("label",)
_EDGE_OWN = ("label", "weight")


def write_gexf(network: Content, stream: IO[bytes]) -> None:
    """Write the network to `stream`, one line a node and one an edge."""
    for line in _lines(network):
        stream.write(f"{line}\n".encode())


def _lines(network: Content) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
    yield "<meta><creator>Passerelles</creator></meta>"
    yield '<graph mode="static" defaultedgetype="directed">'
    yield from _declarations("node", network.node_attributes, _NODE_OWN)
    yield from _declarations("edge", network.edge_attributes, _EDGE_OWN)
    yield "<nodes>"
    for node in network.nodes():
        own = _own(node.attributes, _NODE_OWN)
        values = _values(node.attributes, network.node_attributes, _NODE_OWN)
        yield f'<node id="{xml_text(node.id)}"{own}>{values}</node>'
    yield "</nodes>"
    yield "<edges>"
    for number, edge in enumerate(network.edges()):
        attributes = edge.attributes()
        ends = f'source="{xml_text(short(edge.start))}" target="{xml_text(short(edge.end))}"'
        values = _values(attributes, network.edge_attributes, _EDGE_OWN)
        yield f'<edge id="{number}" {ends}{_own(attributes, _EDGE_OWN)}>{values}</edge>'
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _declarations(target: str, attributes: Mapping[str, type], own: tuple[str, ...]) -> Iterator[str]:
    yield f'<attributes class="{target}" mode="static">'
    for number, (name, kind) in enumerate(attributes.items()):
        if name not in own:
            yield f'<attribute id="{number}" title="{name}" type="{_TYPES[kind]}"/>'
    yield "</attributes>"


def _own(attributes: Mapping[str, Value], own: tuple[str, ...]) -> str:
    return "".join(f' {name}="{xml_value(attributes[name])}"' for name in own if name in attributes)


def _values(attributes: Mapping[str, Value], declared: Mapping[str, type], own: tuple[str, ...]) -> str:
    written = "".join(
        f'<attvalue for="{number}" value="{xml_value(attributes[name])}"/>'
        for number, name in enumerate(declared)
        if name in attributes and name not in own
    )
    return f"<attvalues>{written}</attvalues>" if written else ""
