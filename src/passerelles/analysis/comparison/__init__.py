"""Comparison: which capacités and blocs of two certifications match, how strongly and why, and what is missing."""

from passerelles.analysis.comparison.answer import (
    Comparison,
    Declared,
    Match,
    NearBlocs,
    Part,
    Side,
    Statement,
    Why,
)
from passerelles.analysis.comparison.comparer import Comparer
from passerelles.analysis.comparison.vocabulary import write_vocabulary

__all__ = [
    "Comparer",
    "Comparison",
    "Declared",
    "Match",
    "NearBlocs",
    "Part",
    "Side",
    "Statement",
    "Why",
    "write_vocabulary",
]
