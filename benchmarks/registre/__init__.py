"""A register made from a seed and the published figures, in the layout of the official export (flux V4.1)."""

from benchmarks.registre.export import Export, write
from benchmarks.registre.figures import REAL, Figures

__all__ = ["REAL", "Export", "Figures", "write"]
