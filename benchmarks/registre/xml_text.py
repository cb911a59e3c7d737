"""Elements as the export writes them: indented by two spaces, one to a line, left out when empty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

from benchmarks.registre.lists import Coded


def element(name: str, value: object, indent: int = 4) -> str:
    """An element that holds text."""
    return f"{' ' * indent}<{name}>{escape(str(value))}</{name}>\n"


def group(name: str, content: str, indent: int = 4) -> str:
    """An element around others that are written already; nothing when there is none."""
    space = " " * indent
    return f"{space}<{name}>\n{content}{space}</{name}>\n" if content else ""


def codes(several: str, one: str, found: Iterable[Coded]) -> str:
    """A list of codes with their labels."""
    return group(
        several,
        "".join(
            group(one, element("CODE", each.code, 8) + element("LIBELLE", each.label, 8), 6) for each in found
        ),
    )


def day(value: date) -> str:
    """A date as the export writes it: JJ/MM/AAAA."""
    return f"{value.day:02}/{value.month:02}/{value.year}"
