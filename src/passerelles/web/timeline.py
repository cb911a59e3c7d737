"""The dates of a certification on a line: rows of bars and marks in percent of the width, and the same as a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from passerelles.answers.certification import CertificationAnswer
from passerelles.answers.lineage import Relative
from passerelles.answers.links import Named
from passerelles.answers.validity import Facts

#: Properties of a registration that are days, in the order in which one follows another.
DAYS = ("arrete", "decision", "publicationJO", "effet", "fin", "limiteDelivrance")
#: Years between two ticks, the first that leaves few enough of them.
_STEPS = (1, 2, 5, 10, 20, 50)
_TICKS = 7
#: Percent of the width of a bar that has one end only.
_SHORT = 1.5


@dataclass(frozen=True, slots=True)
class Event:
    """One date: `kind` is the local name of its property, "debut" or "terme" for another certification's period."""

    day: str
    kind: str
    of: Named | None = None
    later: bool = False
    past: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """A period on the line, from `left` over `width` percent; `open` where one of its days is not stated."""

    left: float
    width: float
    open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One certification on the line: itself (`of` is None), one that it replaces, or one that replaces it."""

    of: Named | None
    later: bool
    bars: tuple[Bar, ...]
    marks: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """The line; places are percent of its width, `ticks` are years."""

    rows: tuple[Row, ...]
    events: tuple[Event, ...]
    ticks: tuple[tuple[int, float], ...]
    today: float
    day: str


def timeline(found: CertificationAnswer, today: date) -> Timeline | None:
    """The line of time of a certification, None when no document gives a date."""
    relatives = (*found.lineage.before, *found.lineage.after)
    events = sorted(_events(found, relatives, today), key=lambda each: (_day(each.day), each.kind))
    if not events:
        return None
    days = [*(_day(each.day) for each in events), today]
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    whole = (last - first).days

    def place(day: str) -> float:
        return round((_day(day) - first).days * 100 / whole, 2)

    def bar(start: str | None, end: str | None) -> Iterator[Bar]:
        # Where one of its days is not stated, a short bar shows the other: nothing is guessed.
        if start and end:
            yield Bar(place(start), round(max(place(end) - place(start), 0.3), 2))
        elif start or end:
            yield Bar(place(start) if start else max(place(end or "") - _SHORT, 0.0), _SHORT, open=True)

    rows = [Row(each.named, each.later, tuple(bar(each.start, each.end))) for each in reversed(relatives)]
    marks = [(each.kind, place(each.day)) for each in events if each.of is None]
    own = [each for registration in found.enregistrements for each in _own(registration, bar)]
    before = [row for row in rows if not row.later and row.bars]
    after = [row for row in reversed(rows) if row.later and row.bars]
    return Timeline(
        rows=(*before, Row(None, False, tuple(own), tuple(marks)), *after),
        events=tuple(events),
        ticks=tuple((year, place(f"{year}-01-01")) for year in _years(first.year, last.year)),
        today=place(today.isoformat()),
        day=today.isoformat(),
    )


def _own(registration: Facts, bar: Callable[[str | None, str | None], Iterator[Bar]]) -> Iterator[Bar]:
    """The bar of a registration; one whose first day is not stated is drawn from its decision, and open."""
    start, end = _first(registration, "effet"), _last(registration, "fin")
    decided = _first(registration, "decision")
    for each in bar(start or decided, end):
        yield each if start else replace(each, open=True)


def _events(found: CertificationAnswer, relatives: tuple[Relative, ...], today: date) -> Iterator[Event]:
    said = [(each, "created") for each in found.facts.get("created", ())]
    said += [
        (day, name)
        for registration in found.enregistrements
        for name in DAYS
        for day in registration.get(name, ())
    ]
    for day, name in dict.fromkeys(said):
        if _readable(day):
            yield Event(day, name, past=_day(day) <= today)
    for each in relatives:
        for edge, kind in ((each.start, "debut"), (each.end, "terme")):
            if edge and _readable(edge):
                yield Event(edge, kind, each.named, each.later, _day(edge) <= today)


def _years(first: int, last: int) -> list[int]:
    step = next((each for each in _STEPS if (last - first) / each <= _TICKS), _STEPS[-1])
    return [year for year in range(first, last + 1) if year % step == 0 and year < last]


def _first(registration: Facts, name: str) -> str | None:
    return min((day for day in registration.get(name, ()) if _readable(day)), default=None)


def _last(registration: Facts, name: str) -> str | None:
    return max((day for day in registration.get(name, ()) if _readable(day)), default=None)


def _readable(day: str) -> bool:
    try:
        _day(day)
    except ValueError:
        return False
    return True


def _day(text: str) -> date:
    """A date, or the first day of a year that stands alone."""
    return date(int(text), 1, 1) if re.fullmatch(r"[0-9]{4}", text) else date.fromisoformat(text)
