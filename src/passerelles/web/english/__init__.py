"""The English of the pages: a catalogue of their French sentences, and how English writes dates and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from babel.messages.pofile import read_po
from markupsafe import Markup

from passerelles.answers.french import NO_BREAK
from passerelles.web.pages_french import time_element

#: The translations of a French sentence: one, or those of the singular and of the plural.
Catalogue = Mapping[str, tuple[str, ...]]
_FOLDER = files("passerelles.web").joinpath("english")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@cache
def catalogue() -> Catalogue:
    """What all `english/*.po` say; the files are read once."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(each.name for each in _FOLDER.iterdir() if each.name.endswith(".po")):
        for french, english in sentences(name.removesuffix(".po")).items():
            # What one page counts another may only name.
            found[french] = max(found.get(french, ()), english, key=len)
    return MappingProxyType(found)


@cache
def sentences(name: str) -> Catalogue:
    """What the catalogue of that name says."""
    found: dict[str, tuple[str, ...]] = {}
    with _FOLDER.joinpath(f"{name}.po").open("rb") as file:
        for message in read_po(file, locale="en", charset="utf-8"):
            written, told = _forms(message.id), _forms(message.string)
            if all(written) and all(told):
                found[written[0]] = told
    return MappingProxyType(found)


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """The one form of a sentence, or those of its singular and of its plural."""
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def gettext(french: str) -> str:
    """The English of a sentence; a sentence without one stays French rather than being lost."""
    return catalogue().get(french, (french,))[0]


def ngettext(singular: str, plural: str, count: int) -> str:
    """The English of a sentence that counts; English has one singular, for 1."""
    found = catalogue().get(singular, (singular, plural))
    return found[0] if count == 1 else found[-1]


def long_date(value: str) -> Markup:
    """A `time` element: “21 April 2017” for a date, “1997” for a year; other texts as they are."""
    return time_element(value, date_words)


def date_words(day: date) -> str:
    """“21 April 2017”, with no line break inside."""
    return f"{day.day}{NO_BREAK}{_MONTHS[day.month - 1]}{NO_BREAK}{day.year}"


def number(value: int | str) -> str:
    """A whole number with commas: “30,475”."""
    return f"{int(value):,}"


def decimal(value: float, places: int = 2) -> str:
    """A decimal number with a point, without zeros at its end: “0.62”."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".")
