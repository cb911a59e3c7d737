"""The outline of a whole register: its fiches, their successions, and the published totals shared out among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from benchmarks.registre.chance import Chance, Wheel, apportion
from benchmarks.registre.correspondances import correspondances
from benchmarks.registre.figures import BEFORE_2020_11, BLOCS_PER_FICHE, DAY, ROME_PER_FICHE, Figures
from benchmarks.registre.lists import KINDS
from benchmarks.registre.rome import Metier
from benchmarks.registre.sketch import Sketch
from benchmarks.registre.successions import successions

#: The highest numbers given by each register on the day of the figures.
_LAST_NUMBER = {"RNCP": 42_200, "RS": 7_600}
_FIRST_DAY, _MIDDLE_DAY = date(2003, 1, 6), date(2020, 11, 23)
#: Share of the RNCP fiches that have blocs, at 5.2 each: all that are new since 2020 and one sixth of the older.
_WITH_BLOCS = 10_800 / 25_638
_WITH_PARTNERS = 0.42
_MOST_CERTIFICATEURS = 120
_MOST_HABILITATIONS = 3_000

_kinds = Wheel([kind.weight for kind in KINDS])
_rome_counts = Wheel(ROME_PER_FICHE)
_bloc_counts = Wheel(BLOCS_PER_FICHE)


def plan(seed: int, figures: Figures, metiers: tuple[Metier, ...]) -> list[Sketch]:
    """The fiches of a register in outline, RNCP before RS, oldest first; the same for the same arguments."""
    # Some métiers have many certifications and most have few: their ranks are drawn once for the register.
    ranked = Chance(seed, "métiers").shuffled(range(len(metiers)))
    popularity = Wheel([1 / (rank + 8) for rank in range(len(ranked))])
    found: list[Sketch] = []
    for register, count in (("RNCP", figures.rncp), ("RS", figures.rs)):
        drawn = [
            _outline(seed, register, place, count, ranked, popularity, metiers) for place in range(count)
        ]
        active = figures.rncp_active if register == "RNCP" else figures.rs_active
        found += _with_states(seed, successions(seed, drawn), active)
    return correspondances(seed, _with_amounts(seed, found, figures))


def created_on(age: float) -> date:
    """The day on which a fiche of that age was published: two thirds of the register are older than November 2020."""
    if age < BEFORE_2020_11:
        return _FIRST_DAY + (_MIDDLE_DAY - _FIRST_DAY) * (age / BEFORE_2020_11)
    return _MIDDLE_DAY + (DAY - timedelta(20) - _MIDDLE_DAY) * ((age - BEFORE_2020_11) / (1 - BEFORE_2020_11))


def _outline(
    seed: int,
    register: str,
    place: int,
    count: int,
    ranked: list[int],
    popularity: Wheel,
    metiers: tuple[Metier, ...],
) -> Sketch:
    age = place / count
    number = 1 + int(age * _LAST_NUMBER[register]) + 1
    chance = Chance(seed, "fiche", register, number)
    main = ranked[popularity.turn(chance)]
    around = metiers[main].near
    others = chance.some(around, _rome_counts.turn(chance)) if around else []
    return Sketch(
        register=register,
        number=number,
        # One sequence of identifiers for both registers: odd for RS.
        identifier=2 * number + (register == "RS"),
        age=age,
        created=created_on(age),
        active=False,
        line=f"{register}{number}",
        kind=_kinds.turn(chance),
        rome=(main, *others),
    )


def _with_states(seed: int, fiches: list[Sketch], active: int) -> list[Sketch]:
    """The fiches with that many active: mostly recent ones, and those that nothing has replaced yet."""
    chance = Chance(seed, "actif", fiches[0].register)
    ranks = [each.age + 0.35 * chance.share() - (0.45 if each.replaced_by else 0) for each in fiches]
    chosen = set(sorted(range(len(fiches)), key=lambda place: (-ranks[place], place))[:active])
    return [replace(each, active=place in chosen) for place, each in enumerate(fiches)]


def _with_amounts(seed: int, fiches: list[Sketch], figures: Figures) -> list[Sketch]:
    """The fiches with the blocs, habilitations and certificateurs of the register shared out among them."""
    chance = Chance(seed, "parts")
    rncp = [place for place, each in enumerate(fiches) if each.register == "RNCP"]
    by_age = sorted(rncp, key=lambda place: (not fiches[place].active, -fiches[place].age))
    have_blocs = set(by_age[: max(1, round(len(rncp) * _WITH_BLOCS))])
    wanted = [1 + _bloc_counts.turn(chance) if place in have_blocs else 0 for place in range(len(fiches))]
    blocs = apportion(figures.blocs, wanted, least=1)
    # A few diplomas are prepared in thousands of places, most certifications in a handful.
    recent = [each.age > 0.5 and chance.happens(_WITH_PARTNERS * 2) for each in fiches]
    heavy = [min(900.0, (1 - chance.share()) ** -1.1) if here else 0 for here in recent]
    most = max(1, min(_MOST_HABILITATIONS, figures.partners // 2))
    habilitations = apportion(figures.habilitations, heavy, 1, [most] * len(fiches))
    tail = [min(60.0, (1 - chance.share()) ** -0.7) for _ in fiches]
    rows = apportion(figures.certificateurs, tail, 1, [_MOST_CERTIFICATEURS] * len(fiches))
    nameless = [
        count * (3.0 if KINDS[each.kind].by_law else 0.6) for count, each in zip(rows, fiches, strict=True)
    ]
    missing = apportion(figures.certificateurs_without_siret, nameless, 0, rows)
    amounts, first = [], 0
    for place, each in enumerate(fiches):
        amounts.append(
            replace(
                each,
                blocs=blocs[place],
                habilitations=habilitations[place],
                first_habilitation=first,
                certificateurs=rows[place],
                without_siret=missing[place],
            )
        )
        first += habilitations[place]
    return amounts
