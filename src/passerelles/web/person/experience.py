"""What an experience told in words comes close to: capacités and blocs whose wording is near, by computation."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.analysis.explorer import Explorer
from passerelles.analysis.finding import Fragment, Match
from passerelles.analysis.rules import Item, certification_of, named
from passerelles.answers.address import href
from passerelles.web.person.file import code_of

#: Characters of a text, readings asked of each part of it, and those shown.
LONGEST, _READ, _SHOWN, _JOBS = 4000, 60, 5, 3
_TO_CHECK, _ELSEWHERE = ("capacite", "bloc"), ("competence", "savoir", "metier")


@dataclass(frozen=True, slots=True)
class Near:
    """A capacité or a bloc near to what is told: `code` names it in public, `of` is its certification.

    `aimed` is True when it belongs to the certification aimed at.
    """

    kind: str
    code: str
    href: str
    text: str
    of: Item
    score: float
    aimed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One part of what is told, with what it comes close to; `others` are words of the ROME and its métiers."""

    text: str
    near: tuple[Near, ...]
    others: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Experience:
    """A text, part by part; `cut` is True when only its beginning was read."""

    text: str
    parts: tuple[Told, ...]
    cut: bool

    @property
    def count(self) -> int:
        """How many capacités and blocs are near."""
        return sum(len(each.near) for each in self.parts)


def read_experience(explorer: Explorer, text: str, target: str | None) -> Experience:
    """What a text comes close to; what belongs to the certification of `target` (an IRI) comes first.

    Nothing of the text is kept.
    """
    read = text.strip()[:LONGEST]
    if not read:
        return Experience("", (), False)
    aimed = certification_of(target) if target else None
    understood = explorer.finding.understand(read, _READ)
    parts = tuple(_told(explorer, fragment, aimed) for fragment in understood.fragments)
    return Experience(read, parts, len(text.strip()) > LONGEST)


def _told(explorer: Explorer, fragment: Fragment, aimed: str | None) -> Told:
    near: dict[str, Near] = {}
    for match in fragment.matches:
        if match.kind in _TO_CHECK:
            # The same words in several certifications are one line.
            near.setdefault(
                f"{match.label.casefold()} {_owner(match.iri) == aimed}", _near(explorer, match, aimed)
            )
    ranked = sorted(near.values(), key=lambda each: not each.aimed)
    others = tuple(match for match in fragment.matches if match.kind in _ELSEWHERE)
    return Told(fragment.text, tuple(ranked[:_SHOWN]), others[:_JOBS])


def _owner(iri: str) -> str:
    return certification_of(iri.partition("/capacite/")[0])


def _near(explorer: Explorer, match: Match, aimed: str | None) -> Near:
    owner = _owner(match.iri)
    code = code_of(explorer, match.iri) if match.kind == "bloc" else code_of(explorer, owner)
    return Near(
        kind=match.kind,
        code=code,
        href=href(match.iri),
        text=match.label,
        of=named(explorer.finder.base, owner),
        score=match.score,
        aimed=owner == aimed,
    )
