"""A network as node-link JSON, which `networkx.node_link_graph` reads back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from passerelles.analysis.networks.content import Content
from passerelles.analysis.networks.node import short


def write_nodelink(network: Content, stream: IO[bytes]) -> None:
    """Write the network to `stream`, one line a node and one an edge."""
    head = {"name": "Passerelles", "relations": sorted(network.relations)}
    stream.write(b'{"directed": true, "multigraph": true, "graph": ' + _json(head) + b',\n"nodes": [')
    _write(stream, ({"id": node.id, **node.attributes} for node in network.nodes()))
    stream.write(b'],\n"edges": [')
    _write(
        stream,
        (
            {
                "source": short(edge.start),
                "target": short(edge.end),
                "key": edge.label,
                **edge.attributes(),
            }
            for edge in network.edges()
        ),
    )
    stream.write(b"]}\n")


def _write(stream: IO[bytes], objects: Iterator[dict[str, object]]) -> None:
    separator = b"\n"
    for each in objects:
        stream.write(separator + _json(each))
        separator = b",\n"
    stream.write(b"\n")


def _json(value: object) -> bytes:
    # A lone surrogate, which UTF-8 cannot hold, becomes the sign of a lost character.
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
