"""French dates as fiches write them: "6 mai 2015", "1er février 2017", "21/04/2017"."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
}  # fmt: skip
_NUMBERS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
#: A date in folded text; read its match with `date_of`.
DATE = (
    rf"(?:(?P<day>\d{{1,2}}|premier)\s?(?:er)?\s+(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>\d{{4}})"
    r"|(?P<day2>\d{1,2})\s?[/.-]\s?(?P<month2>\d{1,2})\s?[/.-]\s?(?P<year2>\d{4}))(?!\d)"
)
MONTH = rf"(?:{'|'.join(_MONTHS)})"
#: A small number in digits or in words, in folded text; read it with `number_of`.
NUMBER = rf"(?:\d{{1,3}}|une|{'|'.join(_NUMBERS)})"


def date_of(match: re.Match[str]) -> date | None:
    """The date of a match of `DATE`, or None when there is no such day."""
    if match["year"]:
        day = 1 if match["day"] == "premier" else int(match["day"])
        parts = int(match["year"]), _MONTHS[match["month"]], day
    else:
        parts = int(match["year2"]), int(match["month2"]), int(match["day2"])
    try:
        return date(*parts)
    except ValueError:
        return None


def number_of(text: str) -> int:
    """The value of a text that `NUMBER` matches."""
    if text.isdigit():
        return int(text)
    return 1 if text == "une" else _NUMBERS.index(text) + 1
