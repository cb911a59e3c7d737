"""A solution told as a path: what is covered, the steps, the conclusion and the sources."""

from __future__ import annotations

from collections.abc import Iterable

from passerelles.analysis.paths.answer import Covered, Path, Stage
from passerelles.analysis.paths.best import Way
from passerelles.analysis.paths.stages import AccessesOf, CloseBy, Walk
from passerelles.analysis.rules import (
    Certification,
    Closure,
    Item,
    SourceName,
    certification_of,
    derivation,
    named,
)


def told(
    closure: Closure,
    whole: Certification,
    target: str,
    way: Way,
    accesses: AccessesOf,
    close_by: CloseBy,
    via: str | None = None,
) -> Path:
    """The path of one solution to `target`, the certification `whole` or one of its blocs."""
    walk = Walk(closure, way.course, way.solution, accesses, close_by, target)
    stages = tuple(walk.stages())
    left, steps = way.solution.cost
    standing = whole.standing(closure.day, closure.base.known)
    held = target in closure.items
    wanted = [bloc.iri for bloc in whole.blocs] if target == whole.iri else [target]
    optional = {bloc.iri for bloc in whole.blocs} - {bloc.iri for bloc in whole.required}
    return Path(
        target=named(closure.base, target),
        held=held,
        left=left,
        steps=steps,
        award=standing.award,
        standing=standing.sentence,
        covered=tuple(
            _covered(closure, iri) for iri in ([target] if held else wanted) if iri in closure.items
        ),
        stages=stages,
        options=tuple(
            named(closure.base, iri) for iri in wanted if iri in optional and iri not in closure.items
        ),
        accesses=accesses(whole.iri),
        conclusion=_conclusion(walk.reached, target, held, standing.award),
        sources=_sources(closure, whole, stages),
        via=via,
    )


def _covered(closure: Closure, iri: str) -> Covered:
    right = closure.right(iri)
    found = closure.derivations(iri)
    return Covered(
        named(closure.base, iri),
        right.word if right is not None else "",
        derivation(closure, found[0]) if found else None,
    )


def _conclusion(reached: Closure, target: str, held: bool, award: bool | None) -> str:
    name = named(reached.base, target).short
    if held:
        had = "détenue" if target in reached.held else "obtenue par correspondance"
        return f"{name} est déjà {had} : il n’y a rien à acquérir."
    if target in reached.items:
        return f"{name} est obtenue au bout de ces étapes."
    if award is None:
        return f"Tous les blocs de {name} sont alors acquis ; rien ne dit si elle est délivrée à cette date."
    return (
        f"Tous les blocs de {name} sont alors acquis : il reste à en demander la délivrance au certificateur."
    )


def _sources(closure: Closure, whole: Certification, stages: Iterable[Stage]) -> tuple[SourceName, ...]:
    """The documents of the target, of what the path goes through and of the correspondances it rests on."""
    found = list(closure.base.sources(whole.iri))
    for stage in stages:
        found += _of_items(closure, stage.items)
        found += stage.rule.sources if stage.rule else ()
    return tuple(dict.fromkeys(found))


def _of_items(closure: Closure, items: Iterable[Item]) -> list[SourceName]:
    wholes = dict.fromkeys(certification_of(item.iri) for item in items)
    return [source for iri in wholes for source in closure.base.sources(iri)]
