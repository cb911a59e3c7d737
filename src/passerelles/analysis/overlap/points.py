"""The points of many pairs at once: what `signals` and the coefficients give, by looking up small tables.

Every signal but the cosines is a yes or no about classes of certifications (level, state, what is silent): what it
gives is added up once per pair of classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelles.analysis.overlap.field import OF
from passerelles.analysis.overlap.signals import GAPS, gap_names

if TYPE_CHECKING:
    import numpy as np

    from passerelles.analysis.overlap.coefficients import Weights
    from passerelles.analysis.overlap.traits import Traits

_LEVELS = 10
#: Bits of what a certification says at all.
_KIND, _BLOCS, _BY, _ROME = 1, 2, 4, 8
_SAYINGS = 16


class Points:
    """The points of pairs of certifications under one set of coefficients."""

    def __init__(self, weights: Weights, traits: Traits, filled: np.ndarray) -> None:
        import numpy as np

        self._traits = traits
        self._weights = weights
        self._says = (
            _KIND * (traits.kind > 0)
            + _BLOCS * (traits.blocs > 0)
            + _BY * filled[:, OF["certificateur"]]
            + _ROME * filled[:, OF["rome"]]
        ).astype(np.int64)
        self._level = np.clip(traits.level, 0, _LEVELS - 1).astype(np.int64)
        self._state = traits.active.astype(np.int64) + 1
        self._ends = np.where(np.isnan(traits.end), 0.0, traits.end)
        self._unknown = np.isnan(traits.end).astype(np.int64)
        self._content_says, self._succession_says = self._saying_tables()
        self._content_level, self._succession_level = self._level_tables()
        succession = weights.succession
        self._states = np.zeros((3, 3))
        for first, old in ((1, "inactive"), (2, "active")):
            for second, new in ((1, "inactive"), (2, "active")):
                self._states[first, second] = succession.get(f"{old} puis {new}", 0.0)
        self._silent_ends = np.zeros((2, 2))
        self._silent_ends[1, 0] = succession.get("fin inconnue puis connue", 0.0)
        self._silent_ends[0, 1] = succession.get("fin connue puis inconnue", 0.0)
        self._silent_ends[1, 1] = succession.get("fins inconnues", 0.0)
        self._gaps = np.array([0.0, *(succession.get(name, 0.0) for name in gap_names()), 0.0])

    def _saying_tables(self) -> tuple[np.ndarray, np.ndarray]:
        import numpy as np

        content, succession = np.zeros((_SAYINGS, _SAYINGS)), np.zeros((_SAYINGS, _SAYINGS))
        given = self._weights.content
        steps = (("type", _KIND), ("blocs", _BLOCS), ("certificateur", _BY), ("rome", _ROME))
        for one in range(_SAYINGS):
            for other in range(_SAYINGS):
                both, lost, gained = one & other, one & ~other, other & ~one
                content[one, other] = (
                    (0.0 if both & _BY else given.get("certificateur tu", 0.0))
                    + (0.0 if both & _ROME else given.get("rome tu", 0.0))
                    + (given.get("blocs des deux", 0.0) if both & _BLOCS else 0.0)
                )
                succession[one, other] = sum(
                    self._weights.succession.get(f"{name} perdu{plural}", 0.0) * bool(lost & bit)
                    + self._weights.succession.get(f"{name} gagné{plural}", 0.0) * bool(gained & bit)
                    for name, bit in steps
                    for plural in ("s" if bit == _BLOCS else "",)
                )
        return content, succession

    def _level_tables(self) -> tuple[np.ndarray, np.ndarray]:
        import numpy as np

        content = np.full((_LEVELS, _LEVELS), self._weights.content.get("niveau tu", 0.0))
        succession = np.zeros((_LEVELS, _LEVELS))
        names = {1: "niveau +1", -1: "niveau -1"}
        for old in range(1, _LEVELS):
            for new in range(1, _LEVELS):
                step = new - old
                content[old, new] = self._weights.content.get("même niveau", 0.0) if step == 0 else 0.0
                name = names.get(step, "niveau +" if step > 0 else "niveau -")
                succession[old, new] = self._weights.succession.get(name, 0.0) if step else 0.0
        return content, succession

    def content(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """The points of the signals of `CONTENT` that are no cosines, of each pair."""
        import numpy as np

        traits, given = self._traits, self._weights.content
        kinds = (traits.kind[one] > 0) & (traits.kind[other] > 0)
        same = traits.kind[one] == traits.kind[other]
        points: np.ndarray = (
            self._content_says[self._says[one], self._says[other]]
            + self._content_level[self._level[one], self._level[other]]
            + given.get("même intitulé", 0.0) * (traits.title[one] == traits.title[other])
            + given.get("même spécialité", 0.0) * (traits.specific[one] == traits.specific[other])
            + given.get("chiffres différents", 0.0) * (traits.marks[one] != traits.marks[other])
            + given.get("registres différents", 0.0) * (traits.register[one] != traits.register[other])
            + kinds * np.where(same, given.get("même type", 0.0), given.get("types différents", 0.0))
        )
        return points

    def succession(self, old: np.ndarray, new: np.ndarray) -> np.ndarray:
        """The points of the signals of `SUCCESSION` from each of `old` to each of `new`."""
        import numpy as np

        silent_old, silent_new = self._unknown[old], self._unknown[new]
        place = np.searchsorted(GAPS, self._ends[new] - self._ends[old], side="right")
        points: np.ndarray = (
            self._succession_says[self._says[old], self._says[new]]
            + self._succession_level[self._level[old], self._level[new]]
            + self._states[self._state[old], self._state[new]]
            + self._silent_ends[silent_old, silent_new]
            + self._gaps[place] * ((silent_old | silent_new) == 0)
        )
        return points
