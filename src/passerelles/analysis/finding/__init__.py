"""Finding: full-text search, completion, and what a sentence means."""

from passerelles.analysis.finding.facets import Facet, FacetValue, Outline
from passerelles.analysis.finding.finding import Finding
from passerelles.analysis.finding.found import (
    KIND_NAMES,
    KINDS,
    Completion,
    Filters,
    Found,
    Fragment,
    Group,
    Hit,
    Match,
    Understanding,
)
from passerelles.analysis.finding.writing import write_finding

__all__ = [
    "KINDS",
    "KIND_NAMES",
    "Completion",
    "Facet",
    "FacetValue",
    "Filters",
    "Finding",
    "Found",
    "Fragment",
    "Group",
    "Hit",
    "Match",
    "Outline",
    "Understanding",
    "write_finding",
]
