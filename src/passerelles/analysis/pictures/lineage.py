"""Successions and correspondances of a certification along time: a bar from effect to end, arrows between bars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelles.analysis.explorer import Explorer
from passerelles.analysis.networks.node import short
from passerelles.analysis.pictures.mark import Mark
from passerelles.analysis.pictures.picture import Box, Hidden, Picture, Tick
from passerelles.analysis.pictures.sheet import Sheet
from passerelles.analysis.rules import certification_of
from passerelles.errors import NotFoundError

MOST, NEIGHBOURS = 40, 3
_AXIS, _ROW, _BAR, _TOP, _LETTERED, _MARGIN = 860.0, 66.0, 20.0, 64.0, 22.0, 40.0
#: Room for those whose dates no document gives, for lines that go round on the left, and how far a bar with one
#: known date runs.
_UNKNOWN, _ROUND, _ASIDE = 150.0, 90.0, 40.0
#: Width of a letter of the names over bars, and letters of their dates.
_LETTER, _DATES, _LONGEST = 6.7, 30, 72
_YEAR = 365.25


def lineage(explorer: Explorer, iri: str, day: date) -> Picture:
    """The certifications that replaced one another and those bound by correspondances, in their time.

    Where no document says any of it, what lies close by computation and could follow is shown, as such. Raises
    `NotFoundError` for what the graph does not know.
    """
    whole = certification_of(iri)
    if not explorer.knows(whole):
        raise NotFoundError(f"« {short(whole)} » n’est pas dans ce graphe.")
    sheet = Sheet(explorer, day)
    root = sheet.item(whole)
    hidden = _successions(sheet, whole)
    _correspondances(sheet, whole)
    if len(sheet.marks) == 1:
        hidden += _could_follow(sheet, root, whole)
    return _placed(sheet, root, day, hidden)


def _successions(sheet: Sheet, whole: str) -> list[Hidden]:
    base = sheet.explorer.finder.base
    seen, waiting = {whole}, [whole]
    while waiting:
        iri = waiting.pop(0)
        pairs = [(iri, new) for new in base.newer.get(iri, ())] + [
            (old, iri) for old in base.older.get(iri, ())
        ]
        for old, new in pairs:
            other = new if old == iri else old
            if other not in seen:
                seen.add(other)
                waiting.append(other)
            if len(sheet.marks) < MOST or (short(old) in sheet.marks and short(new) in sheet.marks):
                sheet.replacement(old, new)
    cut = len(seen) > len(sheet.marks)
    return [Hidden("Remplacements", len(sheet.marks), len(seen))] if cut else []


def _correspondances(sheet: Sheet, whole: str) -> None:
    base = sheet.explorer.finder.base
    certification = base.certification(whole)
    items = [whole, *(bloc.iri for bloc in certification.blocs)] if certification else [whole]
    for rule in dict.fromkeys(rule for iri in items for rule in (*base.asking(iri), *base.giving(iri))):
        if len(sheet.marks) >= MOST:
            return
        apart = Sheet(sheet.explorer, sheet.day)
        apart.rule(rule)
        said = next(iter(apart.lines.values()))
        # On this picture a bloc is its certification: the sentence says which blocs it speaks of.
        for start in dict.fromkeys(certification_of(each) for each in sorted(rule.depuis)):
            for end in dict.fromkeys(certification_of(each) for each in sorted(rule.vers)):
                sheet.line(
                    sheet.item(start),
                    sheet.item(end),
                    "correspondance",
                    rank=said.rank,
                    explanation=said.explanation,
                    quotes=said.quotes,
                    sources=said.sources,
                    iri=said.iri,
                )


def _could_follow(sheet: Sheet, root: str, whole: str) -> list[Hidden]:
    found = sheet.explorer.catalogue.certification(whole)
    if found is None or not found.described:
        return []
    later = [each for each in sheet.explorer.similar(whole, 20) if each.later]
    for each in later[:NEIGHBOURS]:
        sheet.near(root, each)
    return [Hidden("Proches par calcul", NEIGHBOURS, len(later))] if len(later) > NEIGHBOURS else []


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days to places."""

    first: int
    last: int
    left: float

    def __call__(self, iso: str) -> float:
        day = date.fromisoformat(iso)
        year = day.year + (day.timetuple().tm_yday - 1) / _YEAR
        return self.left + (year - self.first) / max(self.last - self.first, 1) * _AXIS


def _placed(sheet: Sheet, root: str, day: date, hidden: list[Hidden]) -> Picture:
    marks = sheet.marks.values()
    days = [value for mark in marks for value in (mark.start, mark.end, mark.limit) if value]
    years = [date.fromisoformat(each).year for each in (*days, day.isoformat())]
    around = _ROUND if any(line.kind != "remplacement" for line in sheet.lines.values()) else 0.0
    undated = any(not (mark.start or mark.end) for mark in marks)
    left = _MARGIN + around + (_UNKNOWN if undated else 0.0)
    scale = _Scale(min(years), max(years) + 1, left)
    order = sorted(marks, key=_when)
    boxes = {
        mark.id: _bar(mark, scale, _MARGIN + around, _TOP + _LETTERED + row * _ROW + _BAR / 2)
        for row, mark in enumerate(order)
    }
    named = [boxes[mark.id].left + (min(len(mark.whole), _LONGEST) + _DATES) * _LETTER for mark in order]
    return Picture(
        "suite",
        tuple(order),
        tuple(sheet.lines.values()),
        boxes,
        max(left + _AXIS + _MARGIN, *named),
        _TOP + len(order) * _ROW + 16,
        root,
        (),
        tuple(hidden),
        ticks=_ticks(scale, day, sheet.explorer.data.day),
    )


def _ticks(scale: _Scale, day: date, known: str | None) -> tuple[Tick, ...]:
    """Years, today, and the day of the data unless it would be written over today."""
    step = next(each for each in (1, 2, 5, 10, 20, 50) if (scale.last - scale.first) / each <= 14)
    ticks = [
        Tick(scale(f"{year}-01-01"), str(year))
        for year in range(scale.first, scale.last + 1)
        if year % step == 0
    ]
    today = Tick(scale(day.isoformat()), day.isoformat(), "Aujourd’hui")
    named = [today]
    if known and abs(scale(known) - today.x) > 150 and scale.first <= int(known[:4]) <= scale.last:
        named.append(Tick(scale(known), known, "Données"))
    return (*ticks, *named)


def _when(mark: Mark) -> tuple[bool, str, str, str]:
    """In the order of their dates; those without any come last."""
    known = mark.start or mark.end
    return known is None, known or "", mark.end or "", mark.id


def _bar(mark: Mark, scale: _Scale, aside: float, y: float) -> Box:
    start = scale(mark.start) if mark.start else None
    end = scale(mark.end) if mark.end else None
    if start is None and end is None:
        return Box(aside + _UNKNOWN / 2 - 30, y, _UNKNOWN - 60, _BAR)
    # One date is unknown: the bar runs a little way and its drawing says so.
    if start is None and end is not None:
        start = end - _ASIDE
    if end is None and start is not None:
        end = start + _ASIDE
    assert start is not None and end is not None
    width = max(end - start, 4.0)
    return Box(start + width / 2, y, width, _BAR)
