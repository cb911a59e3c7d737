"""What a search asks for, as its address says it, and the addresses that ask for a little more or less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from passerelles.analysis.finding import KINDS, Filters

#: The filters of an address, in the order in which the page names them.
FILTERS = ("le", "actif", "registre", "type", "niveau", "voie", "nsf", "rome", "certificateur")
#: Longer questions are cut: nobody types them, and understanding one takes time.
LONGEST = 400
_MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its words, one value a filter, the only kind wanted, and the page of the answers."""

    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None
    page: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.text and not self.values

    @property
    def filters(self) -> Filters:
        """The filters as the search takes them."""

        def one(name: str) -> tuple[str, ...]:
            return (self.values[name],) if name in self.values else ()

        actif = self.values.get("actif")
        return Filters(
            actif=None if actif is None else actif == "true",
            types=one("type"),
            niveaux=one("niveau"),
            nsf=one("nsf"),
            rome=one("rome"),
            certificateur=self.values.get("certificateur"),
            voies=one("voie"),
            registres=one("registre"),
            le=_day(self.values.get("le")),
        )

    def address(self, path: str = "/recherche", /, **changed: str | None) -> str:
        """The address of the same question with something changed; None takes a member away."""
        told = {"q": self.text or None, **self.values, "genre": self.kind, **changed}
        query = urlencode({name: value for name, value in told.items() if value})
        return f"{path}?{query}" if query else path


def _day(text: str | None) -> date | None:
    """The day that a text writes as AAAA-MM-JJ, if it does."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_asked(given: Mapping[str, str]) -> Asked:
    """The question of an address; members that say nothing readable are left out."""
    values = {name: given[name].strip()[:200] for name in FILTERS if given.get(name, "").strip()}
    if values.get("actif") not in ("true", "false"):
        values.pop("actif", None)
    if _day(values.get("le")) is None:
        values.pop("le", None)
    kind = given.get("genre")
    number = given.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
    text = " ".join(given.get("q", "").split())[:LONGEST]
    return Asked(text, values, kind if kind in KINDS else None, max(1, min(page, _MOST_PAGES)))
