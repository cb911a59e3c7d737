"""The initials of titles: « Services informatiques aux organisations » is SIO."""

from __future__ import annotations

import re

from passerelles.analysis.finding.wording import fold, surfaces
from passerelles.analysis.words import STOP

_PART = re.compile(r"\s[-–:]\s|[:;«»\"(),]| option | spécialité | mention ", re.IGNORECASE)
_FEWEST, _MOST = 2, 8


def initials(title: str) -> set[str]:
    """The initials of the first words of a title, and of its parts; little words may count (« ADVF ») or not."""
    found: set[str] = set()
    for part in [title, *_PART.split(title)]:
        words = [fold(word) for word in surfaces(part)][: _MOST + 6]
        full = [word for word in words if word not in STOP]
        with_little = [word for word in words if word not in STOP or word == "de"]
        for letters in ("".join(word[0] for word in full), "".join(word[0] for word in with_little)):
            found |= {letters[:size] for size in range(3, min(_MOST, len(letters)) + 1)}
            if len(letters) == _FEWEST and len(part) < len(title) * 2:
                found.add(letters)
    return found
