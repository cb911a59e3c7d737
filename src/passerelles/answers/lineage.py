"""What comes before and after a certification by replacements, with the state of each on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from passerelles.answers.address import href
from passerelles.answers.links import Named
from passerelles.answers.question import by_property, grouped, rows, values
from passerelles.answers.validity import Facts, Validity, validity
from passerelles.store import Dataset

#: Certifications of a lineage whose dates are read; there are two or three, but a graph may hold anything.
MOST = 24


@dataclass(frozen=True, slots=True)
class Relative:
    """A certification of the lineage: `later` when it follows; its state, and the days between which it held."""

    named: Named
    later: bool
    validity: Validity
    start: str | None
    end: str | None

    @property
    def in_force(self) -> bool:
        """Whether one can enrol in it, as far as its documents tell."""
        return self.validity.state in {"en cours", "active"}


@dataclass(frozen=True, slots=True)
class Lineage:
    """All that precedes and follows, nearest first; a replacement grants nothing by itself.

    `chains` lead, link by link, to the certifications in force that replace this one in the end.
    """

    before: tuple[Relative, ...] = ()
    after: tuple[Relative, ...] = ()
    chains: tuple[tuple[Relative, ...], ...] = ()


def read_lineage(dataset: Dataset, certification: str, today: date) -> Lineage:
    """The lineage of a certification; empty for one that replaces nothing and that nothing replaces."""
    found = rows(dataset, "certification-lignee", certification=certification)
    newer: dict[str, list[str]] = {}
    older: dict[str, list[str]] = {}
    for row in found:
        newer.setdefault(row["ancienne"], []).append(row["nouvelle"])
        older.setdefault(row["nouvelle"], []).append(row["ancienne"])
    names = _names(found, "ancienne") | _names(found, "nouvelle")

    def relatives(edges: Mapping[str, list[str]], later: bool) -> tuple[Relative, ...]:
        near = _nearest(certification, edges)[:MOST]
        return tuple(_relative(dataset, names[iri], later, today) for iri in near)

    before, after = relatives(older, later=False), relatives(newer, later=True)
    return Lineage(before, after, _chains(certification, newer, {each.named.iri: each for each in after}))


def _names(found: list[dict[str, str]], key: str) -> dict[str, Named]:
    return {
        iri: Named(
            iri=iri,
            href=href(iri),
            identifier=" · ".join(values(group, f"{key}_identifiant")) or None,
            title=" · ".join(values(group, f"{key}_titre")) or None,
        )
        for iri, group in grouped(found, key).items()
    }


def _nearest(start: str, edges: Mapping[str, list[str]]) -> list[str]:
    """What the edges lead to, nearest first, each once; the start itself never."""
    seen = {start: None}
    ends = [start]
    while ends:
        reached = dict.fromkeys(other for each in ends for other in edges.get(each, ()) if other not in seen)
        seen.update(reached)
        ends = list(reached)
    return list(seen)[1:]


def _chains(
    start: str, newer: Mapping[str, list[str]], known: Mapping[str, Relative]
) -> tuple[tuple[Relative, ...], ...]:
    """The chains that end at the first certification in force, shortest first."""
    found: list[tuple[Relative, ...]] = []
    seen = {start}
    open_: list[tuple[str, tuple[Relative, ...]]] = [(start, ())]
    while open_:
        longer = []
        for last, chain in open_:
            for each in newer.get(last, ()):
                if each in seen or each not in known:
                    continue
                seen.add(each)
                grown = (*chain, known[each])
                if known[each].in_force:
                    found.append(grown)
                else:
                    longer.append((each, grown))
        open_ = longer
    return tuple(found)


def _relative(dataset: Dataset, named: Named, later: bool, today: date) -> Relative:
    elements = grouped(rows(dataset, "certification-en-bref", certification=named.iri), "element")
    facts = {iri: by_property(group, "valeur") for iri, group in elements.items()}
    periods: tuple[Facts, ...] = tuple(each for iri, each in facts.items() if "/enregistrement/" in iri)
    starts = [day for each in periods for day in each.get("effet", ())]
    ends = [day for each in periods for day in each.get("fin", ())]
    return Relative(
        named=named,
        later=later,
        validity=validity(periods, today, facts.get(named.iri, {}).get("actif", ())),
        start=min(starts, default=None),
        end=max(ends, default=None),
    )
