"""What is settled of each fiche before any is written: who follows whom, how much each holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Change(StrEnum):
    """What the next day's export changes in a fiche."""

    CREATED = "created"
    BLOCS = "blocs"
    CODES = "codes"
    DATES = "dates"
    TEXT = "text"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Link:
    """One correspondance of a fiche: orders of its own blocs, and a fiche with orders of its blocs."""

    own: tuple[int, ...]
    other: str
    other_blocs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """One fiche in outline.

    `register` is RNCP or RS; `age` the share of the register that is older, from 0 to 1. `line` is the number of the
    first fiche of its line of successions: what all of them have in common is drawn from it. `rome` are positions of
    métiers, the first the main one. `first_habilitation` counts those of all fiches before. `replaces`,
    `replaced_by` and `links` name fiches ("RNCP40001").
    """

    register: str
    number: int
    identifier: int
    age: float
    created: date
    active: bool
    line: str
    kind: int
    rome: tuple[int, ...]
    blocs: int = 0
    habilitations: int = 0
    first_habilitation: int = 0
    certificateurs: int = 1
    without_siret: int = 0
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    change: Change | None = None

    @property
    def name(self) -> str:
        """How the register calls it: RNCP40001."""
        return f"{self.register}{self.number}"
