"""The graph written to files of other tools, the same bytes for the same graph."""

from passerelles.exports.dataset import write_dataset
from passerelles.exports.dumps import left_behind
from passerelles.exports.export import export, formats
from passerelles.exports.left_out import LeftOut, Selection, by_reason
from passerelles.exports.options import Options

__all__ = [
    "LeftOut",
    "Options",
    "Selection",
    "by_reason",
    "export",
    "formats",
    "left_behind",
    "write_dataset",
]
