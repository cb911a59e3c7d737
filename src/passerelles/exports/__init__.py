"""The graph written to files of other tools, the same bytes for the same graph."""

from passerelles.exports.export import export, formats
from passerelles.exports.left_out import LeftOut, by_reason
from passerelles.exports.options import Options

__all__ = ["LeftOut", "Options", "by_reason", "export", "formats"]
