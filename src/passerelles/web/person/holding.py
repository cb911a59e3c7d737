"""What a person holds, as pages show it: each certification once, with which of its blocs, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelles.analysis.explorer import Explorer
from passerelles.analysis.rules import Item, certification_of, is_bloc, named, successors
from passerelles.web.person.file import code_of


@dataclass(frozen=True, slots=True)
class HeldBloc:
    """One bloc of a certification, its code in addresses, and whether the person's file names it."""

    item: Item
    code: str
    held: bool


@dataclass(frozen=True, slots=True)
class Replacement:
    """A certification that replaces another: the names on the way to it, and whether one can enrol in it."""

    item: Item
    code: str
    chain: tuple[Item, ...]
    open: bool
    standing: str


@dataclass(frozen=True, slots=True)
class Holding:
    """One certification held, whole or some blocs of it.

    `ended` is True when it can no longer be awarded on the day: what is held stays held, others replace it.
    """

    item: Item
    code: str
    whole: bool
    blocs: tuple[HeldBloc, ...]
    standing: str
    ended: bool
    replacements: tuple[Replacement, ...]

    @property
    def count(self) -> int:
        """How many of its blocs the file names."""
        return sum(each.held for each in self.blocs)


def read_holdings(explorer: Explorer, held: tuple[str, ...], day: date) -> tuple[Holding, ...]:
    """The certifications of what is held (IRIs), in their order."""
    wholes = dict.fromkeys(certification_of(iri) for iri in held)
    return tuple(_holding(explorer, iri, frozenset(held), day) for iri in wholes)


def _holding(explorer: Explorer, iri: str, held: frozenset[str], day: date) -> Holding:
    base = explorer.finder.base
    found = base.certification(iri)
    standing = found.standing(day, base.known) if found else None
    blocs = [bloc.iri for bloc in found.blocs] if found else []
    # A bloc that only a correspondance names may be held all the same.
    blocs += sorted(
        each for each in held if is_bloc(each) and certification_of(each) == iri and each not in blocs
    )
    return Holding(
        item=named(base, iri),
        code=code_of(explorer, iri),
        whole=iri in held,
        blocs=tuple(HeldBloc(named(base, each), code_of(explorer, each), each in held) for each in blocs),
        standing=standing.sentence if standing else "",
        ended=standing is not None and standing.award is False,
        replacements=read_replacements(explorer, iri, day),
    )


def read_replacements(explorer: Explorer, iri: str, day: date) -> tuple[Replacement, ...]:
    """The certifications at the end of what replaces one, those that are open first."""
    base = explorer.finder.base
    found = []
    for chain in successors(base, iri):
        whole = base.certification(chain[-1])
        standing = whole.standing(day, base.known) if whole else None
        found.append(
            Replacement(
                item=named(base, chain[-1]),
                code=code_of(explorer, chain[-1]),
                chain=tuple(named(base, each) for each in chain),
                open=standing is not None and standing.enrol is True,
                standing=standing.sentence if standing else "",
            )
        )
    return tuple(sorted(found, key=lambda each: not each.open))
