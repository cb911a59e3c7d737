"""What holdings give: each item with its derivations, and what they do not give with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from passerelles.analysis.rules.base import RuleBase, certification_of, is_bloc
from passerelles.analysis.rules.closure import Closure, close
from passerelles.analysis.rules.derivation import Derivation, Step, derivation, step
from passerelles.analysis.rules.item import Item, listed, named
from passerelles.analysis.rules.rule import Rule
from passerelles.analysis.rules.successions import current

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Gained(Generic[F]):
    """One item that follows: by its best right, and `also` by other rights, which are never mixed.

    `awardable` tells whether it, or the certification it belongs to, can be awarded on the day (None = not stated)
    and `standing` why. `identity` is what the register may know of an item that a text knows by its title alone:
    nothing follows from it.
    """

    item: Item
    right: str
    direct: bool
    derivation: Derivation
    also: tuple[Derivation, ...]
    awardable: bool | None
    standing: str
    identity: F | None


@dataclass(frozen=True, slots=True)
class Complete:
    """A certification all of whose blocs are had: it is still to be awarded by its certificateur."""

    item: Item
    blocs: tuple[Item, ...]
    awardable: bool | None
    standing: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A correspondance that grants nothing here, and why, in French; `missing` is what is not had of what it asks."""

    step: Step
    missing: tuple[Item, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A held certification that others replace: the chain to a fiche in which one can enrol. It grants nothing."""

    item: Item
    chain: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Gains(Generic[F]):
    """All that follows from holdings on a day, and beside it what does not; `known` is the day of the data."""

    day: str
    known: str | None
    holdings: tuple[Item, ...]
    unknown: tuple[str, ...]
    gained: tuple[Gained[F], ...]
    complete: tuple[Complete, ...]
    incomplete: tuple[Withheld, ...]
    withheld: tuple[Withheld, ...]
    successions: tuple[Followed, ...]


def gains(
    base: RuleBase,
    holdings: Iterable[str],
    on: date,
    identify: Callable[[str], F | None] = lambda _: None,
) -> Gains[F]:
    """What these certifications and blocs give on a day, the same whatever their order.

    `identify` tells what the register may know of a certification that is only named; what it says is shown and
    never followed.
    """
    held = sorted(set(holdings))
    closure = close(base, held, on)
    incomplete, withheld = _others(closure)
    return Gains(
        day=on.isoformat(),
        known=base.known.isoformat() if base.known else None,
        holdings=tuple(named(base, iri) for iri in held),
        unknown=tuple(iri for iri in held if not base.knows(iri)),
        gained=tuple(sorted((_gained(closure, iri, identify) for iri in closure.gained), key=_weight)),
        complete=complete(closure),
        incomplete=incomplete,
        withheld=withheld,
        successions=_successions(base, held, on),
    )


def complete(closure: Closure) -> tuple[Complete, ...]:
    """The described certifications all of whose blocs are had, without the certification itself."""
    had = closure.items
    wholes = sorted({certification_of(iri) for iri in had if is_bloc(iri)} - had)
    found = []
    for iri in wholes:
        whole = closure.base.certification(iri)
        if whole and whole.described and whole.blocs and {bloc.iri for bloc in whole.required} <= had:
            standing = whole.standing(closure.day, closure.base.known)
            found.append(
                Complete(
                    item=named(closure.base, iri),
                    blocs=tuple(named(closure.base, bloc.iri) for bloc in whole.required),
                    awardable=standing.award,
                    standing=standing.sentence,
                    sentence="Tous les blocs sont acquis : la certification elle-même reste à demander au "
                    "certificateur, qui la délivre.",
                )
            )
    return tuple(found)


def _gained(closure: Closure, iri: str, identify: Callable[[str], F | None]) -> Gained[F]:
    best, *others = closure.derivations(iri)
    whole = closure.base.certification(certification_of(iri))
    standing = whole.standing(closure.day, closure.base.known) if whole else None
    return Gained(
        item=named(closure.base, iri),
        right=best.right.word,
        direct=best.depth == 1,
        derivation=derivation(closure, best),
        also=tuple(derivation(closure, each) for each in others),
        awardable=standing.award if standing else None,
        standing=standing.sentence if standing else "",
        identity=None if whole and whole.described else identify(iri),
    )


def _weight(found: Gained[F]) -> tuple[bool, int, str, str]:
    """What is only contained last; what takes fewer steps first, then by right."""
    order = {"officielle": "1", "conventionnelle": "2"}.get(found.right, "3")
    return order == "3", len(found.derivation.steps), order, found.item.iri


def _others(closure: Closure) -> tuple[tuple[Withheld, ...], tuple[Withheld, ...]]:
    """The correspondances of which a part is missing, and those that are met and grant nothing all the same."""
    had = closure.items
    touched = {rule.iri: rule for item in had for rule in closure.base.asking(item)}
    incomplete, withheld = [], []
    for _, rule in sorted(touched.items()):
        missing = rule.depuis - had
        shown = tuple(named(closure.base, iri) for iri in sorted(missing))
        reason = _reason(closure, rule)
        if reason and not missing:
            withheld.append(Withheld(step(closure.base, rule, closure.day), (), reason))
        elif missing and not reason and not rule.vers <= had:
            sentence = f"Il manque {listed(shown)} : sans cela, rien n’est reconnu."
            incomplete.append(Withheld(step(closure.base, rule, closure.day), shown, sentence))
    return tuple(incomplete), tuple(withheld)


def _reason(closure: Closure, rule: Rule) -> str | None:
    """Why a correspondance grants nothing whoever holds what it asks, None when it grants."""
    if rule.rank == "Calculee":
        return "Ressemblance calculée : elle ne donne aucun droit."
    if rule.scope == "Partielle":
        return (
            "Reconnaissance partielle : une partie seulement est reconnue, à préciser avec le certificateur."
        )
    status = rule.status(closure.day)
    if status in {"échue", "à venir"}:
        return f"Correspondance {status} à la date demandée."
    return None if rule.right else "Le rang de cette correspondance n’est pas connu."


def _successions(base: RuleBase, held: list[str], day: date) -> tuple[Followed, ...]:
    wholes = dict.fromkeys(certification_of(iri) for iri in held)
    return tuple(
        Followed(named(base, iri), tuple(named(base, each) for each in chain))
        for iri in wholes
        for chain in current(base, iri, day)
    )
