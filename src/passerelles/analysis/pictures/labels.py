"""Which names of a map can be written without one covering another: the best bound first."""

from __future__ import annotations

from collections.abc import Callable

from passerelles.analysis.pictures.mark import Mark
from passerelles.analysis.pictures.picture import Picture

#: Width of a letter and height of a line of names, in the units of the map; names of communities are larger.
LETTER, LINE = 5.6, 12.0
_GROUP_LETTER, _GROUP_LINE = 7.6, 17.0
_Rectangle = tuple[float, float, float, float]


def labelled(picture: Picture, name: Callable[[Mark], str]) -> frozenset[str]:
    """The marks whose names are written beside their dots when the whole map is seen."""
    taken: list[_Rectangle] = []
    for group in picture.groups:
        half = len(group.name) * _GROUP_LETTER / 2
        taken.append((group.x - half, group.y - _GROUP_LINE, group.x + half, group.y + 4))
    for mark in picture.marks:
        box = picture.boxes[mark.id]
        taken.append((box.left, box.top, box.right, box.top + box.height))
    found = set()
    for mark in sorted(picture.marks, key=lambda each: (-each.weight, each.id)):
        box = picture.boxes[mark.id]
        left = box.right + 3
        rectangle = (left, box.y - LINE / 2, left + len(name(mark)) * LETTER, box.y + LINE / 2)
        if rectangle[2] <= picture.width and not any(_meet(rectangle, other) for other in taken):
            taken.append(rectangle)
            found.add(mark.id)
    return frozenset(found)


def _meet(one: _Rectangle, other: _Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
