"""The registration of a fiche: decision or decrees, effect, duration, end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.registre import phrases
from benchmarks.registre.chance import Chance
from benchmarks.registre.lists import KINDS
from benchmarks.registre.sketch import Change, Sketch
from benchmarks.registre.xml_text import day, element, group

_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Registration:
    """The elements on registration, in the three places where the feed has them, and the day from which it counts."""

    start: date
    before: str  # what comes before the statistics
    after: str  # before the blocs
    last: str  # at the end of the fiche


def registration(sketch: Sketch, today: date) -> Registration:
    """Dates in their order: an active fiche ends after `today`, an inactive one before."""
    chance = Chance("enregistrement", sketch.name)
    by_law = KINDS[sketch.kind].by_law and sketch.register == "RNCP"
    start = sketch.created
    years = chance.pick((2, 3, 3, 5, 5, 5))
    end = start + timedelta(int(years * _YEAR))
    drawn = chance.share()  # always one draw: what follows must not depend on the state
    if sketch.active and end <= today:
        end = today + timedelta(15 + int(drawn * 1_500))
    elif not sketch.active and end >= today:
        end = max(start + timedelta(1), today - timedelta(1 + int(drawn * 200)))
    if sketch.change is Change.EXPIRED or sketch.change is Change.REPLACED:
        end = today - timedelta(1)
    elif sketch.change is Change.DATES:
        end += timedelta(365)
    before, after = _by_law(sketch, start, chance) if by_law else _on_demand(sketch, start, years)
    last = element("DATE_DE_PUBLICATION", day(start)) if by_law else ""
    if start.year >= 2019 and chance.happens(0.4):
        last += element("DATE_LIMITE_DELIVRANCE", day(end + timedelta(int(4 * _YEAR))))
    kind = "Enregistrement de droit" if by_law else "Enregistrement sur demande"
    ending = element("DATE_FIN_ENREGISTREMENT", day(end)) + after + element("TYPE_ENREGISTREMENT", kind)
    return Registration(start, before, ending, last)


def _by_law(sketch: Sketch, start: date, chance: Chance) -> tuple[str, str]:
    before = []
    for which in ("GENERAL", "CREATION", "AUTRE"):
        if chance.happens(0.75):
            when = start - timedelta(chance.between(10, 900))
            title = chance.pick(phrases.RECORD_OF_LAW).format(jour=day(when), d="formation professionnelle")
            said = element("TITRE", title, 8)
            said += (
                element("DATE_PUBLICATION_JO", day(when + timedelta(9)), 8) if chance.happens(0.92) else ""
            )
            before.append(group(f"PUBLICATION_DECRET_{which}", group("PUBLICATION_JO", said, 6)))
    return "".join(before), element("DATE_EFFET", day(start))


def _on_demand(sketch: Sketch, start: date, years: int) -> tuple[str, str]:
    before = ""
    if start.year < 2019:
        before += element("DATE_DERNIER_JO", day(start))
    return before + element("DATE_DECISION", day(start)) + element("DUREE_ENREGISTREMENT", years), ""
