"""The next day's register: about a hundred fiches of thirty thousand are not what they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from benchmarks.registre.chance import Chance
from benchmarks.registre.figures import DAY
from benchmarks.registre.sketch import Change, Sketch

#: A day's changes by kind, 100 in all; created fiches include those that replace another.
_DAY = {
    Change.CREATED: 10,
    Change.BLOCS: 20,
    Change.CODES: 15,
    Change.DATES: 20,
    Change.TEXT: 15,
    Change.EXPIRED: 8,
    Change.WITHDRAWN: 4,
    Change.REPLACED: 8,
}


def amounts(changes: int) -> dict[Change, int]:
    """How many fiches change in each way, of about that many in all: at least one of each."""
    return {kind: max(1, round(count * changes / 100)) for kind, count in _DAY.items()}


def tomorrow(seed: int, fiches: Sequence[Sketch], changes: int) -> list[Sketch]:
    """The fiches with their changes marked: each changes in one way, and as many new ones replace those REPLACED.

    What has no mark is written byte for byte as the day before. Withdrawn fiches keep their place, marked.
    """
    chance = Chance(seed, "lendemain")
    wanted = amounts(changes)
    left = {each.name: each for each in fiches}
    free = [each for each in chance.shuffled(fiches) if each.active and each.blocs and not each.replaced_by]
    replaced = free[: wanted[Change.REPLACED]]
    created = _created(fiches, replaced, wanted[Change.CREATED])
    for old, new in zip(replaced, created, strict=False):
        left[old.name] = replace(old, active=False, replaced_by=(new.name,), change=Change.REPLACED)
    rest = free[len(replaced) :]
    named = {link.other for each in fiches for link in each.links} | {
        name for each in fiches for name in (*each.replaces, *each.replaced_by)
    }
    for kind in (Change.WITHDRAWN, Change.EXPIRED, Change.BLOCS, Change.CODES, Change.DATES, Change.TEXT):
        # What goes is a fiche that no other one names.
        able = [each for each in rest if kind is not Change.WITHDRAWN or each.name not in named]
        for each in able[: wanted[kind]]:
            active = each.active and kind is not Change.EXPIRED
            left[each.name] = replace(each, active=active, change=kind)
        taken = {each.name for each in able[: wanted[kind]]}
        rest = [each for each in rest if each.name not in taken]
    return [*left.values(), *created]


def _created(fiches: Sequence[Sketch], replaced: Sequence[Sketch], count: int) -> list[Sketch]:
    """New fiches with new numbers: the first replace the fiches of `replaced`, the others nothing."""
    last = max((each for each in fiches if each.register == "RNCP"), key=lambda each: each.number)
    models = [*replaced, *(each for each in fiches if each.register == "RNCP" and each.blocs)]
    found = []
    for place in range(max(count, len(replaced))):
        model = models[place]
        number = last.number + 1 + place
        follows = place < len(replaced)
        found.append(
            replace(
                model,
                number=number,
                identifier=2 * number,
                age=1.0,
                created=DAY - timedelta(3),
                active=True,
                line=model.line if follows else f"RNCP{number}",
                replaces=(model.name,) if follows else (),
                replaced_by=(),
                links=(),
                change=Change.CREATED,
            )
        )
    return found
