"""The formats in which a graph can be exported."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from passerelles.errors import UsageError
from passerelles.exports.credentials import write_ctdl, write_schemaorg
from passerelles.exports.graph import write_jsonld, write_nquads, write_turtle
from passerelles.exports.left_out import Selection
from passerelles.exports.options import DEFAULT, Options
from passerelles.exports.qualifications import write_elm
from passerelles.store import Dataset

_WHOLE: dict[str, Callable[[Dataset, IO[bytes], Options], None]] = {
    "nquads": write_nquads,
    "turtle": write_turtle,
    "jsonld": write_jsonld,
}
_MODELS: dict[str, Callable[[Dataset, IO[bytes], Options], Selection]] = {
    "elm": write_elm,
    "ctdl": write_ctdl,
    "schemaorg": write_schemaorg,
}


def formats() -> tuple[str, ...]:
    """The names of the formats that `export` knows."""
    return (*_WHOLE, *_MODELS)


def export(dataset: Dataset, format: str, stream: IO[bytes], options: Options = DEFAULT) -> Selection | None:
    """Write the graph to `stream`; a model of certifications gives those that it could not take, with the reasons.

    `nquads` keeps the sources apart, `turtle` and `jsonld` merge them; the others are other models of certifications.
    Raises `UsageError` for an unknown format.
    """
    if format in _WHOLE:
        _WHOLE[format](dataset, stream, options)
        return None
    if format in _MODELS:
        return _MODELS[format](dataset, stream, options)
    known = ", ".join(formats())
    raise UsageError(f"Le format d’export « {format} » n’existe pas ; les formats connus sont : {known}.")
