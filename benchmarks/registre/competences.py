"""Capacités worded from ROME: fiches near each other share competences, often in other words and other layouts."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.registre.chance import Chance, Wheel
from benchmarks.registre.phrases import ENDS, MEANS, OPENINGS, VERBS
from benchmarks.registre.rome import Metier


@dataclass(frozen=True, slots=True)
class Statements:
    """The capacités of one bloc as worded there, and the title that their theme gives it."""

    title: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a fiche lays out its lists: what marks an item, what lies between two, whether items end with clauses.

    `code` takes the bloc, the item and the number of the item in the whole fiche.
    """

    code: str
    gap: str
    long: bool
    weight: int


#: Layouts as the extracts show them; all but the last lost their list marks when HTML was stripped.
LAYOUTS = (
    Layout("C{whole}. ", "      ", True, 6),
    Layout("C.{whole}. ", "      ", True, 4),
    Layout("A{bloc}C{item}. ", "       ", True, 6),
    Layout("{bloc}.1.{item} ", "    ", True, 3),
    Layout("- ", "  ", True, 8),
    Layout("- ", "  ", False, 3),
    Layout("* ", "      ", False, 3),
    Layout("● ", "    ", True, 4),
    Layout("", "    ", False, 4),
    Layout("", "  ", False, 4),
    Layout("C{item} - ", "\n", True, 2),
)
_layouts = Wheel([layout.weight for layout in LAYOUTS])
#: Statements of a bloc: 2 to 13, 6.2 on average.
_counts = Wheel((3, 9, 14, 16, 15, 13, 10, 7, 5, 3, 3, 2))


def layout(chance: Chance) -> Layout:
    """The layout of one fiche."""
    return LAYOUTS[_layouts.turn(chance)]


def statements(metier: Metier, about: Chance, chance: Chance, long: bool) -> Statements:
    """The capacités of one bloc: `about` chooses the competences, `chance` the words.

    Fiches of one line have the same `about`: they keep their competences and change some words.
    """
    count = 2 + _counts.turn(about)
    known = metier.competences
    first = about.below(len(known))
    # A window of the list, where competences of one theme lie beside each other, and now and then one from elsewhere.
    picked = {
        (first + step if about.happens(0.85) else about.below(len(known))) % len(known)
        for step in range(count)
    }
    chosen = [known[place] for place in sorted(picked)]
    return Statements(known[first].theme, tuple(worded(each.label, chance, long) for each in chosen))


def worded(label: str, chance: Chance, long: bool) -> str:
    """The label of a competence in the words of one fiche: as it is, with another verb, with clauses."""
    text = label
    verb, _, rest = label.partition(" ")
    if verb in VERBS and chance.happens(0.3):
        text = f"{VERBS[verb]} {rest}"
    if not long:
        return text
    means = chance.pick(MEANS) if chance.happens(0.85) else ""
    ends = chance.pick(ENDS) if chance.happens(0.85) else ""
    return " ".join(part for part in (text, means, ends) if part)


def laid_out(wordings: tuple[str, ...], form: Layout, bloc: int, before: int, chance: Chance) -> str:
    """The list as one text: codes or bullets, run on with spaces; `before` items of the fiche come earlier."""
    items = [
        form.code.format(bloc=bloc, item=place, whole=before + place) + wording + ("." if form.long else "")
        for place, wording in enumerate(wordings, 1)
    ]
    opening = [chance.pick(OPENINGS)] if chance.happens(0.08) else []
    return form.gap.join(opening + items)
