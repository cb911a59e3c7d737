"""The coefficients of the score of `similar`, and how they were come by.

`python -m benchmarks.recouvrement --refit` fits `CONTENT` and `SUCCESSION` by conditional logistic regression on the
tuning half of the known successions of the 2020 register: of all candidates for an old certification, the one that
replaced it should come first (and, with a weight of 0.15, the other way round). `BY_HAND` are set by hand, because
that register has neither capacités nor Formacode: a capacité says about as much as a code.
"""

from __future__ import annotations

from dataclasses import dataclass

#: How the fields weigh when candidates are looked for: words and codes that are quick to compare.
CANDIDATES = {
    "titre": 1.0, "spécialité": 0.6, "rome": 0.6, "rome domaine": 0.3, "nsf": 0.4, "nsf groupe": 0.3, "blocs": 0.4,
    "certificateur": 0.7, "capacités": 0.4, "formacode": 0.3,
}  # fmt: skip
BY_HAND = {"capacités": 3.0, "formacode": 1.2, "convention": 0.6, "texte": 1.0}
CONTENT = {
    "titre": 1.17, "spécialité": 1.72, "titre et certificateur": 2.99, "certificateur": 2.57, "rome": 1.50,
    "rome domaine": 0.91, "rome mobilités": 0.91, "nsf": 1.03, "nsf groupe": 1.44, "nsf domaine": 0.40,
    "blocs": 0.66, "même intitulé": 0.39, "même spécialité": 0.63, "chiffres différents": -0.29,
    "certificateur tu": 1.68, "rome tu": 0.73, "niveau tu": -0.72, "même niveau": 2.25, "même type": 1.82,
    "types différents": -1.99, "registres différents": -1.09, "blocs des deux": -0.17,
}  # fmt: skip
SUCCESSION = {
    "niveau +1": 0.31, "niveau -1": -0.86, "niveau +": -0.46, "niveau -": -0.53, "type perdu": -0.44,
    "type gagné": -1.68, "inactive puis inactive": 0.13, "inactive puis active": 0.39,
    "active puis inactive": 0.08, "active puis active": -0.61, "fin inconnue puis connue": 0.10,
    "fin connue puis inconnue": -0.17, "fins inconnues": -0.44, "fin -40 à -5.5 ans": -0.84,
    "fin -5.5 à -2.5 ans": -1.36, "fin -2.5 à -0.5 ans": -1.45, "fin -0.5 à -0.01 ans": -0.38,
    "fin -0.01 à 0.01 ans": -0.01, "fin 0.01 à 0.8 ans": -0.21, "fin 0.8 à 1.6 ans": 0.08,
    "fin 1.6 à 2.5 ans": 0.66, "fin 2.5 à 3.3 ans": 1.16, "fin 3.3 à 4.5 ans": 1.03,
    "fin 4.5 à 5.6 ans": 1.93, "fin 5.6 à 8 ans": 0.51, "fin 8 à 40 ans": -0.61, "blocs perdus": -0.08,
    "blocs gagnés": 0.33, "certificateur perdu": 1.74, "certificateur gagné": 0.04, "rome perdu": 0.84,
    "rome gagné": 1.24,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """Coefficients by signal, and what turns a sum of points into a score.

    `backward` is what it costs a candidate to be the one replaced, `backward_active` what is given back when the
    certification asked for is active. A sum of `half` is a score of 0.5: three quarters of true successors have
    more; their median scores 0.8, which sets `scale`.
    """

    content: dict[str, float]
    succession: dict[str, float]
    backward: float
    backward_active: float
    half: float
    scale: float


WEIGHTS = Weights(
    content=CONTENT | BY_HAND,
    succession=SUCCESSION,
    backward=-4.91,
    backward_active=3.88,
    half=13.06,
    scale=1.36,
)
