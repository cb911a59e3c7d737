"""What is asked of the graph views by an address: which picture, of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from passerelles.analysis.explorer import Explorer
from passerelles.analysis.paths import Paths
from passerelles.analysis.pictures import (
    Domain,
    Picture,
    course,
    domain_label,
    lineage,
    neighbourhood,
    territory,
)
from passerelles.analysis.pictures.territory import FIRST, MOST, SCHEMES
from passerelles.errors import UsageError

#: What a person may hold in one picture, marks opened in another, characters of a name.
HOLDINGS, OPENED, LONGEST = 60, 80, 200
_VIEWS = ("de", "vers", "famille", "nsf", "rome", "suite")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture and what its page says beside it."""

    picture: Picture
    label: str | None = None
    paths: Paths | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One picture: `view` is the parameter that names it, `text` its value; the rest belongs to some views."""

    view: str
    text: str
    opened: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    choice: int = 1
    day: date | None = None
    most: int = FIRST
    active: bool = False

    @property
    def address(self) -> str:
        """The query string of the same picture, always written the same way."""
        return self.with_()

    def with_(self, **changed: object) -> str:
        """The query string with other values."""
        given = {
            self.view: self.text,
            "ouvrir": list(self.opened),
            "acquis": ",".join(self.held) or None,
            "chemin": self.choice if self.choice != 1 else None,
            "le": self.day.isoformat() if self.day else None,
            "max": self.most if self.most != FIRST else None,
            "actives": "1" if self.active else None,
        } | changed
        kept = [(name, value) for name, value in given.items() if value not in (None, [], "")]
        return urlencode(kept, doseq=True, safe="/,~:")

    def opening(self, id_: str) -> str:
        """The query string with one more mark opened."""
        return self.with_(ouvrir=[*self.opened, id_])

    def closing(self, id_: str) -> str:
        """The query string with a mark closed, and what it had led to."""
        return self.with_(
            ouvrir=[each for each in self.opened if each != id_ and not each.startswith(f"{id_}~")]
        )


def read(params: QueryParams) -> Asked | None:
    """What the parameters ask for, None when they name no picture; raises `UsageError` for what cannot be read."""
    named = [view for view in _VIEWS if params.get(view, "").strip()]
    if not named:
        if params.get("acquis", "").strip():
            raise UsageError("Dites aussi vers quelle certification ou quel métier : « vers ».")
        return None
    view = named[0]
    text = params[view].strip()
    if len(text) > LONGEST:
        raise UsageError("Ce texte est trop long pour nommer une certification.")
    opened = tuple(dict.fromkeys(each for each in params.getlist("ouvrir") if each))
    if len(opened) > OPENED:
        raise UsageError(f"Au plus {OPENED} éléments peuvent être ouverts dans une image.")
    if view != "vers":
        return Asked(view, text, opened if view == "de" else (), most=_most(params), active=_flag(params))
    held = tuple(
        dict.fromkeys(
            part.strip() for each in params.getlist("acquis") for part in each.split(",") if part.strip()
        )
    )
    if len(held) > HOLDINGS:
        raise UsageError(f"Au plus {HOLDINGS} acquis peuvent être donnés.")
    return Asked(view, text, held=held, choice=_number(params, "chemin", 1, 10), day=_day(params))


def _most(params: QueryParams) -> int:
    return _number(params, "max", FIRST, MOST)


def _flag(params: QueryParams) -> bool:
    return params.get("actives", "") in ("1", "oui", "true")


def _number(params: QueryParams, name: str, usual: int, most: int) -> int:
    text = params.get(name, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text) >= 1):
        raise UsageError(f"« {name} » est un nombre à partir de 1.")
    return min(int(text), most)


def _day(params: QueryParams) -> date | None:
    text = params.get("le", "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("La date s’écrit AAAA-MM-JJ, par exemple 2026-11-28.") from None


def draw(explorer: Explorer, asked: Asked, today: date) -> Drawn:
    """The picture asked for; raises `UsageError` for what is no identifier, `NotFoundError` for what is not there."""
    if asked.view == "de":
        iri = explorer.iri_of(asked.text)
        return Drawn(neighbourhood(explorer, iri, today, asked.opened))
    if asked.view == "suite":
        return Drawn(lineage(explorer, explorer.iri_of(asked.text), today))
    if asked.view == "vers":
        day = asked.day or today
        held = list(dict.fromkeys(explorer.iri_of(each) for each in asked.held))
        paths = explorer.paths(held, asked.text, day)
        return Drawn(course(explorer, paths, day, asked.choice - 1), paths=paths)
    assert asked.view in SCHEMES
    domain = Domain(asked.view, asked.text, asked.active, asked.most)
    return Drawn(territory(explorer, domain, today), label=domain_label(explorer, domain))
