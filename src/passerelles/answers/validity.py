"""Where a day stands against the registrations of a certification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: Values by the local name of their property; several only when sources disagree or the property repeats.
Facts = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Validity:
    """Where a day stands: `state` is "en cours", "échue", "à venir", "active", "inactive" or "inconnue".

    `day` is the end, or the beginning of one that is to come. Dates decide; "active" and "inactive" are what the
    register says of one without dates. `limit` is the last day of award after the end, when it is still to come.
    """

    state: str
    day: str | None
    limit: str | None = None

    @property
    def key(self) -> str:
        """The state as a template compares it: current, ended, coming, active, inactive or unknown."""
        keys = {"en cours": "current", "échue": "ended", "à venir": "coming", "inconnue": "unknown"}
        return keys.get(self.state, self.state)


def validity(enregistrements: tuple[Facts, ...], today: date, actif: tuple[str, ...] = ()) -> Validity:
    """Where `today` stands: a registration holds on its last day too; ISO dates compare as text."""
    day = today.isoformat()
    periods = [(max(each.get("effet", ("",))), max(each.get("fin", ("",)))) for each in enregistrements]
    ends = [end for _, end in periods if end]
    current = [end for start, end in periods if start <= day <= end]
    if current:
        return Validity("en cours", max(current))
    coming = [start for start, end in periods if start > day and (not end or end >= day)]
    if coming:
        return Validity("à venir", min(coming))
    if ends:
        limits = [limit for each in enregistrements for limit in each.get("limiteDelivrance", ())]
        return Validity("échue", max(ends), max((each for each in limits if each >= day), default=None))
    if len(set(actif)) == 1:
        return Validity("active" if actif[0] in {"true", "1"} else "inactive", None)
    return Validity("inconnue", None)
