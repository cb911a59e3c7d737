"""The formats in which a graph can be exported."""

from __future__ import annotations

from typing import IO

from passerelles.errors import UsageError
from passerelles.exports.jsonld import write_jsonld
from passerelles.exports.turtle import write_turtle
from passerelles.store import Dataset, EmbeddedDataset


def write_nquads(dataset: Dataset, stream: IO[bytes]) -> None:
    """Write every source as its named graph to `stream`, lines sorted."""
    if not isinstance(dataset, EmbeddedDataset):
        raise UsageError(
            "L’export « nquads » se fait depuis une base sur ce disque, pas depuis un point d’accès."
        )
    for piece in dataset.nquads():
        stream.write(piece)


_WRITERS = {"nquads": write_nquads, "turtle": write_turtle, "jsonld": write_jsonld}


def formats() -> tuple[str, ...]:
    """The names of the formats that `export` knows."""
    return tuple(_WRITERS)


def export(dataset: Dataset, format: str, stream: IO[bytes]) -> None:
    """Write the graph to `stream`; `nquads` keeps the sources apart, `turtle` and `jsonld` merge them.

    Raises `UsageError` for an unknown format.
    """
    writer = _WRITERS.get(format)
    if writer is None:
        known = ", ".join(formats())
        raise UsageError(f"Le format d’export « {format} » n’existe pas ; les formats connus sont : {known}.")
    writer(dataset, stream)
