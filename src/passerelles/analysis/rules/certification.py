"""What rules and paths need to know of a certification: its blocs, its periods, whether the register says it active."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from passerelles.analysis.rules.day import french
from passerelles.answers.address import readable_number

_OPTIONAL = re.compile(r"\bfacultati(?:f|ve)s?\b|\boptionnel(?:le)?s?\b", re.IGNORECASE)
_OPTION = re.compile(r"\boptions?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bloc:
    """One bloc; identifier and title as far as they are known."""

    iri: str
    identifier: str | None
    title: str | None

    @property
    def optional(self) -> bool:
        """Whether its own title says that one can do without it."""
        return bool(self.title and _OPTIONAL.search(self.title))

    @property
    def option(self) -> bool:
        """Whether its title says that it is optional or one of several options: the whole may be held without it."""
        return self.optional or bool(self.title and _OPTION.search(self.title))


@dataclass(frozen=True, slots=True)
class Period:
    """One registration: first and last day, and the last day of award after it, when they are stated."""

    start: date | None
    end: date | None
    limit: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the registration holds on that day, first and last day included; one without dates covers none."""
        dated = self.start is not None or self.end is not None
        return dated and (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a certification stands on a day; None = the sources do not tell. `sentence` says why, in French."""

    state: str
    enrol: bool | None
    award: bool | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Certification:
    """One certification as rules see it; `described` is False when no document describes it, only names it."""

    iri: str
    identifier: str | None
    title: str | None
    blocs: tuple[Bloc, ...] = ()
    periods: tuple[Period, ...] = ()
    active: bool | None = None
    described: bool = True
    sources: tuple[str, ...] = ()
    romes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Number and title, as far as they are known."""
        return " – ".join(part for part in (self.identifier, self.title) if part) or readable_number(self.iri)

    @property
    def required(self) -> tuple[Bloc, ...]:
        """The blocs without those whose title says that they are optional; all of them when it says so of all."""
        return tuple(bloc for bloc in self.blocs if not bloc.optional) or self.blocs

    @property
    def contained(self) -> frozenset[str]:
        """The blocs that whoever holds the whole certification holds for certain: options are left out."""
        return frozenset(bloc.iri for bloc in self.blocs if not bloc.option)

    def standing(self, day: date, known: date | None = None) -> Standing:
        """Whether one can enrol and be awarded on `day`; `known` is the day of the data.

        Dates decide. The register's word "inactive" counts for the day of the data and later, "active" when there
        are no dates.
        """
        current = [period for period in self.periods if period.covers(day)]
        later = self.active is not False or (known is not None and day < known)
        if current and later:
            return _current(current)
        if current:
            return Standing(
                "inactive",
                False,
                None,
                "Le répertoire la dit inactive, bien que son enregistrement ne soit pas échu : à vérifier "
                "auprès du certificateur.",
            )
        if self.periods:
            return _outside(self.periods, day)
        return _undated(self.active, self.described)


def _current(periods: list[Period]) -> Standing:
    ends = [period.end for period in periods if period.end]
    if len(ends) < len(periods):
        return Standing("en cours", True, True, "Enregistrée, sans date de fin précisée.")
    return Standing("en cours", True, True, f"Enregistrée jusqu’au {french(max(ends))}.")


def _outside(periods: tuple[Period, ...], day: date) -> Standing:
    coming = [period.start for period in periods if period.start and period.start > day]
    if coming:
        return Standing("à venir", False, False, f"Enregistrée à partir du {french(min(coming))} seulement.")
    ended = max((period.end for period in periods if period.end), default=None)
    past = f"Échue depuis le {french(ended)}" if ended else "Échue"
    limits = [period.limit for period in periods if period.limit and period.limit >= day]
    if limits:
        return Standing(
            "délivrance",
            False,
            True,
            f"{past} : on ne peut plus s’y inscrire, elle peut encore être délivrée "
            f"jusqu’au {french(max(limits))}.",
        )
    return Standing("échue", False, False, f"{past} : elle n’est plus délivrée.")


def _undated(active: bool | None, described: bool) -> Standing:
    if active:
        return Standing("active", True, True, "Active au répertoire, sans date de fin précisée.")
    if active is False:
        return Standing(
            "inactive",
            False,
            False,
            "Inactive au répertoire : on ne peut plus s’y inscrire, elle n’est plus délivrée.",
        )
    if described:
        return Standing("inconnue", None, None, "Les sources ne précisent pas ses dates.")
    return Standing(
        "inconnue", None, None, "Sa fiche n’est pas dans ce graphe : ses dates ne sont pas connues."
    )
