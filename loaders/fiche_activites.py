"""The activités visées, in their own section or at the end of the résumé."""

from __future__ import annotations

import re

from passerelles.loaders.fiche_items import Item, Listing, listing_of
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import View
from passerelles.records import Activite

_INTRODUCTION = re.compile(
    r"(?:missions?|activites?|taches)(?:[^.:]|\.(?!\s))*?(?:peuvent\s+porter|portent|sont|comprennent"
    r"|suivantes|consistent)[^.:]*:|"
    r"(?:peuvent\s+porter|titre\s+d'exemples?)[^.:]*:"
)


def read_activites(sections: list[View], resumes: list[View], ledger: Ledger) -> tuple[Activite, ...]:
    """The activities of their own section, else those that a sentence of the résumé introduces."""
    items = [item for section in sections for item in _items(listing_of(section))]
    if not items:
        for resume in resumes:
            items += _items(_introduced(resume))
    return tuple(
        Activite(order, ledger.take(item.text), _code(item.code)) for order, item in enumerate(items, 1)
    )


def _items(listing: Listing) -> list[Item]:
    """The items that are activities: where codes of activities and competences mix, those of activities."""
    activities = [item for item in listing.items if item.code and re.match(r"(?:A|AT|AC)\d", item.code)]
    return activities or list(listing.items)


def _introduced(resume: View) -> Listing:
    last = None
    for match in resume.finditer(_INTRODUCTION):
        last = match
    if last:
        listing = listing_of(resume[last.end() :])
        if listing.items and not listing.intro:
            return listing
    coded = listing_of(resume, bullets=False)
    return coded if any(item.code and item.code.startswith("A") for item in coded.items) else Listing(resume)


def _code(code: str | None) -> str | None:
    """A bare ordinal becomes A<n>, as the notation of an activity has one form."""
    return f"A{code}" if code and code.isdigit() else code
