"""What is measured between two certifications: the numbers that the score weighs, all between 0 and 1.

Those of `CONTENT` say what the two have in common whichever comes first. Those of `SUCCESSION` ask whether the second
could have replaced the first: they are measured in both directions. None of them knows a number of the register, nor
who replaced whom.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from passerelles.analysis.overlap.field import FIELDS, OF

if TYPE_CHECKING:
    import numpy as np

    from passerelles.analysis.overlap.traits import Traits

#: Years from the end of the first to the end of the second registration: from each of these to the next.
GAPS = (-40.0, -5.5, -2.5, -0.5, -0.01, 0.01, 0.8, 1.6, 2.5, 3.3, 4.5, 5.6, 8.0, 40.0)


def gap_names() -> list[str]:
    """The names of the signals of `GAPS`, in their order."""
    return [f"fin {low:g} à {high:g} ans" for low, high in pairwise(GAPS)]


CONTENT = (
    *FIELDS, "même intitulé", "même spécialité", "chiffres différents", "certificateur tu", "rome tu", "niveau tu",
    "même niveau", "même type", "types différents", "registres différents", "blocs des deux",
)  # fmt: skip
SUCCESSION = (
    "niveau +1", "niveau -1", "niveau +", "niveau -", "type perdu", "type gagné",
    "inactive puis inactive", "inactive puis active", "active puis inactive", "active puis active",
    "fin inconnue puis connue", "fin connue puis inconnue", "fins inconnues",
    *gap_names(),
    "blocs perdus", "blocs gagnés", "certificateur perdu", "certificateur gagné", "rome perdu", "rome gagné",
)  # fmt: skip


def content(
    cosines: np.ndarray, traits: Traits, filled: np.ndarray, row: int, others: np.ndarray
) -> np.ndarray:
    """The signals of `CONTENT` between `row` and each of `others`: len(others) × len(CONTENT)."""
    import numpy as np

    level, kind = traits.level, traits.kind
    silent = (level[row] == 0) | (level[others] == 0)
    kinds = (kind[row] > 0) & (kind[others] > 0)
    by, rome = OF["certificateur"], OF["rome"]
    columns = (
        traits.title[others] == traits.title[row],
        traits.specific[others] == traits.specific[row],
        traits.marks[others] != traits.marks[row],
        ~(filled[others, by] & filled[row, by]),
        ~(filled[others, rome] & filled[row, rome]),
        silent,
        ~silent & (level[row] == level[others]),
        kinds & (kind[row] == kind[others]),
        kinds & (kind[row] != kind[others]),
        traits.register[others] != traits.register[row],
        (traits.blocs[others] > 0) & (traits.blocs[row] > 0),
    )
    return np.concatenate(
        [cosines, np.stack([np.asarray(each, dtype=float) for each in columns], axis=1)], axis=1
    )


def succession(traits: Traits, filled: np.ndarray, old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """The signals of `SUCCESSION` from `old` to `new`, two arrays of numbers of one length (or one number)."""
    import numpy as np

    old, new = np.broadcast_arrays(old, new)
    stated = (traits.level[old] > 0) & (traits.level[new] > 0)
    step = np.where(stated, traits.level[new] - traits.level[old], 0)
    first, second = traits.active[old], traits.active[new]
    gap = traits.end[new] - traits.end[old]
    unknown = np.isnan(traits.end)
    both = ~np.isnan(gap)
    gap = np.where(both, gap, 0.0)
    by, rome = OF["certificateur"], OF["rome"]
    columns = (
        step == 1,
        step == -1,
        step > 1,
        step < -1,
        (traits.kind[old] > 0) & (traits.kind[new] == 0),
        (traits.kind[old] == 0) & (traits.kind[new] > 0),
        (first == 0) & (second == 0),
        (first == 0) & (second == 1),
        (first == 1) & (second == 0),
        (first == 1) & (second == 1),
        unknown[old] & ~unknown[new],
        ~unknown[old] & unknown[new],
        unknown[old] & unknown[new],
        *(both & (gap >= low) & (gap < high) for low, high in pairwise(GAPS)),
        (traits.blocs[old] > 0) & (traits.blocs[new] == 0),
        (traits.blocs[old] == 0) & (traits.blocs[new] > 0),
        filled[old, by] & ~filled[new, by],
        ~filled[old, by] & filled[new, by],
        filled[old, rome] & ~filled[new, rome],
        ~filled[old, rome] & filled[new, rome],
    )
    return np.stack([np.asarray(each, dtype=float) for each in columns], axis=1)
