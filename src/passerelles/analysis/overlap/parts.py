"""The named parts of a score: which signals each gathers, and which fields must be filled for it to be known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelles.analysis.overlap.field import OF
from passerelles.analysis.overlap.neighbour import Part
from passerelles.analysis.overlap.signals import CONTENT

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Named:
    """One part: `shares` are the fields whose cosines make its value; `others` also give or take points."""

    name: str
    shares: dict[str, float]
    others: tuple[str, ...] = ()


#: In the order in which they are shown.
PARTS = (
    Named(
        "intitulé",
        {"titre": 0.6, "spécialité": 0.4},
        ("même intitulé", "même spécialité", "chiffres différents"),
    ),
    Named("capacités", {"capacités": 1.0}),
    Named("blocs", {"blocs": 1.0}, ("blocs des deux",)),
    Named("ROME", {"rome": 0.5, "rome mobilités": 0.3, "rome domaine": 0.2}, ("rome tu",)),
    Named("NSF", {"nsf": 0.5, "nsf groupe": 0.3, "nsf domaine": 0.2}),
    Named("Formacode", {"formacode": 1.0}),
    Named("convention collective", {"convention": 1.0}),
    Named("activités et métiers", {"texte": 1.0}),
    Named("certificateur", {"certificateur": 1.0}, ("certificateur tu", "titre et certificateur")),
    Named("niveau", {}, ("même niveau", "niveau tu")),
    Named("type", {}, ("même type", "types différents", "registres différents")),
)
_PLACE = {name: place for place, name in enumerate(CONTENT)}


def parts(signals: np.ndarray, points: np.ndarray, both: np.ndarray) -> tuple[Part, ...]:
    """The parts of one pair, from its signals, their points, and which fields are filled on both sides."""
    return tuple(
        Part(
            named.name,
            _value(named, signals, both),
            round(float(sum(points[_PLACE[name]] for name in (*named.shares, *named.others))), 3),
        )
        for named in PARTS
    )


def _value(named: Named, signals: np.ndarray, both: np.ndarray) -> float | None:
    if named.name == "niveau":
        return None if signals[_PLACE["niveau tu"]] else float(signals[_PLACE["même niveau"]])
    if named.name == "type":
        same, other = signals[_PLACE["même type"]], signals[_PLACE["types différents"]]
        return float(same) if same or other else None
    if not all(both[OF[field]] for field in named.shares):
        return None
    return round(min(1.0, float(sum(share * signals[OF[field]] for field, share in named.shares.items()))), 4)
