"""Everything that overlaps are computed from, written once per version of a graph."""

from __future__ import annotations

from pathlib import Path

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.overlap.field import read_fields
from passerelles.analysis.overlap.matrix import write_matrix
from passerelles.analysis.overlap.traits import write_traits


def write_overlap(catalogue: Catalogue, folder: Path) -> None:
    """Write the files of an `Overlap` into an empty folder."""
    write_matrix(read_fields(catalogue), folder)
    write_traits(catalogue, folder)
