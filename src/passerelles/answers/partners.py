"""The organisations habilitated for a certification: what they may do, since when, and those that a word names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles.answers.links import Named
from passerelles.answers.organisations import organisations, words
from passerelles.answers.question import grouped, unordered, values
from passerelles.store import Dataset

_QUESTION = "certification-habilitations"


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that may train or assess; `rights` and `states` are as the register codes them.

    `since` are the days on which it became active, `changed` those on which its state last changed.
    """

    organisation: Named
    rights: tuple[str, ...]
    states: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether the register says another state than active, and never active."""
        return bool(self.states) and "Actif" not in self.states


def read_partners(dataset: Dataset, certification: str) -> tuple[Partner, ...]:
    """All partners of a certification by name: thousands of some take part of a second."""
    found = unordered(dataset, _QUESTION, certification=certification)
    # Sorted here: an engine sorts thousands of rows of many columns slower than it finds them.
    found.sort(key=lambda row: tuple(row.get(key, "") for key in ("nom", "organisme", "siret", "droit")))
    by_iri = grouped(found, "organisme")
    return tuple(
        Partner(
            organisation,
            values(by_iri[organisation.iri], "droit"),
            values(by_iri[organisation.iri], "etat"),
            values(by_iri[organisation.iri], "actif_depuis"),
            values(by_iri[organisation.iri], "date_etat"),
        )
        for organisation in organisations(found, "organisme")
    )


def matching(partners: tuple[Partner, ...], text: str) -> tuple[Partner, ...]:
    """The partners whose name has all these words or their beginnings, or whose SIRET begins with these digits."""
    digits = re.sub(r"\s", "", text)
    if len(digits) >= 3 and digits.isascii() and digits.isdigit():
        return tuple(each for each in partners if (each.organisation.identifier or "").startswith(digits))
    wanted = words(text).split()
    return tuple(each for each in partners if all(_has(each.organisation, word) for word in wanted))


def _has(organisation: Named, word: str) -> bool:
    names = (words(name) for name in (organisation.title, *organisation.also) if name)
    return any(f" {name}".find(f" {word}") >= 0 for name in names)
