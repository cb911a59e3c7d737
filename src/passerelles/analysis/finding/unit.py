"""What a question asks for, word by word: a unit is answered by any of its alternatives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alternative:
    """Stems (by their numbers) that must all be there, what they are worth (1: the word itself), and how they came."""

    stems: tuple[int, ...]
    factor: float
    way: str = "mot"


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a question asks for: its words, its weight, and what answers it.

    `certifications` says that only certifications can have it (a kind, a level, a way of access); `alternatives` is
    empty for a word that nothing knows.
    """

    text: str
    weight: float
    alternatives: tuple[Alternative, ...]
    certifications: bool = False
