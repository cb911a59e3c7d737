"""A certification that a format could not take, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Selection:
    """What a format took of the certifications that documents describe, and what it could not take."""

    taken: int = 0
    taken_active: int = 0
    left_out: list[LeftOut] = field(default_factory=list)

    def take(self, certification: Described) -> None:
        """Count one that is in the file."""
        self.taken += 1
        self.taken_active += certification.active is True

    def leave(self, certification: Described, *gaps: Gap) -> None:
        """Note one that is not, and why."""
        self.left_out.append(LeftOut.of(certification, *gaps))

    @property
    def active(self) -> int:
        """How many are active, in the file or not."""
        return self.taken_active + sum(each.active is True for each in self.left_out)


def by_reason(left_out: Iterable[LeftOut]) -> dict[str, tuple[str, ...]]:
    """The identifiers of those left out by reason, the commonest reason first; one may have several."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in left_out:
        for gap in each.gaps:
            found[gap.reason].append(each.identifier)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return {reason: tuple(identifiers) for reason, identifiers in ranked}
