"""Places around a thing: what belongs to it in columns on both sides, each branch beside what it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from passerelles.analysis.pictures.lettering import WIDTH
from passerelles.analysis.pictures.picture import Box, Caption

_COLUMN, _GAP, _BETWEEN, _CAPTION, _MARGIN = WIDTH + 150, 12.0, 14.0, 26.0, 20.0


@dataclass
class Branch:
    """Some things of one sort that come from a mark: `words` names them, `total` counts those not shown too."""

    words: str
    side: int
    total: int
    shown: int = 0
    ids: list[str] = field(default_factory=list)


def placed(
    root: str, branches: Mapping[str, list[Branch]], heights: Mapping[str, float], knots: frozenset[str]
) -> tuple[dict[str, Box], list[Caption], float, float]:
    """The boxes, the captions over branches, and the size of the picture; `knots` only join lines."""
    tree = _Tree(branches, heights, knots)
    for side in (-1, 1):
        own = [each for each in branches.get(root, ()) if each.side == side and each.ids]
        tree.branches_at(own, side, 1, -sum(map(tree.tall, own)) / 2)
    tree.boxes[root] = Box(0.0, 0.0, WIDTH, heights[root])
    boxes = tree.boxes.values()
    left, top = min(each.left for each in boxes), min(each.top for each in boxes)
    top = min([top, *(each.y - 16 for each in tree.captions)])
    dx, dy = _MARGIN - left, _MARGIN - top
    moved = {id_: Box(each.x + dx, each.y + dy, each.width, each.height) for id_, each in tree.boxes.items()}
    captions = [
        Caption(each.x + dx, each.y + dy, each.words, each.shown, each.total) for each in tree.captions
    ]
    width = max(each.right for each in moved.values()) + _MARGIN
    return moved, captions, width, max(each.y + each.height / 2 for each in moved.values()) + _MARGIN


class _Tree:
    def __init__(
        self,
        branches: Mapping[str, list[Branch]],
        heights: Mapping[str, float],
        knots: frozenset[str],
    ) -> None:
        self._knots = knots
        self._branches = branches
        self._heights = heights
        self.boxes: dict[str, Box] = {}
        self.captions: list[Caption] = []

    def tall(self, branch: Branch) -> float:
        """The height of a branch with its caption, if it has one."""
        return self._caption(branch) + sum(self._needed(id_) + _GAP for id_ in branch.ids) + _BETWEEN

    @staticmethod
    def _caption(branch: Branch) -> float:
        return _CAPTION if branch.words else 0.0

    def _needed(self, id_: str) -> float:
        below = sum(self.tall(each) for each in self._branches.get(id_, ()) if each.ids)
        # Under a knot there are words.
        return max(self._heights[id_] + (20.0 if id_ in self._knots else 0.0), below)

    def branches_at(self, branches: list[Branch], side: int, depth: int, top: float) -> None:
        """Place branches one under the other from `top` on."""
        for branch in branches:
            x = side * depth * _COLUMN
            if branch.words:
                self.captions.append(
                    Caption(x, top + _CAPTION - 10, branch.words, branch.shown, branch.total)
                )
            y = top + self._caption(branch)
            for id_ in branch.ids:
                needed = self._needed(id_)
                width = self._heights[id_] if id_ in self._knots else WIDTH
                self.boxes[id_] = Box(x, y + needed / 2, width, self._heights[id_])
                own = [each for each in self._branches.get(id_, ()) if each.ids]
                inner = sum(map(self.tall, own))
                self.branches_at(own, side, depth + 1, y + (needed - inner) / 2)
                y += needed + _GAP
            top = y + _BETWEEN
