"""The graph written to files of other tools, the same bytes for the same graph."""

from passerelles.exports.export import export, formats

__all__ = ["export", "formats"]
