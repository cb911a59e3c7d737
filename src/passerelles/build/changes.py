"""Changes: what happened to a certification between two states of its fiche, told by what the graphs say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from passerelles.build.facts import Facts, Key, Part, facts_of

#: Details kept for one part; how many more there were is kept too.
MOST_DETAILS = 12
#: Characters of a value kept in a detail.
LONGEST = 240


class Kind(StrEnum):
    """What happened to a certification; the values are stable and plain."""

    CREATED = "creation"
    WITHDRAWN = "retrait"
    EXPIRED = "expiration"
    REPLACED = "remplacement"
    MODIFIED = "modification"


@dataclass(frozen=True, slots=True)
class Detail:
    """One value that changed: of which thing ("BC01", empty for the certification), by which property of the ontology.

    `before` or `after` is None for what is new or gone; long texts are cut around the place where they differ.
    """

    about: str
    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part that changed, with the first details; `more` counts those that are not kept."""

    part: Part
    details: tuple[Detail, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a certification on a day.

    `kinds` are in the order of `Kind`, and more than one when several hold: a fiche may expire and be replaced, and be
    modified besides. `before` and `after` are the SHA-256 of the two sources, None where there is none.
    """

    certification: str
    title: str
    kinds: tuple[Kind, ...]
    parts: tuple[PartChange, ...]
    day: date
    before: str | None
    after: str | None

    def as_dict(self) -> dict[str, Any]:
        """The change as JSON data."""
        return {
            "certification": self.certification,
            "titre": self.title,
            "genres": [kind.value for kind in self.kinds],
            "parties": [
                {
                    "partie": each.part.value,
                    "details": [
                        {"objet": one.about, "propriete": one.what, "avant": one.before, "apres": one.after}
                        for one in each.details
                    ],
                    "autres": each.more,
                }
                for each in self.parts
            ],
            "jour": self.day.isoformat(),
            "avant": self.before,
            "apres": self.after,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Change:
        """The change that `as_dict` gave; `KeyError` or `ValueError` for anything else."""
        parts = (
            PartChange(
                Part(each["partie"]),
                tuple(
                    Detail(one["objet"], one["propriete"], one["avant"], one["apres"])
                    for one in each["details"]
                ),
                each["autres"],
            )
            for each in data["parties"]
        )
        return cls(
            data["certification"],
            data["titre"],
            tuple(Kind(kind) for kind in data["genres"]),
            tuple(parts),
            date.fromisoformat(data["jour"]),
            data["avant"],
            data["apres"],
        )


def change_of(
    certification: str, before: Sequence[str] | None, after: Sequence[str] | None, *, day: date
) -> Change | None:
    """What happened to `certification` ("RNCP1234") on `day`, or None when both states say the same.

    `before` and `after` are the N-Quads lines of its fiche, None where it has none; one of them must be given.
    """
    if before is None and after is None:
        raise ValueError("a change needs a state before or after")
    old = facts_of(before) if before is not None else None
    new = facts_of(after) if after is not None else None
    title = next((title for facts in (new, old) if facts for title in sorted(facts.own.get("title", ()))), "")
    kinds: tuple[Kind, ...]
    parts: tuple[PartChange, ...] = ()
    if old is None or new is None:
        kinds = (Kind.CREATED if old is None else Kind.WITHDRAWN,)
    else:
        parts = tuple(_parts(old, new))
        if not parts:
            return None
        kinds = tuple(_kinds(old, new, parts, day))
    return Change(
        certification, title, kinds, parts, day, old.sha256 if old else None, new.sha256 if new else None
    )


def _kinds(old: Facts, new: Facts, parts: tuple[PartChange, ...], day: date) -> Iterator[Kind]:
    """Expired and replaced by what they are; modified when anything else has changed."""
    explained = set()
    if _expired(old, new, day):
        yield Kind.EXPIRED
        explained.add(Part.STATE)
    if new.own.get("isReplacedBy", frozenset()) - old.own.get("isReplacedBy", frozenset()):
        yield Kind.REPLACED
        explained.add(Part.SUCCESSION)
    if {each.part for each in parts} - explained:
        yield Kind.MODIFIED


def _expired(old: Facts, new: Facts, day: date) -> bool:
    """True when it was active and no longer is: by its own word, else by an end that has moved into the past."""
    was, now = (facts.own.get("actif", frozenset()) for facts in (old, new))
    if "true" in was and "false" in now:
        return True
    return "false" not in was and _ends(old) >= day > _ends(new)


def _ends(facts: Facts) -> date:
    """The last day of registration, the end of time when none is stated."""
    stated: Mapping[str, int] = facts.values.get(Key(Part.DATES, "", "fin"), {})
    days = []
    for text in stated:
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            continue
    return max(days, default=date.max)


def _parts(old: Facts, new: Facts) -> Iterator[PartChange]:
    """The parts in which the two say different things, in the order of `Part`."""
    shared = old.things & new.things
    details: dict[Part, list[Detail]] = {}
    for key in sorted(
        old.values.keys() | new.values.keys() | old.orders.keys() | new.orders.keys(), key=_place
    ):
        found = list(_details(key, old, new))
        if found:
            details.setdefault(key.part, []).extend(found)
    for part, found in details.items():
        # What is new or gone as a whole is told once, by the link to it.
        brief = [detail for detail in found if detail.about in shared] or found
        yield PartChange(part, tuple(brief[:MOST_DETAILS]), max(len(brief) - MOST_DETAILS, 0))


def _place(key: Key) -> tuple[int, str, str]:
    return (list(Part).index(key.part), key.about, key.what)


def _details(key: Key, old: Facts, new: Facts) -> Iterator[Detail]:
    was, now = (facts.values.get(key, Counter()) for facts in (old, new))
    gone, come = sorted((was - now).elements()), sorted((now - was).elements())
    if len(gone) == len(come) == 1:
        yield Detail(key.about, key.what, *_excerpts(gone[0], come[0]))
        return
    yield from (Detail(key.about, key.what, _cut(text), None) for text in gone)
    yield from (Detail(key.about, key.what, None, _cut(text)) for text in come)
    if not gone and not come:
        places = zip(old.orders.get(key, ()), new.orders.get(key, ()), strict=False)
        moved = next(((first, second) for first, second in places if first != second), None)
        if moved:
            yield Detail(key.about, "ordre", _cut(moved[0]), _cut(moved[1]))


def _cut(text: str, start: int = 0) -> str:
    head = "…" if start else ""
    tail = "…" if len(text) > start + LONGEST else ""
    return f"{head}{text[start : start + LONGEST]}{tail}"


def _excerpts(before: str, after: str) -> tuple[str, str]:
    """Both texts, from a little before the place where they part when they are long."""
    same = next(
        (place for place, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None
    )
    if same is None:
        same = min(len(before), len(after))
    start = max(same - 60, 0) if max(len(before), len(after)) > LONGEST else 0
    return _cut(before, start), _cut(after, start)
