"""A rule: who holds all of `depuis` has all of `vers`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelles.analysis.rules.right import GRANTING, Right


@dataclass(frozen=True, slots=True)
class Rule:
    """One correspondance as a rule, or what a whole certification contains when `contains` is True.

    `rank` and `scope` are local names of the ontology ("Officielle", "Partielle"), `start` and `end` its own dates
    when it states any. A containment has the IRI of its certification.
    """

    iri: str
    depuis: frozenset[str]
    vers: frozenset[str]
    rank: str
    scope: str | None = None
    start: date | None = None
    end: date | None = None
    contains: bool = False

    @property
    def right(self) -> Right | None:
        """The right that it gives, or None when it grants nothing whoever holds what it asks."""
        if self.contains:
            return Right.CONTENU
        if self.scope == "Partielle" or not self.depuis:
            return None
        return GRANTING.get(self.rank)

    def status(self, day: date) -> str:
        """Where `day` stands against its own dates: "en vigueur", "échue", "à venir" or "dates inconnues"."""
        if self.start and day < self.start:
            return "à venir"
        if self.end and day > self.end:
            return "échue"
        return "en vigueur" if self.start or self.end else "dates inconnues"

    def grants(self, day: date) -> bool:
        """Whether holding all of `depuis` gives `vers` on that day."""
        return self.right is not None and self.status(day) in {"en vigueur", "dates inconnues"}


def containment(certification: str, blocs: frozenset[str]) -> Rule:
    """Who holds the whole certification holds these blocs of it."""
    return Rule(certification, frozenset({certification}), blocs, rank="", contains=True)
