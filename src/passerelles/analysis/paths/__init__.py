"""Paths from what a person holds to a certification or a job: what is left, by which steps, on a day."""

from passerelles.analysis.paths.accesses import Access, Accesses
from passerelles.analysis.paths.answer import (
    Close,
    Covered,
    Earned,
    Maybe,
    Near,
    Path,
    Paths,
    Stage,
    Target,
    Unreachable,
)
from passerelles.analysis.paths.finder import Finder, Question, open_finder
from passerelles.analysis.paths.jobs import Around, Job, Jobs

__all__ = [
    "Access",
    "Accesses",
    "Around",
    "Close",
    "Covered",
    "Earned",
    "Finder",
    "Job",
    "Jobs",
    "Maybe",
    "Near",
    "Path",
    "Paths",
    "Question",
    "Stage",
    "Target",
    "Unreachable",
    "open_finder",
]
