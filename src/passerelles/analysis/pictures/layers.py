"""Places in layers, from left to right: each thing after all that leads to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from passerelles.analysis.pictures.lettering import WIDTH
from passerelles.analysis.pictures.picture import Box

_COLUMN, _GAP, _MARGIN, _HEAD = WIDTH + 140, 18.0, 20.0, 30.0
_KNOT = 22.0
_SWEEPS = 6
Arrow = tuple[str, str]


def ranked(names: Sequence[str], arrows: Iterable[Arrow], first: Iterable[str], last: str) -> dict[str, int]:
    """The layer of each name: those of `first` at 0, `last` behind all, what nothing leads to just before its use."""
    held = set(first)
    after: dict[str, list[str]] = defaultdict(list)
    for start, end in arrows:
        if end not in held:
            after[start].append(end)
    layer = _longest(names, after)
    reached = {end for ends in after.values() for end in ends}
    for name in names:
        if name not in held and name not in reached and after[name]:
            layer[name] = max(min(layer[end] for end in after[name]) - 1, 1)
    farthest = max((layer[name] for name in names if name != last), default=-1)
    layer[last] = max(layer[last], farthest + 1)
    return _packed(layer)


def _longest(names: Sequence[str], after: Mapping[str, list[str]]) -> dict[str, int]:
    """How many arrows lead to each name at most; a circle of arrows stops growing at the number of names."""
    layer = dict.fromkeys(names, 0)
    for _ in names:
        moved = False
        for name in names:
            for end in after.get(name, ()):
                if layer[end] <= layer[name] < len(names):
                    layer[end] = layer[name] + 1
                    moved = True
        if not moved:
            break
    return layer


def _packed(layer: Mapping[str, int]) -> dict[str, int]:
    """The same order without empty layers."""
    place = {number: rank for rank, number in enumerate(sorted(set(layer.values())))}
    return {name: place[number] for name, number in layer.items()}


def placed(
    layer: Mapping[str, int], arrows: Sequence[Arrow], heights: Mapping[str, float], knots: frozenset[str]
) -> tuple[dict[str, Box], float, float]:
    """The boxes and the size of the picture; lines cross little, by the usual sweeps over medians."""
    columns: dict[int, list[str]] = defaultdict(list)
    for name, number in layer.items():
        columns[number].append(name)
    near: dict[str, list[str]] = defaultdict(list)
    for start, end in arrows:
        near[start].append(end)
        near[end].append(start)
    for sweep in range(_SWEEPS):
        order = sorted(columns) if sweep % 2 == 0 else sorted(columns, reverse=True)
        place = {name: i / len(names) for names in columns.values() for i, name in enumerate(names)}
        for number in order:
            names = columns[number]
            names.sort(key=lambda name: _middle([place[each] for each in near[name]], place[name]))
            place |= {name: i / len(names) for i, name in enumerate(names)}
    tall = max(sum(heights[name] + _GAP for name in names) - _GAP for names in columns.values())
    boxes: dict[str, Box] = {}
    for number, names in columns.items():
        used = sum(heights[name] + _GAP for name in names) - _GAP
        # Columns of few things are spread, so that lines run level.
        spare = (tall - used) / (len(names) + 1)
        y = _MARGIN + _HEAD + spare
        for name in names:
            width = _KNOT if name in knots else WIDTH
            x = _MARGIN + WIDTH / 2 + number * _COLUMN
            boxes[name] = Box(x, y + heights[name] / 2, width, heights[name])
            y += heights[name] + _GAP + spare
    width = _MARGIN * 2 + WIDTH + max(columns) * _COLUMN
    return boxes, width, tall + 2 * _MARGIN + _HEAD


def _middle(places: list[float], own: float) -> float:
    return sum(places) / len(places) if places else own


#: The height of what only joins lines.
KNOT_HEIGHT = _KNOT
