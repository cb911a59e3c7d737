"""Which statements of two sides match which: the best pairs first, then what joins a pair that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from passerelles.analysis.comparison.likeness import MIDDLING, WEAK, Likeness, likeness
from passerelles.analysis.comparison.weighed import Weighed


@dataclass(frozen=True, slots=True)
class Group:
    """The places of statements that match: one on one side at least."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Matching:
    """All likenesses of two sides, and the groups made of them, best first."""

    likenesses: tuple[tuple[Likeness, ...], ...]
    groups: tuple[Group, ...]

    def coverage(self) -> float:
        """How far each side is found in the other: the mean over both of the best likeness of each statement."""
        rows = [max(each.score for each in row) for row in self.likenesses]
        columns = [
            max(row[place].score for row in self.likenesses) for place in range(len(self.likenesses[0]))
        ]
        found, covered = sum(map(_counted, rows)) / len(rows), sum(map(_counted, columns)) / len(columns)
        return 2 * found * covered / (found + covered) if found + covered else 0.0


def match(left: Sequence[Weighed], right: Sequence[Weighed]) -> Matching:
    """The matching of two sides, both with a statement at least."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    found = tuple(tuple(likeness(one, other) for other in right) for one in left)
    scores = np.array([[each.score for each in row] for row in found])
    rows, columns = linear_sum_assignment(np.where(scores >= WEAK, scores, 0.0), maximize=True)
    pairs = {
        (int(row), int(column)): float(scores[row, column])
        for row, column in zip(rows, columns, strict=True)
        if scores[row, column] >= WEAK
    }
    groups = [_group(pair, score, scores, pairs) for pair, score in pairs.items()]
    return Matching(found, tuple(sorted(groups, key=lambda each: (-each.score, each.left, each.right))))


def _group(pair: tuple[int, int], score: float, scores: object, pairs: dict[tuple[int, int], float]) -> Group:
    """A pair with what is left alone on one side and is nearest to the other of the pair.

    One to several, never several to several: the side with the best newcomer grows.
    """
    import numpy as np

    table = np.asarray(scores)
    row, column = pair
    taken_rows, taken_columns = {each[0] for each in pairs}, {each[1] for each in pairs}
    more_right = [
        place
        for place in range(table.shape[1])
        if place not in taken_columns and table[row, place] >= MIDDLING and table[:, place].argmax() == row
    ]
    more_left = [
        place
        for place in range(table.shape[0])
        if place not in taken_rows and table[place, column] >= MIDDLING and table[place].argmax() == column
    ]
    gain_right = max((float(table[row, place]) for place in more_right), default=0.0)
    gain_left = max((float(table[place, column]) for place in more_left), default=0.0)
    if gain_right >= gain_left:
        return Group((row,), tuple(sorted((column, *more_right))), score)
    return Group(tuple(sorted((row, *more_left))), (column,), score)


def _counted(score: float) -> float:
    """What is below the least worth showing counts for nothing."""
    return score if score >= WEAK else 0.0
