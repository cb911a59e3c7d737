"""Fitting of the coefficients of `similar` on the tuning half of the known successions.

A conditional logistic regression: among the candidates of an old certification, the one that replaced it should come
first, and, with a small weight, the old one among those of the new. Which of two certifications comes first is not
known: the part of the score about succession is the log of the sum over both directions. Deterministic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from scipy.optimize import minimize

from passerelles.analysis.overlap.ranking import Ranking
from passerelles.analysis.overlap.signals import CONTENT, SUCCESSION

#: Seeds the halves; changing it would mix tuning and held-out successions.
SEED = "recouvrement-2020"
#: Fields that the register of 2020 does not have: their coefficients are set by hand.
BY_HAND = frozenset({"formacode", "convention", "capacités", "texte"})
_BACKWARD_WEIGHT = 0.15
_RIDGE = 3.0
Pair = tuple[int, int]


def is_tuning(identifier: str) -> bool:
    """Whether successions of this old certification are for tuning; the others are held out."""
    return sha256(f"{SEED} {identifier}".encode()).digest()[0] < 128


@dataclass(frozen=True, slots=True)
class Sample:
    """Candidates of many certifications one after the other: who is asked for, what was measured, which is right."""

    query: np.ndarray
    candidate: np.ndarray
    content: np.ndarray
    forward: np.ndarray
    backward: np.ndarray
    active: np.ndarray
    right: np.ndarray
    weight: np.ndarray


def sample(ranking: Ranking, pairs: Iterable[Pair], weight: float) -> Sample:
    """All candidates for the first of each pair, the second being right."""
    answers: dict[int, list[int]] = {}
    for asked, right in pairs:
        answers.setdefault(asked, []).append(right)
    found = list(ranking.measured(np.array(sorted(answers))))
    sizes = [len(each.candidates) for each in found]
    query = np.repeat([each.row for each in found], sizes)
    return Sample(
        query,
        np.concatenate([each.candidates for each in found]),
        np.concatenate([each.content for each in found]),
        np.concatenate([each.forward for each in found]),
        np.concatenate([each.backward for each in found]),
        (ranking.traits.active[query] == 1).astype(float),
        np.concatenate([np.isin(each.candidates, answers[each.row]) for each in found]).astype(float),
        np.full(len(query), weight),
    )


def joined(samples: Iterable[Sample]) -> Sample:
    """Several samples as one, their questions kept apart."""
    found = list(samples)
    shifted = [each.query + 10**7 * place for place, each in enumerate(found)]
    names = ("candidate", "content", "forward", "backward", "active", "right", "weight")
    return Sample(np.concatenate(shifted), *(np.concatenate([getattr(e, n) for e in found]) for n in names))


@dataclass(frozen=True, slots=True)
class Fitted:
    """Coefficients in the order of `CONTENT` and of `SUCCESSION`, and the two of the backward direction."""

    content: np.ndarray
    succession: np.ndarray
    backward: float
    backward_active: float


def fit(given: Sample, without: frozenset[str] = frozenset()) -> Fitted:
    """The coefficients under which the right candidates come first most probably, with a ridge."""
    kept = np.array([name not in BY_HAND | without for name in CONTENT])
    many, first = len(CONTENT), np.r_[True, given.query[1:] != given.query[:-1]]
    starts, group = np.flatnonzero(first), np.cumsum(first) - 1
    has = np.add.reduceat(given.right, starts) > 0
    weight = given.weight[starts] * has

    def loss(all_: np.ndarray) -> tuple[float, np.ndarray]:
        u, v, back = all_[:many] * kept, all_[many:-2], all_[-2:]
        forward = given.forward @ v
        backward = given.backward @ v + back[0] + back[1] * given.active
        either = np.logaddexp(forward, backward)
        ahead = np.exp(forward - either)
        total = given.content @ u + either
        shares = np.exp(total - np.maximum.reduceat(total, starts)[group])
        sums = np.add.reduceat(shares, starts)
        good = np.add.reduceat(shares * given.right, starts)
        wanted = np.divide(
            shares * given.right, good[group], out=np.zeros_like(shares), where=good[group] > 0
        )
        residual = (shares / sums[group] - wanted) * weight[group]
        lost = -(weight * (np.log(np.maximum(good, 1e-300)) - np.log(sums)))[has].sum()
        lost += _RIDGE * (u @ u + v @ v) / 2 + 0.05 * (back @ back)
        behind = residual * (1 - ahead)
        slope = np.r_[
            (given.content.T @ residual + _RIDGE * u) * kept,
            given.forward.T @ (residual * ahead) + given.backward.T @ behind + _RIDGE * v,
            behind.sum() + 0.1 * back[0],
            behind @ given.active + 0.1 * back[1],
        ]
        return float(lost), slope

    # Forward is the reading meant: the other starts as the less likely one.
    start = np.zeros(many + len(SUCCESSION) + 2)
    start[-2] = -2.0
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 600}).x
    return Fitted(found[:many] * kept, found[many:-2], float(found[-2]), float(found[-1]))


def report(found: Fitted) -> None:
    """Print the coefficients as `passerelles.analysis.overlap.coefficients` has them."""
    for title, names, values in (
        ("CONTENT", CONTENT, found.content),
        ("SUCCESSION", SUCCESSION, found.succession),
    ):
        print(
            f"{title} =",
            {name: round(float(v), 2) for name, v in zip(names, values, strict=True) if round(v, 2)},
        )
    print("backward =", round(found.backward, 2), " backward_active =", round(found.backward_active, 2))
