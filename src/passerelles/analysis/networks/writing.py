"""The formats in which a network is written, the same bytes for the same graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import IO

from passerelles.analysis.networks.content import Content
from passerelles.analysis.networks.gexf import write_gexf
from passerelles.analysis.networks.graphml import write_graphml
from passerelles.analysis.networks.nodelink import write_nodelink
from passerelles.analysis.networks.tables import write_edges
from passerelles.errors import UsageError

#: What writes each format.
FORMATS: Mapping[str, Callable[[Content, IO[bytes]], None]] = MappingProxyType(
    {"graphml": write_graphml, "gexf": write_gexf, "csv": write_edges, "nodelink": write_nodelink}
)


def write_network(network: Content, format: str, stream: IO[bytes]) -> None:
    """Write a network to `stream`, node by node and edge by edge; `csv` is the table of edges.

    Raises `UsageError` for an unknown format.
    """
    writer = FORMATS.get(format)
    if writer is None:
        raise UsageError(f"Un réseau ne s’écrit pas en « {format} » ; formats connus : {', '.join(FORMATS)}.")
    writer(network, stream)
