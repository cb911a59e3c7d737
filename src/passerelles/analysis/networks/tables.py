"""A network as two CSV tables, edges and nodes, alone or together in a zip."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from passerelles.analysis.networks.content import Content
from passerelles.analysis.networks.node import Value, short

#: Names of the tables in a zip.
EDGES, NODES = "aretes.csv", "noeuds.csv"
#: A zip that is equal for equal tables: no clock.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_edges(network: Content, stream: IO[bytes]) -> None:
    """Write one row an edge; the labels of both ends stand beside them, so that the table reads alone.

    `Source` and `Target` are the names that Gephi looks for.
    """
    labels = {node.id: node.attributes["label"] for node in network.nodes()}
    ends = ((short(edge.start), short(edge.end), edge.attributes()) for edge in network.edges())
    _write(
        stream,
        ("Source", "Target", "source_label", "target_label", *network.edge_attributes),
        (
            (
                start,
                end,
                labels.get(start, ""),
                labels.get(end, ""),
                *_cells(attributes, network.edge_attributes),
            )
            for start, end, attributes in ends
        ),
    )


def write_nodes(network: Content, stream: IO[bytes]) -> None:
    """Write one row a node; `Id` is what `Source` and `Target` name."""
    rows = ((node.id, *_cells(node.attributes, network.node_attributes)) for node in network.nodes())
    _write(stream, ("Id", *network.node_attributes), rows)


def write_tables(network: Content, stream: IO[bytes]) -> None:
    """Write a zip of both tables."""
    with zipfile.ZipFile(stream, "w") as archive:
        for name, write in ((EDGES, write_edges), (NODES, write_nodes)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as member:
                write(network, member)


def _cells(attributes: Mapping[str, Value], names: Mapping[str, type]) -> Iterator[str]:
    for name in names:
        value = attributes.get(name, "")
        yield str(value).lower() if isinstance(value, bool) else str(value)


def _write(stream: IO[bytes], heading: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(heading)
        writer.writerows(rows)
        text.flush()
    finally:
        # The stream stays its owner's to close.
        text.detach()
