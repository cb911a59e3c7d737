"""Places on a map: each community a disc of its own, its members inside by attraction and repulsion.

The same graph gives the same map: places begin on a spiral, and nothing is drawn by lot.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np

    from passerelles.analysis.pictures.picture import Point

#: Space around a dot, rounds of attraction, room between communities, around the map, over it for names.
_SPACE, _ROUNDS, _BETWEEN, _MARGIN, _NAME = 34.0, 90, 46.0, 40.0, 22.0
_GOLDEN = math.pi * (3 - math.sqrt(5))
#: Points of an outline.
_CORNERS = 48
#: The map is drawn wider than it is high.
_WIDER = 1.5
#: A map of nothing but single certifications is so wide.
_ACROSS = 640.0
#: Up to so many single certifications stand in columns of this width, with their names.
_FEW, _NAMED = 60, 250.0
Outline = tuple[float, float, "tuple[Point, ...]"]


def placed(
    plain: nx.Graph, group_of: Mapping[str, int]
) -> tuple[dict[str, tuple[float, float]], dict[int, Outline], float, float]:
    """The places of the nodes, the name place and the outline of each group, and the size of the map."""
    import numpy as np

    members: dict[int, list[str]] = {}
    for name in plain:
        if plain.degree(name):
            members.setdefault(group_of[name], []).append(name)
    if not members:
        return _alone(sorted(plain), 0.0, 0.0, _ACROSS)
    inner = {number: _inside(plain, names) for number, names in sorted(members.items())}
    radius = {
        number: float(np.sqrt((points**2).sum(axis=1)).max(initial=0.0)) + _SPACE * 0.62
        for number, points in inner.items()
    }
    centres = _discs(plain, group_of, radius)
    places: dict[str, tuple[float, float]] = {}
    for number, names in members.items():
        x, y = centres[number]
        for name, point in zip(names, inner[number], strict=True):
            places[name] = (x + float(point[0]), y + float(point[1]))
    left = min(centres[n][0] - radius[n] for n in radius) - _MARGIN
    top = min(centres[n][1] - radius[n] for n in radius) - _MARGIN - _NAME
    width = max(centres[n][0] + radius[n] for n in radius) + _MARGIN - left
    tall = max(centres[n][1] + radius[n] for n in radius) + _MARGIN - top
    moved = {name: (round(x - left, 1), round(y - top, 1)) for name, (x, y) in places.items()}
    alone = [name for name in plain if not plain.degree(name)]
    if alone:
        below, _, width, tall = _alone(alone, tall, 0.0, max(width, _ACROSS))
        moved |= below
    outlines = {
        number: _outline(np.array([moved[name] for name in names])) for number, names in members.items()
    }
    return moved, outlines, round(width, 1), round(tall, 1)


def _alone(
    names: list[str], top: float, left: float, width: float
) -> tuple[dict[str, tuple[float, float]], dict[int, Outline], float, float]:
    """What nothing binds, in rows under the map."""
    # A few have room for their names.
    column, row = (_NAMED, _SPACE * 0.6) if len(names) <= _FEW else (_SPACE, _SPACE)
    across = max(int((width - 2 * _MARGIN) // column), 1)
    places = {
        name: (left + _MARGIN + (i % across) * column, top + _NAME * 2 + (i // across + 0.5) * row)
        for i, name in enumerate(names)
    }
    return places, {}, width, top + 2 * _NAME + math.ceil(len(names) / across) * row + _MARGIN


def _spiral(count: int, space: float) -> np.ndarray:
    import numpy as np

    index = np.arange(count)
    distance = space * np.sqrt(index)
    return np.stack([distance * np.cos(index * _GOLDEN), distance * np.sin(index * _GOLDEN)], axis=1)


def _inside(plain: nx.Graph, names: list[str]) -> np.ndarray:
    """The members of one community around its middle: the best bound first, from the centre outwards."""
    import numpy as np

    order = sorted(range(len(names)), key=lambda i: (-plain.degree(names[i]), names[i]))
    places = np.zeros((len(names), 2))
    places[order] = _spiral(len(names), _SPACE * 0.75)
    index = {name: i for i, name in enumerate(names)}
    pairs = [(index[a], index[b]) for a, b in plain.subgraph(names).edges() if a != b]
    if len(names) < 3:
        return np.asarray(places - places.mean(axis=0))
    ends = np.array(sorted(pairs), dtype=int).reshape(-1, 2)
    for step in range(_ROUNDS):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.sqrt((apart**2).sum(axis=2)) + 1e-6
        push = (_SPACE**2 / distance**2) * (distance < 6 * _SPACE)
        force = (apart * (push / distance)[:, :, None]).sum(axis=1) * _SPACE
        if len(ends):
            along = places[ends[:, 0]] - places[ends[:, 1]]
            pull = along * (np.sqrt((along**2).sum(axis=1)) / _SPACE)[:, None] * 0.12
            np.add.at(force, ends[:, 0], -pull)
            np.add.at(force, ends[:, 1], pull)
        force -= places * 0.05
        length = np.sqrt((force**2).sum(axis=1)) + 1e-6
        places += force / length[:, None] * np.minimum(length, _SPACE * (1 - step / _ROUNDS) * 0.5)[:, None]
    places = _parted(places)
    return np.asarray(places - (places.max(axis=0) + places.min(axis=0)) / 2)


def _parted(places: np.ndarray, least: float = _SPACE * 0.8) -> np.ndarray:
    """No two dots nearer than `least`."""
    import numpy as np

    for _ in range(40):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.sqrt((apart**2).sum(axis=2))
        np.fill_diagonal(distance, 1e9)
        close = distance < least
        if not close.any():
            break
        push = np.where(close, (least - distance) / 2 / np.maximum(distance, 1e-6), 0.0)
        places = places + (apart * push[:, :, None]).sum(axis=1)
    return places


def _discs(
    plain: nx.Graph, group_of: Mapping[str, int], radius: Mapping[int, float]
) -> dict[int, tuple[float, float]]:
    """Centres of discs that do not overlap: each in its turn as near as can be to those it is bound to."""
    between: dict[tuple[int, int], float] = {}
    for one, other, weight in plain.edges(data="weight"):
        a, b = group_of[one], group_of[other]
        if a != b:
            pair = (min(a, b), max(a, b))
            between[pair] = between.get(pair, 0.0) + weight
    order = sorted(radius, key=lambda each: (-radius[each], each))
    centres: dict[int, tuple[float, float]] = {order[0]: (0.0, 0.0)}
    for number in order[1:]:
        weights = [between.get((min(number, other), max(number, other)), 0.0) for other in centres]
        centres[number] = _nearest(radius[number], centres, radius, weights)
    return centres


def _nearest(
    own: float,
    centres: Mapping[int, tuple[float, float]],
    radius: Mapping[int, float],
    weights: list[float],
) -> tuple[float, float]:
    """The place that touches one disc, overlaps none, and is nearest to the middle and to those it is bound to."""
    import numpy as np

    around = np.array(list(centres.values()))
    far = np.array([radius[each] for each in centres]) + own + _BETWEEN
    turns = np.arange(24) * math.pi / 12
    rim = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    places = (around[:, None, :] + far[:, None, None] * rim[None, :, :]).reshape(-1, 2).round(3)
    distance = np.sqrt(((places[:, None, :] - around[None, :, :]) ** 2).sum(axis=2))
    free = (distance >= far[None, :] - 0.01).all(axis=1)
    places, distance = places[free], distance[free]
    cost = np.hypot(places[:, 0] / _WIDER, places[:, 1])
    if any(weights):
        bound = np.array(weights)
        cost = cost + (distance * bound).sum(axis=1) / bound.sum() * 0.5
    best = int(np.lexsort([places[:, 1], places[:, 0], cost.round(3)])[0])
    return float(places[best, 0]), float(places[best, 1])


def _outline(points: np.ndarray) -> Outline:
    """A hull around the dots with room for them, and the place of a name over it."""
    import numpy as np

    angles = np.linspace(0, 2 * math.pi, _CORNERS, endpoint=False)
    rim = np.stack([np.cos(angles), np.sin(angles)], axis=1) * _SPACE * 0.62
    swollen = (points[:, None, :] + rim[None, :, :]).reshape(-1, 2)
    hull = _hull([(float(x), float(y)) for x, y in swollen])
    name_x = float((points[:, 0].min() + points[:, 0].max()) / 2)
    name_y = float(points[:, 1].min() - _SPACE * 0.62 - 8)
    return round(name_x, 1), round(name_y, 1), tuple((round(x, 1), round(y, 1)) for x, y in hull)


def _hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The convex hull, by Andrew's monotone chain."""
    ordered = sorted(set(points))

    def chain(some: list[tuple[float, float]]) -> list[tuple[float, float]]:
        kept: list[tuple[float, float]] = []
        for point in some:
            while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
                kept.pop()
            kept.append(point)
        return kept[:-1]

    return chain(ordered) + chain(ordered[::-1])


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
