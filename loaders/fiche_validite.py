"""How long the acquired components of a certification stay valid."""

from __future__ import annotations

import re

from passerelles.loaders.fiche_dates import NUMBER, number_of
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import View
from passerelles.records import FreeText, Severity, Stated

_YEARS = re.compile(rf"\b(?P<number>{NUMBER})(?:\s*[(]\d+[)])?\s*(?:ans?\b|an[(]s[)]|annees?\b)")
_UNLIMITED = re.compile(
    r"\b(?:(?:illimitee?|permanente?)s?|sans\s+limit(?:e|ation)(?:\s+de\s+(?:duree|temps|validite))?)\b"
)


def read_validite(
    bodies: list[View], ledger: Ledger
) -> tuple[Stated[int] | None, Stated[bool] | None, tuple[FreeText, ...]]:
    """The validity in years, or unlimited, and the text; stated twice differently, neither is retained."""
    years: dict[int, Stated[int]] = {}
    unlimited: list[Stated[bool]] = []
    texts: list[FreeText] = []
    for body in bodies:
        for match in body.finditer(_YEARS):
            value = number_of(match["number"])
            years.setdefault(value, ledger.state(value, body.group(match)))
        unlimited += [ledger.state(True, body.group(match)) for match in body.finditer(_UNLIMITED)]
        texts += ledger.keep("validiteTexte", body)
    if len(years) + bool(unlimited) > 1:
        message = (
            "La validité des composantes acquises est donnée de plusieurs façons ; aucune n’est retenue."
        )
        place = next(body for body in bodies if body)
        ledger.report("validite-contradictoire", Severity.WARNING, message, place, field="validiteAnnees")
        return None, None, tuple(texts)
    return next(iter(years.values()), None), unlimited[0] if unlimited else None, tuple(texts)
