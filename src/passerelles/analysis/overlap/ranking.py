"""The certifications closest to one: candidates by words and codes, then scored signal by signal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from passerelles.analysis.overlap.coefficients import CANDIDATES, WEIGHTS, Weights
from passerelles.analysis.overlap.field import FIELDS
from passerelles.analysis.overlap.matrix import Matrix
from passerelles.analysis.overlap.points import Points
from passerelles.analysis.overlap.signals import CONTENT, content, succession
from passerelles.analysis.overlap.traits import Traits

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix

#: Words of long texts below this part of a whole row are left out of the search for candidates.
_TELLING = 0.15
#: How many of the candidates are also compared by their long texts.
_LOOKED_INTO = 100
#: With so few candidates, itself included, all certifications are candidates.
_FEW = 20
#: How many candidates are scored, and how many certifications are looked at together, and by how many threads.
_CANDIDATES, _TOGETHER, _THREADS = 300, 128, 2


@dataclass(frozen=True, slots=True)
class Measured:
    """The candidates of one certification and what was measured: one row per candidate.

    `forward` asks whether the candidate could replace the certification, `backward` the reverse.
    """

    row: int
    candidates: np.ndarray
    content: np.ndarray
    forward: np.ndarray
    backward: np.ndarray


@dataclass(frozen=True, slots=True)
class Ranked:
    """The certifications closest to one, best first, with their scores.

    `succession` is the points of dates and states; `later` is True where the one found would be the replacing one
    rather than the one replaced.
    """

    row: int
    numbers: np.ndarray
    scores: np.ndarray
    succession: np.ndarray
    later: np.ndarray


@dataclass(slots=True)
class _Pool:
    """The candidates of several certifications, one after the other: whose they are, and their points so far."""

    place: np.ndarray
    candidates: np.ndarray
    asked: np.ndarray
    total: np.ndarray = field(init=False)
    forward: np.ndarray = field(init=False)
    backward: np.ndarray = field(init=False)

    def best(self, order: np.ndarray, many: int) -> _Pool:
        """The first `many` of each certification in this order, which goes certification by certification."""
        import numpy as np

        place = self.place[order]
        kept = order[np.arange(len(order)) - np.searchsorted(place, place) < many]
        found = _Pool(self.place[kept], self.candidates[kept], self.asked[kept])
        found.total, found.forward, found.backward = self.total[kept], self.forward[kept], self.backward[kept]
        return found


class Ranking:
    """All certifications of one catalogue, ready to be ranked by closeness to any one of them."""

    def __init__(self, folder: Path, weights: Weights = WEIGHTS) -> None:
        import numpy as np

        self.matrix = Matrix(folder)
        self.traits = Traits(folder)
        self._weights = weights
        self._content = np.array([weights.content.get(name, 0.0) for name in CONTENT])
        self._fields = self._content[: len(FIELDS)]

    @cached_property
    def filled(self) -> np.ndarray:
        """Whether each certification says anything in each field."""
        return self.matrix.filled()

    @cached_property
    def points(self) -> Points:
        """What every pair is given besides cosines."""
        return Points(self._weights, self.traits, self.filled)

    @cached_property
    def _rough(self) -> tuple[csr_matrix, csr_matrix]:
        from scipy.sparse import csr_matrix

        rows = csr_matrix(self.matrix.weighted(CANDIDATES, least=_TELLING))
        return rows, rows.T.tocsr()

    def measured(self, rows: np.ndarray) -> Iterator[Measured]:
        """What is measured between each of these certifications and its candidates, in their order."""
        for start in range(0, len(rows), _TOGETHER):
            together = rows[start : start + _TOGETHER]
            for row, candidates in zip(together, self._candidates(together), strict=True):
                yield self._measure(int(row), candidates)

    def _candidates(self, rows: np.ndarray) -> Iterator[np.ndarray]:
        import numpy as np
        from sparse_dot_topn import sp_matmul_topn

        matrix, transposed = self._rough
        found = sp_matmul_topn(matrix[rows], transposed, top_n=_CANDIDATES)
        for place, row in enumerate(rows):
            numbers = np.sort(found.indices[found.indptr[place] : found.indptr[place + 1]])
            if len(numbers) <= _FEW:
                # Hardly a word or code that others have: levels, kinds and states are all there is to go by.
                numbers = np.arange(len(self.matrix))
            yield numbers[(numbers != row) & (self.traits.described[numbers] > 0)]

    def _measure(self, row: int, candidates: np.ndarray) -> Measured:
        import numpy as np

        cosines = self.matrix.cosines(row, candidates)
        return Measured(
            row,
            candidates,
            content(cosines, self.traits, self.filled, row, candidates),
            succession(self.traits, self.filled, np.array(row), candidates),
            succession(self.traits, self.filled, candidates, np.array(row)),
        )

    def ranked(self, rows: np.ndarray, top: int, active_first: bool = False) -> Iterator[Ranked]:
        """The `top` closest to each of these certifications, best first; equal ones by lot."""
        chunks = (rows[start : start + _TOGETHER] for start in range(0, len(rows), _TOGETHER))
        if len(rows) <= _TOGETHER:
            for chunk in chunks:
                yield from self._ranked(chunk, top, active_first)
            return
        _ = self.points, self._rough
        with ThreadPoolExecutor(_THREADS) as threads:
            for found in threads.map(lambda chunk: list(self._ranked(chunk, top, active_first)), chunks):
                yield from found

    def _ranked(self, rows: np.ndarray, top: int, active_first: bool) -> Iterator[Ranked]:
        import numpy as np

        found = list(self._candidates(rows))
        place = np.repeat(np.arange(len(rows)), [len(each) for each in found])
        pool = _Pool(place, np.concatenate(found), rows[place])
        pool.total = self.matrix.products(rows, place, pool.candidates, self._fields, long=False)
        pool.total += self.points.content(pool.asked, pool.candidates)
        pool.forward = self.points.succession(pool.asked, pool.candidates)
        pool.backward = self.points.succession(pool.candidates, pool.asked) + self._cost(pool.asked)
        pool.total += np.logaddexp(pool.forward, pool.backward)
        pool = pool.best(self._order(pool, active_first), max(top, _LOOKED_INTO))
        pool.total += self.matrix.products(rows, pool.place, pool.candidates, self._fields, long=True)
        pool = pool.best(self._order(pool, active_first), top)
        ends = np.searchsorted(pool.place, np.arange(len(rows) + 1))
        for number, row in enumerate(rows):
            span = slice(ends[number], ends[number + 1])
            yield Ranked(
                int(row),
                pool.candidates[span],
                self._scores(pool.total[span]),
                np.logaddexp(pool.forward[span], pool.backward[span]),
                pool.forward[span] >= pool.backward[span],
            )

    def _order(self, pool: _Pool, active_first: bool) -> np.ndarray:
        import numpy as np

        keys = [pool.candidates, self.traits.lot[pool.candidates], -np.round(pool.total, 9)]
        if active_first:
            keys.append(self.traits.active[pool.candidates] != 1)
        return np.lexsort([*keys, pool.place])

    def _cost(self, asked: np.ndarray) -> np.ndarray:
        cost: np.ndarray = self._weights.backward + self._weights.backward_active * (
            self.traits.active[asked] == 1
        )
        return cost

    def _scores(self, total: np.ndarray) -> np.ndarray:
        import numpy as np

        return 1.0 / (1.0 + np.exp((self._weights.half - total) / self._weights.scale))

    def signals(self, row: int, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The signals of `CONTENT` between a certification and each of `others`, and the points that each gives."""
        found = content(self.matrix.cosines(row, others), self.traits, self.filled, row, others)
        return found, found * self._content


def rounded(score: float) -> float:
    """A score as it is written: four decimals, and never 1 for what is not the same."""
    return min(math.floor(score * 10_000 + 0.5) / 10_000, 0.9999)
