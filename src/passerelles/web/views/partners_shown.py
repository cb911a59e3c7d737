"""Which partners of a certification a page shows: those that a name or a SIRET finds, a page at a time."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from passerelles.answers.partners import Partner, matching, read_partners
from passerelles.store import Dataset

#: Partners of one page, certifications whose many partners are remembered, and what many means.
PAGE, KEPT, MANY = 25, 64, 100
#: Characters that are read of what people type.
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class PartnersShown:
    """The partners from `start` (counted from 1) of those that `text` finds; `rights` counts all of them by right."""

    text: str
    total: int
    found: int
    shown: tuple[Partner, ...]
    start: int
    page: int
    pages: int
    rights: tuple[tuple[str, int], ...]

    def address(self, page: int) -> str:
        """The query string of another page of the same list."""
        asked = {"partenaire": self.text} if self.text else {}
        return f"?{urlencode({**asked, 'page': page})}#partenaires"


def partners_shown(partners: tuple[Partner, ...], asked: Mapping[str, str]) -> PartnersShown:
    """What the page shows for its query string; a page that is none is the first or the last."""
    text = asked.get("partenaire", "").strip()[:_LONGEST]
    found = matching(partners, text) if text else partners
    pages = max(1, -(-len(found) // PAGE))
    given = asked.get("page", "")
    page = min(max(int(given), 1), pages) if given.isascii() and given.isdigit() and len(given) < 6 else 1
    start = (page - 1) * PAGE
    rights = Counter(right for each in partners for right in each.rights)
    return PartnersShown(
        text=text,
        total=len(partners),
        found=len(found),
        shown=found[start : start + PAGE],
        start=start + 1,
        page=page,
        pages=pages,
        rights=tuple(rights.most_common()),
    )


class PartnersMemory:
    """Reads partners, and remembers those of the certifications that have many: they take part of a second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._dataset: Dataset | None = None
        self._known: OrderedDict[str, tuple[Partner, ...]] = OrderedDict()

    def __call__(self, dataset: Dataset, certification: str) -> tuple[Partner, ...]:
        """The partners of a certification; a dataset is one version as long as it is open."""
        with self._lock:
            if self._dataset is not dataset:
                self._dataset = dataset
                self._known.clear()
            known = self._known.get(certification)
            if known is not None:
                self._known.move_to_end(certification)
                return known
        found = read_partners(dataset, certification)
        with self._lock:
            if len(found) > MANY and self._dataset is dataset:
                self._known[certification] = found
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)
        return found
