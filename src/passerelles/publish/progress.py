"""What a publication tells while it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Step(Enum):
    """What is being done."""

    COMPARE = "Comparaison avec ce que le serveur a déjà"
    REMOVE = "Retrait de ce qui a changé"
    MERGE = "Fusion de ce qui est déjà là"
    SEND = "Envoi"
    CHECK = "Vérification des comptes"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is: `done` of `total`, in graphs for REMOVE and MERGE, in statements for SEND."""

    step: Step
    done: int = 0
    total: int = 0


Listener = Callable[[Progress], None]


def silent(news: Progress) -> None:
    """Tell nobody."""
