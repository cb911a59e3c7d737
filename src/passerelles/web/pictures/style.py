"""How pictures look: colours that every eye tells apart, and beside each colour a shape, a stroke or a word.

`COLOURS` are those of a light page and of files; `static/picture.css` holds the same ones by name, and those of the
dark page.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from passerelles.analysis.pictures import Line, Mark

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#1b2330",
        "soft": "#56606f",
        "paper": "#fcfcfa",
        "panel": "#f2f3ef",
        "edge": "#8a929c",
        "officielle": "#00629b",
        "conventionnelle": "#b34700",
        "calculee": "#7a4f9e",
        "remplacement": "#00705a",
        "certification": "#0b5a73",
        "bloc": "#2f6db3",
        "capacite": "#7d6a00",
        "metier": "#a34700",
        "specialite": "#7a3e8e",
        "certificateur": "#4d5661",
        **{
            f"groupe-{number}": colour
            for number, colour in enumerate(
                ("#0072b2", "#c4510a", "#007d5c", "#a8487f", "#8a6d00", "#2b86c2", "#5a5f66", "#7a4f9e"),
                start=1,
            )
        },
    }
)
_SLUGS = {
    "calculée": "calculee",
    "capacité": "capacite",
    "métier": "metier",
    "spécialité": "specialite",
    "formacode": "specialite",
    "suite": "soft",
    "correspondance": "soft",
}
#: Dashes and width of a line, by rank or kind; a dash of "" is a whole line.
STROKES: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "officielle": ("", 3.0),
        "conventionnelle": ("11 5", 2.5),
        "calculée": ("2 4", 1.75),
        "remplacement": ("12 4 2 4", 2.25),
        "contenu": ("", 1.5),
        "compte": ("", 1.5),
    }
)
_PLAIN = ("", 1.1)
SHAPES = ("ellipse", "rectangle", "triangle", "diamond", "pentagon", "hexagon")
_CORNERS = {
    "triangle": (3, -90),
    "diamond": (4, -90),
    "pentagon": (5, -90),
    "hexagon": (6, 0),
    "rectangle": (4, 45),
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: the name of its colour, its dashes, its width."""

    colour: str
    dash: str
    width: float


def stroke(line: Line) -> Stroke:
    """How that line is drawn."""
    name = line.rank or line.kind
    dash, width = STROKES.get(name, _PLAIN)
    colour = slug(name) if line.rank or line.kind == "remplacement" else "edge"
    return Stroke(colour, dash, width)


def slug(name: str) -> str:
    """The name of the colour of a rank or of a kind."""
    return _SLUGS.get(name, name)


def colour_of(mark: Mark) -> str:
    """The name of the colour of a mark: that of its community on a map, else that of its kind."""
    if mark.group is not None:
        return f"groupe-{(mark.group - 1) % 8 + 1}"
    return slug(mark.kind)


def shape_of(mark: Mark) -> str:
    """The shape of a dot: communities that have the same colour have different ones."""
    return shape(mark.group) if mark.group is not None else "ellipse"


def shape(group: int) -> str:
    """The shape of the dots of a community."""
    return SHAPES[(group - 1) % len(SHAPES)]


def corners(name: str, x: float, y: float, size: float) -> str:
    """The corners of a shape for an SVG polygon."""
    count, first = _CORNERS[name]
    # Shapes with few corners look smaller than a disc of the same width.
    radius = size / 2 * (1.25 if count < 5 else 1.1)
    turns = [math.radians(first + 360 * corner / count) for corner in range(count)]
    return " ".join(f"{x + radius * math.cos(turn):.1f},{y + radius * math.sin(turn):.1f}" for turn in turns)
