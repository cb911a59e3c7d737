"""The matrix of all fields of all certifications, on disk as arrays that are read in place."""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from passerelles.analysis.overlap.field import FIELDS, Held

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_array

#: Long lists of capacités are told by the words that tell most.
_LONGEST = 96
#: The fields from here on are long: compared for the best candidates only.
LONG = "capacités"


def write_matrix(held: Iterable[Held], folder: Path) -> None:
    """Write the rows of `held` (one per certification, in order): tf-idf, each field of a row of length 1."""
    import numpy as np

    columns: list[dict[str, int]] = [{} for _ in FIELDS]
    ends = [array("q", [0]) for _ in FIELDS]
    kept = [(array("i"), array("f")) for _ in FIELDS]
    for each in held:
        for field, bag in enumerate(each.bags):
            places, values = kept[field]
            known = columns[field]
            for item, count in bag.items():
                places.append(known.setdefault(item, len(known)))
                values.append(1.0 + math.log(count) if count > 1.0 else count)
            ends[field].append(len(places))
    blocks, first = [], [0]
    for field in range(len(FIELDS)):
        places, values = kept[field]
        blocks.append(
            _weighted(
                np.frombuffer(values, dtype=np.float32) if values else np.zeros(0, np.float32),
                np.frombuffer(places, dtype=np.int32) if places else np.zeros(0, np.int32),
                np.frombuffer(ends[field], dtype=np.int64),
                max(len(columns[field]), 1),
            )
        )
        first.append(first[-1] + blocks[-1].shape[1])
    _save(blocks, first, folder)


def _weighted(values: np.ndarray, places: np.ndarray, ends: np.ndarray, width: int) -> csr_array:
    import numpy as np
    from scipy.sparse import csr_array

    rows = len(ends) - 1
    frequency = np.bincount(places, minlength=width)
    rarity = (np.log((1.0 + rows) / (1.0 + frequency)) + 1.0).astype(np.float32)
    weighted = values * rarity[places]
    for row in np.flatnonzero(np.diff(ends) > _LONGEST):
        span = weighted[ends[row] : ends[row + 1]]
        span[np.argpartition(-span, _LONGEST)[_LONGEST:]] = 0.0
    matrix = csr_array((weighted, places, ends), shape=(rows, width))
    matrix.eliminate_zeros()
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(matrix.indptr)).astype(np.float32)
    return matrix


def _save(blocks: list[csr_array], first: list[int], folder: Path) -> None:
    import numpy as np
    from scipy.sparse import hstack

    whole = hstack(blocks, format="csr", dtype=np.float32)
    whole.sort_indices()
    np.save(folder / "values.npy", whole.data.astype(np.float32))
    np.save(folder / "columns.npy", whole.indices.astype(np.int32))
    np.save(folder / "ends.npy", whole.indptr.astype(np.int64))
    short = np.concatenate([[0], np.cumsum(whole.indices < first[FIELDS.index(LONG)])])
    np.save(folder / "middles.npy", whole.indptr[:-1] + np.diff(short[whole.indptr]))
    (folder / "fields.json").write_text(json.dumps(first), encoding="utf-8")


class Matrix:
    """The matrix of one catalogue, opened for reading; row numbers are the numbers of certifications."""

    def __init__(self, folder: Path) -> None:
        import numpy as np
        from scipy.sparse import csr_array

        self._first = np.array(json.loads((folder / "fields.json").read_text(encoding="utf-8")))
        # A plain view: memory maps of numpy are slow to index.
        self._values, self._columns, self._ends, self._middles = (
            np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)
            for name in ("values", "columns", "ends", "middles")
        )
        width = int(self._first[-1])
        self._field = np.repeat(np.arange(len(FIELDS), dtype=np.int8), np.diff(self._first))
        self.whole: csr_array = csr_array(
            (self._values, self._columns, self._ends), shape=(len(self._ends) - 1, width)
        )

    def __len__(self) -> int:
        return len(self._ends) - 1

    def weighted(self, weights: dict[str, float], least: float = 0.0) -> csr_array:
        """The rows with each field multiplied by its weight, fields without a weight left out.

        Of the long fields, only what is at least `least` of its row's length is kept.
        """
        import numpy as np
        from scipy.sparse import csr_array

        factors = np.array([weights.get(name, 0.0) for name in FIELDS], dtype=np.float32)
        per_column = factors[self._field]
        values = self._values * per_column[self._columns]
        if least:
            long = self._columns >= self._first[FIELDS.index(LONG)]
            values[long & (self._values < least)] = 0.0
        kept = csr_array((values, self._columns.copy(), self._ends.copy()), shape=self.whole.shape)
        kept.eliminate_zeros()
        return kept

    def products(
        self, rows: np.ndarray, pairs: np.ndarray, others: np.ndarray, weights: np.ndarray, *, long: bool
    ) -> np.ndarray:
        """The weighted sum of the cosines of `rows[pairs]` with `others` over the long fields, or over the short."""
        import numpy as np

        width = int(self._first[-1])
        queries = np.zeros((len(rows), width), dtype=np.float32)
        for place, row in enumerate(rows):
            span = slice(self._ends[row], self._ends[row + 1])
            columns = self._columns[span]
            queries[place, columns] = self._values[span] * weights[self._field[columns]].astype(np.float32)
        middles = self._middles[others]
        starts, ends = (middles, self._ends[others + 1]) if long else (self._ends[others], middles)
        at, owner = _spans(starts, ends)
        cells = pairs.astype(np.int64)[owner] * width + self._columns[at]
        return np.bincount(owner, weights=self._values[at] * queries.ravel()[cells], minlength=len(others))

    def cosines(self, row: int, others: np.ndarray) -> np.ndarray:
        """The cosine of `row` with each of `others` in every field: an array of len(others) × len(FIELDS)."""
        import numpy as np

        query = np.zeros(int(self._first[-1]), dtype=np.float32)
        span = slice(self._ends[row], self._ends[row + 1])
        query[self._columns[span]] = self._values[span]
        at, owner = _spans(self._ends[others], self._ends[others + 1])
        columns = self._columns[at]
        summed = np.bincount(
            owner * len(FIELDS) + self._field[columns],
            weights=self._values[at] * query[columns],
            minlength=len(others) * len(FIELDS),
        )
        return summed.reshape(len(others), len(FIELDS))

    def filled(self) -> np.ndarray:
        """Whether each certification says anything in each field: booleans, certifications × FIELDS."""
        import numpy as np

        found = np.zeros((len(self), len(FIELDS)), dtype=bool)
        owner = np.repeat(np.arange(len(self)), np.diff(self._ends))
        found[owner, self._field[self._columns]] = True
        return found


def _spans(starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The places from each start to its end, one span after the other, and to which span each belongs."""
    import numpy as np

    lengths = ends - starts
    owner = np.repeat(np.arange(len(starts)), lengths)
    shift = starts - (np.cumsum(lengths) - lengths)
    return np.arange(len(owner)) + shift[owner], owner
