"""What happened to certifications since a day, as updates recorded it, told in French."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from passerelles.answers.address import certification_iri, href
from passerelles.answers.french import date_words, property_words, yes_no
from passerelles.errors import UsageError
from passerelles.store import Dataset, EmbeddedDataset

#: What a certification is after a change, by the word that is recorded, in the order in which kinds are told.
KINDS = {
    "creation": "créée",
    "retrait": "retirée",
    "expiration": "expirée",
    "remplacement": "remplacée",
    "modification": "modifiée",
}
#: The parts of a fiche whose words differ from what is recorded.
_PARTS = {
    "identite": "identité",
    "etat": "état",
    "capacites": "capacités",
    "activites": "activités",
    "acces": "voies d’accès",
    "emplois": "emplois et secteurs",
}
_NUMBER = re.compile(r"(RNCP|RS)(\d+)")
#: Characters of a value that are shown, and details of a part.
_LONGEST = 100
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Detail:
    """One value that changed: of which thing ("BC01", empty for the certification), and which.

    `what` is the local name of a property. `before` or `after` is None for what is new or gone.
    """

    about: str
    what: str
    before: str | None
    after: str | None

    @property
    def sentence(self) -> str:
        """« BC01, Titre : Souder → Souder au TIG », « Bloc : + BC03 »."""
        words = "ordre" if self.what == "ordre" else property_words(self.what)
        about = f"{self.about}, {words}" if self.about else words
        was, now = (None if text is None else _value(text) for text in (self.before, self.after))
        if was is None:
            return f"{about} : + {now}"
        return f"{about} : − {was}" if now is None else f"{about} : {was} → {now}"


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of a fiche that changed, with the first details; `more` counts those that are not kept."""

    part: str
    details: tuple[Detail, ...]
    more: int

    @property
    def words(self) -> str:
        """The part in French."""
        return _PARTS.get(self.part, self.part)

    def sentences(self) -> Iterator[str]:
        """A few details, one sentence each, then how many more there are."""
        for detail in self.details[:_SHOWN]:
            yield f"{self.words} : {detail.sentence}"
        more = max(len(self.details) - _SHOWN, 0) + self.more
        if more:
            yield f"{self.words} : et {more} autre(s)"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a certification ("RNCP1234") on a day.

    `kinds` are keys of `KINDS`, more than one when several hold. `before` and `after` are the SHA-256 of the two
    documents, None where there is none.
    """

    certification: str
    title: str
    kinds: tuple[str, ...]
    parts: tuple[PartChange, ...]
    day: date
    before: str | None
    after: str | None

    @property
    def iri(self) -> str | None:
        """The IRI of the certification, None for a number of no known register."""
        found = _NUMBER.fullmatch(self.certification)
        return certification_iri(found[1].lower(), found[2]) if found else None

    @property
    def href(self) -> str | None:
        """The address of its page, when it has an IRI."""
        return href(self.iri) if self.iri else None

    def as_dict(self) -> dict[str, Any]:
        """The change as JSON data, as it was recorded."""
        return {
            "certification": self.certification,
            "titre": self.title,
            "genres": list(self.kinds),
            "parties": [
                {
                    "partie": each.part,
                    "details": [
                        {
                            "objet": one.about,
                            "propriete": one.what,
                            "avant": one.before,
                            "apres": one.after,
                        }
                        for one in each.details
                    ],
                    "autres": each.more,
                }
                for each in self.parts
            ],
            "jour": self.day.isoformat(),
            "avant": self.before,
            "apres": self.after,
        }


def changes_since(dataset: Dataset, day: date) -> tuple[Change, ...]:
    """What updates changed on `day` and later, oldest first.

    Raises `UsageError` for a graph behind an endpoint, which keeps no record of its changes.
    """
    if not isinstance(dataset, EmbeddedDataset):
        raise UsageError(
            "Un point d’accès ne garde pas la liste des changements : lisez-la dans un graphe local."
        )
    return tuple(_change(recorded) for recorded in dataset.changes(day))


def _change(recorded: Mapping[str, Any]) -> Change:
    return Change(
        certification=recorded["certification"],
        title=recorded["titre"],
        kinds=tuple(recorded["genres"]),
        parts=tuple(
            PartChange(
                each["partie"],
                tuple(
                    Detail(one["objet"], one["propriete"], one["avant"], one["apres"])
                    for one in each["details"]
                ),
                each["autres"],
            )
            for each in recorded["parties"]
        ),
        day=date.fromisoformat(recorded["jour"]),
        before=recorded["avant"],
        after=recorded["apres"],
    )


def _value(text: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date_words(date.fromisoformat(text))
    short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return yes_no(short) if text in ("true", "false") else short
