"""The way of a line between two boxes, and the head of an arrow at its end."""

from __future__ import annotations

import math

from passerelles.analysis.pictures.line import Line
from passerelles.analysis.pictures.picture import Box, Picture, Point

#: Lines that lead somewhere have a head.
HEADED = frozenset({"correspondance", "remplacement", "compte"})
_HEAD, _BULGE, _FLOW = 9.0, 46.0, 30.0


def route(picture: Picture, line: Line) -> tuple[Point, ...]:
    """The points of a line: two of a straight one; start, two control points and end of a curved one."""
    start, end = picture.boxes[line.start], picture.boxes[line.end]
    if picture.view == "carte":
        return (start.x, start.y), (end.x, end.y)
    if picture.view == "suite":
        flows = line.kind == "remplacement" or end.left > start.right + _FLOW
        return _in_time(start, end) if flows else _bracket(start, end)
    return _between(start, end)


def _between(start: Box, end: Box) -> tuple[Point, ...]:
    if end.left >= start.right:
        x, y, to, at = start.right, start.y, end.left, end.y
    elif end.right <= start.left:
        x, y, to, at = start.left, start.y, end.right, end.y
    else:
        # One over the other: the line goes round on the left.
        x, y, to, at = start.left, start.y, end.left, end.y
        return (x, y), (x - _BULGE, y), (to - _BULGE, at), (to, at)
    middle = (x + to) / 2
    return (x, y), (middle, y), (middle, at), (to, at)


def _in_time(start: Box, end: Box) -> tuple[Point, ...]:
    x, to = start.right, end.left
    reach = max(min(abs(to - x) / 2, 90.0), 24.0)
    return (x, start.y), (x + reach, start.y), (to - reach, end.y), (to, end.y)


def _bracket(start: Box, end: Box) -> tuple[Point, ...]:
    """On the left of both bars, the farther the more rows are between."""
    x = min(start.left, end.left) - 24 - min(abs(end.y - start.y) / 12, 70.0)
    return (start.left, start.y), (x, start.y), (x, end.y), (end.left, end.y)


def label_side(picture: Picture, line: Line) -> str:
    """Where words stand on a line, "start", "middle" or "end": where it lies apart from others."""
    points = route(picture, line)
    if picture.view == "carte":
        return "middle"
    if picture.view == "suite":
        return "middle" if points[1][0] == points[2][0] else "start"
    side = _outer(picture, line)
    mark = line.start if side == "start" else line.end
    told = [each for each in picture.lines if mark in (each.start, each.end) and _worded(each)]
    # Two lines to the same thing: their words would cover one another.
    return side if told[:1] == [line] or line not in told else "middle"


def _outer(picture: Picture, line: Line) -> str:
    """The end of a line that is farther from what the picture is about."""
    if picture.view != "voisinage" or not picture.centre:
        return "end"
    middle_x = picture.boxes[picture.centre].x
    start, end = picture.boxes[line.start], picture.boxes[line.end]
    return "start" if abs(start.x - middle_x) > abs(end.x - middle_x) else "end"


def _worded(line: Line) -> bool:
    return line.rank is not None or line.kind in ("remplacement", "contenu")


def label_place(picture: Picture, line: Line) -> Point:
    """The place of the words on a line."""
    points, side = route(picture, line), label_side(picture, line)
    if side == "middle":
        return middle(points)
    ends = points if side == "end" else points[::-1]
    (mx, my), (bx, by), (x, y) = middle(points), ends[2], ends[3]
    # A little after the first half of that arc.
    t = 0.55
    return (
        (1 - t) ** 2 * mx + 2 * t * (1 - t) * bx + t**2 * x,
        (1 - t) ** 2 * my + 2 * t * (1 - t) * by + t**2 * y,
    )


def path(points: tuple[Point, ...]) -> str:
    """The line as the `d` of an SVG path: straight, or two arcs that meet in the middle."""
    if len(points) == 2:
        (x, y), (to, at) = points
        return f"M{x:.1f} {y:.1f}L{to:.1f} {at:.1f}"
    (x, y), one, two, (to, at) = points
    mx, my = middle(points)
    return (
        f"M{x:.1f} {y:.1f}Q{one[0]:.1f} {one[1]:.1f} {mx:.1f} {my:.1f}"
        f"Q{two[0]:.1f} {two[1]:.1f} {to:.1f} {at:.1f}"
    )


def middle(points: tuple[Point, ...]) -> Point:
    """The point half way along."""
    one, two = (points[0], points[1]) if len(points) == 2 else (points[1], points[2])
    return (one[0] + two[0]) / 2, (one[1] + two[1]) / 2


def head(points: tuple[Point, ...]) -> str:
    """The three corners of the head of an arrow, for an SVG polygon."""
    (fx, fy), (x, y) = points[-2], points[-1]
    length = math.dist((fx, fy), (x, y)) or 1.0
    ux, uy = (x - fx) / length, (y - fy) / length
    bx, by, half = x - ux * _HEAD, y - uy * _HEAD, _HEAD * 0.45
    return (
        f"{x:.1f},{y:.1f} {bx - uy * half:.1f},{by + ux * half:.1f} {bx + uy * half:.1f},{by - ux * half:.1f}"
    )
