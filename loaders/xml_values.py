"""The values in the elements of an XML export, each read or left, with its place, to the notes of the fiche."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date
from decimal import Decimal

from lxml import etree

from passerelles.loaders import csv_values
from passerelles.loaders.xml_notes import Notes
from passerelles.records import Figure, Organisation, Ref, Severity, Stated, Text

#: The elements of one row, by name, with their text.
Fields = dict[str, str]

_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T[0-9:.+Z-]*)?")
_YEARS = re.compile(r"([0-9]{1,3})(?: ?(?:ans?|années?))?")
_FIGURE = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,6}))?(?: ?%)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CODE = re.compile(r"((?:RNCP|RS)[0-9]+)[ _-]*(\S.*)", re.IGNORECASE)
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}"


class Values:
    """Reads elements; what is unknown or unreadable goes to `notes`."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def text(self, element: etree._Element, path: str) -> str:
        """The text of an element, its outer white space removed; markup inside is reported, its text kept."""
        if element.keys():
            self._attributes(element, path)
        if not len(element):
            return (element.text or "").strip()
        for inner in element.iter():
            if isinstance(inner.tag, str) and inner is not element:
                place = f"{path}/{inner.tag}"
                self.notes.problem(
                    "element-inconnu", Severity.INFO, place, None,
                    f"l’élément {place} n’est pas connu ; son texte est gardé dans celui de {path}",
                )  # fmt: skip
        return "".join(element.itertext()).strip()

    def fields(self, element: etree._Element, path: str, names: frozenset[str]) -> Fields:
        """The texts of the named children of an element, empty ones left out."""
        found: Fields = {}
        if element.keys():
            self._attributes(element, path)
        if element.text and not element.text.isspace():
            self.notes.stray(element.text, path)
        for child in element:
            name = child.tag
            if name in names:
                value = self.text(child, f"{path}/{name}") if len(child) or child.keys() else child.text
                value = value and value.strip()
                if value and found.setdefault(name, value) != value:
                    self.notes.leave("element-repete", f"{path}/{name}", value, "une seule valeur")
            else:
                self.notes.unknown(child, path)
            if child.tail and not child.tail.isspace():
                self.notes.stray(child.tail, path)
        return found

    def children(
        self, element: etree._Element, path: str, names: Container[object]
    ) -> Iterator[etree._Element]:
        """The children of an element that bear one of the names; other content is noted."""
        if element.keys():
            self._attributes(element, path)
        if element.text and not element.text.isspace():
            self.notes.stray(element.text, path or "FICHE")
        for child in element:
            if child.tag in names:
                yield child
            else:
                self.notes.unknown(child, path)
            if child.tail and not child.tail.isspace():
                self.notes.stray(child.tail, path or "FICHE")

    def rows(self, element: etree._Element, item: str, names: frozenset[str]) -> Iterator[Fields]:
        """The rows of a list of elements."""
        path = f"{element.tag}/{item}"
        for child in self.children(element, str(element.tag), (item,)):
            found = self.fields(child, path, names)
            if found:
                yield found

    def _attributes(self, element: etree._Element, path: str) -> None:
        for name, value in element.attrib.items():
            if not str(name).startswith(_NIL):
                self.notes.stray(str(value), f"{path}/@{name}")

    def words(self, value: str | None) -> Text | None:
        """A text on one line, or None."""
        return Stated(" ".join(value.split())) if value else None

    def day(self, value: str | None, path: str) -> Stated[date] | None:
        """A date written JJ/MM/AAAA (or AAAA-MM-JJ), or None."""
        if not value:
            return None
        match = _DAY.fullmatch(value)
        if match:
            year, month, day = (match[3], match[2], match[1]) if match[1] else (match[4], match[5], match[6])
            try:
                return Stated(date(int(year), int(month), int(day)))
            except ValueError:
                pass
        self.notes.leave("date-invalide", path, value, "JJ/MM/AAAA")
        return None

    def flag(self, value: str | None, path: str) -> Stated[bool] | None:
        """True for "Oui", False for "Non", or None."""
        known = csv_values.yes_no(value) if value else None
        if value and known is None:
            self.notes.leave("ni-oui-ni-non", path, value, "Oui ou Non")
        return None if known is None else Stated(known)

    def years(self, value: str | None, path: str) -> Stated[int] | None:
        """A number of years, or None."""
        match = _YEARS.fullmatch(value) if value else None
        if value and not match:
            self.notes.leave("nombre-invalide", path, value, "un nombre d’années")
        return Stated(int(match[1])) if match else None

    def year(self, value: str | None, path: str) -> Stated[int] | None:
        """A calendar year, or None."""
        match = _YEAR.fullmatch(value) if value else None
        if value and not match:
            self.notes.leave("annee-invalide", path, value, "une année")
        return Stated(int(match[0])) if match else None

    def figure(self, value: str | None, path: str) -> Figure | None:
        """A figure in the scale of the document, or None."""
        match = _FIGURE.fullmatch(value) if value else None
        if value and not match:
            self.notes.leave("nombre-invalide", path, value, "un nombre")
        if not match:
            return None
        return Stated(Decimal(f"{match[1]}.{match[2]}") if match[2] else int(match[1]))

    def reference(self, value: str | None, path: str) -> Ref | None:
        """The certification that a number names, or None."""
        found = csv_values.reference(value) if value else None
        if value and found is None:
            self.notes.leave("numero-invalide", path, value, "RNCP… ou RS…")
        return found

    def bloc_code(self, value: str) -> tuple[Ref | None, str]:
        """The certification that the code of a bloc begins with, when it does, and the code without its number."""
        match = _CODE.fullmatch(value)
        owner = csv_values.reference(match[1]) if match else None
        return (owner, match[2]) if match and owner else (None, value)

    def organisation(self, name: str | None, siret: str | None, path: str) -> Organisation | None:
        """An organisation, or None without a name."""
        digits = csv_values.siret(siret) if siret else None
        if siret and digits is None:
            self.notes.leave("siret-invalide", path, siret, "14 chiffres")
        if not name:
            if digits:
                self.notes.leave("organisme-sans-nom", path, digits, "un nom")
            return None
        return Organisation(Stated(" ".join(name.split())), digits)
