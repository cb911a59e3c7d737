"""One list out of several kinds of hits, best first, in which no kind crowds out the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: What the best hits of each kind are worth beside a certification, in their order; the last worth holds on.
_WORTH = {
    "certification": (1.0,),
    "metier": (0.99, 0.88, 0.8, 0.74, 0.68, 0.6),
    "certificateur": (0.97, 0.8, 0.7, 0.6),
    "code": (0.85, 0.68, 0.6, 0.5),
    "bloc": (0.86, 0.74, 0.64, 0.55),
    "capacite": (0.86, 0.74, 0.64, 0.55),
}
#: A kind, what its best hit must reach, and the place by which it then stands.
_PROMISES = (("certificateur", 0.85, 5), ("metier", 0.6, 3), ("certification", 0.6, 3))
#: The same for parts, where no name answers well.
_PARTS = (("capacite", 0.5, 4), ("bloc", 0.5, 4))
_WELL = 0.8


def blended(found: Mapping[str, Sequence[tuple[int, float]]], top: int) -> list[tuple[str, int, float]]:
    """(kind, number, score) of the best hits of all kinds; each kind's hits stay in their order.

    A job that answers well stands among the first three, and so does a certification; a certificateur that is named,
    among the first five.
    """
    scored = []
    for kind, hits in found.items():
        worth = _WORTH[kind]
        scored += [
            (-score * worth[min(place, len(worth) - 1)], kind, place, number)
            for place, (number, score) in enumerate(hits)
        ]
    scored.sort()
    flat = [(kind, number, -score) for score, kind, _, number in scored]
    named = max((score for kind, _, score in flat if kind in ("certification", "metier")), default=0.0)
    for kind, least, place in (*_PROMISES, *(_PARTS if named < _WELL else ())):
        first = next((at for at, hit in enumerate(flat) if hit[0] == kind), None)
        if first is not None and first >= place and found[kind][0][1] >= least:
            hit = flat.pop(first)
            flat.insert(place - 1, (*hit[:2], max(hit[2], flat[place - 1][2])))
    return flat[:top]
