"""A certification that a format could not take, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from passerelles.exports.described import Described
from passerelles.exports.elm_gaps import Gap

RESTRICTED = Gap("licence", "un de ses documents n’a pas de licence ouverte")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One certification that is not in the file; `active` is None when no document says."""

    iri: str
    identifier: str
    active: bool | None
    gaps: tuple[Gap, ...]

    @classmethod
    def of(cls, certification: Described, *gaps: Gap) -> LeftOut:
        """That certification, for these reasons."""
        identifier = certification.identifier or certification.title or certification.iri
        return cls(certification.iri, identifier, certification.active, gaps)


def by_reason(left_out: Iterable[LeftOut]) -> dict[str, tuple[str, ...]]:
    """The identifiers of those left out by reason, the commonest reason first; one may have several."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in left_out:
        for gap in each.gaps:
            found[gap.reason].append(each.identifier)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return {reason: tuple(identifiers) for reason, identifiers in ranked}
