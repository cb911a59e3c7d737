"""Conditions on a path: the level aimed at and the voie d'accès; what does not meet them is set aside and says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from passerelles.analysis.explorer import Explorer
from passerelles.analysis.paths import Access, Path
from passerelles.analysis.rules import Item, named
from passerelles.web.person.file import VOIES, PersonFile


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What speaks against a path: `kind` is "niveau" or "voie"; `sure` is False when the documents do not say.

    `item` is the certification it is about, `found` what its documents say: its levels, or the voies that are open.
    """

    kind: str
    sure: bool
    item: Item
    found: tuple[str, ...]


def in_order(accesses: Iterable[Access]) -> tuple[Access, ...]:
    """The voies d'accès in the order of the register's forms."""
    return tuple(
        sorted(accesses, key=lambda each: VOIES.index(each.code) if each.code in VOIES else len(VOIES))
    )


def levels(explorer: Explorer, iri: str) -> tuple[str, ...]:
    """The levels of a certification, as its documents state them."""
    found = explorer.catalogue.certification(iri)
    codes = explorer.catalogue.codes(found.id) if found else []
    return tuple(code.notation for code in codes if code.scheme == "niveau")


def obstacles(explorer: Explorer, file: PersonFile, path: Path, *, chosen: bool) -> tuple[Obstacle, ...]:
    """What speaks against a path; the level is not asked of a certification that was chosen by its name."""
    found: list[Obstacle] = []
    if file.niveau and not chosen:
        known = levels(explorer, path.target.certification)
        if file.niveau not in known:
            found.append(Obstacle("niveau", bool(known), path.target, known))
    if file.voie and not path.held:
        found += _closed(explorer, path, file.voie)
    return tuple(found)


def _closed(explorer: Explorer, path: Path, voie: str) -> list[Obstacle]:
    """The certifications to enrol in on the way, of which that voie is closed or not stated."""
    found: dict[str, Obstacle] = {}
    for stage in path.stages:
        item = stage.items[0]
        if stage.kind != "acquérir" or item.certification in found:
            continue
        states = {access.open for access in stage.accesses if access.code == voie}
        if True not in states:
            opened = tuple(access.label for access in stage.accesses if access.open)
            whole = named(explorer.finder.base, item.certification)
            found[item.certification] = Obstacle("voie", False in states, whole, opened)
    return list(found.values())
