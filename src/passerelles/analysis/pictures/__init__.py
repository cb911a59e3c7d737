"""Pictures: parts of the graph with places, drawn the same way on paper, in a browser and in a file."""

from passerelles.analysis.pictures.content import PictureContent
from passerelles.analysis.pictures.course import course
from passerelles.analysis.pictures.line import RANKS, WORDS, Line
from passerelles.analysis.pictures.lineage import lineage
from passerelles.analysis.pictures.mark import Mark
from passerelles.analysis.pictures.neighbourhood import neighbourhood
from passerelles.analysis.pictures.picture import Box, Caption, Group, Hidden, Picture, Tick
from passerelles.analysis.pictures.territory import Domain, domain_label, territory

__all__ = [
    "RANKS",
    "WORDS",
    "Box",
    "Caption",
    "Domain",
    "Group",
    "Hidden",
    "Line",
    "Mark",
    "Picture",
    "PictureContent",
    "Tick",
    "course",
    "domain_label",
    "lineage",
    "neighbourhood",
    "territory",
]
