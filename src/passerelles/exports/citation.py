"""How a version of the graph is cited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """The text to cite a version with, in French, and the same as an entry of BibTeX."""

    text: str
    bibtex: str


def cite(version: str, day: str | None, built: str | None, address: str) -> Citation:
    """The citation of a version; `day` is what it describes, `built` when it was made, both ISO 8601 or None."""
    year = (day or built or "")[:4]
    when = f"état du {_day(day)}, " if day else ""
    author = "Projet Passerelles"
    title = "Passerelles : graphe des certifications professionnelles françaises"
    text = f"{author}{f' ({year})' if year else ''}. {title}, {when}version {version}. Licence Ouverte 2.0. {address}"
    fields = {
        "author": f"{{{author}}}",
        "title": title,
        "year": year,
        "version": version,
        "url": address,
        "note": "Licence Ouverte 2.0",
    }
    lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items() if value)
    return Citation(text, f"@misc{{passerelles-{version}{lines}\n}}\n")


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"
