"""Overlap: which certifications, blocs and capacités lie close to each other, how far, and why."""

from passerelles.analysis.overlap.neighbour import Neighbour, Part
from passerelles.analysis.overlap.overlap import Overlap
from passerelles.analysis.overlap.writing import write_overlap

__all__ = ["Neighbour", "Overlap", "Part", "write_overlap"]
