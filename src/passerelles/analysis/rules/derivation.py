"""The derivation of an item as an answer shows it: each step with its premises, its sentence and its sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelles.analysis.rules.base import RuleBase
from passerelles.analysis.rules.closure import Closure, Derived
from passerelles.analysis.rules.declaration import SourceName
from passerelles.analysis.rules.item import Item, listed, named
from passerelles.analysis.rules.rule import Rule
from passerelles.answers.address import href


@dataclass(frozen=True, slots=True)
class Step:
    """One rule that fires: who holds all of `depuis` has all of `vers`.

    `kind` is "correspondance" or "contenu" (what the whole certification contains), `rank` "Officielle",
    "Conventionnelle", "Calculee" or None for what is contained, `status` where the day stands against the dates of
    the correspondance itself. `explanation` is a French sentence.
    """

    kind: str
    rank: str | None
    iri: str
    href: str
    depuis: tuple[Item, ...]
    vers: tuple[Item, ...]
    status: str
    declared_by: tuple[str, ...]
    sentences: tuple[str, ...]
    sources: tuple[SourceName, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """How an item is obtained by one right: its steps in order, premises first.

    `right` is the weakest of them ("contenu", "officielle" or "conventionnelle"); `ended` are the items on the way
    that can no longer be awarded on the day.
    """

    right: str
    steps: tuple[Step, ...]
    ended: tuple[Item, ...]


def step(base: RuleBase, rule: Rule, day: date, only: frozenset[str] | None = None) -> Step:
    """A rule as a step; of what it gives, `only` those when they are named."""
    depuis = tuple(named(base, iri) for iri in sorted(rule.depuis))
    vers = tuple(named(base, iri) for iri in sorted(rule.vers if only is None else rule.vers & only))
    declaration = base.declaration(rule)
    return Step(
        kind="contenu" if rule.contains else "correspondance",
        rank=None if rule.contains else rule.rank,
        iri=rule.iri,
        href=href(rule.iri),
        depuis=depuis,
        vers=vers,
        status="" if rule.contains else rule.status(day),
        declared_by=declaration.declared_by,
        sentences=declaration.sentences,
        sources=declaration.sources,
        explanation=_explanation(rule, depuis, vers, declaration.declared_by),
    )


def derivation(closure: Closure, found: Derived) -> Derivation:
    """The derivation of an item, each containment showing only what is used of it."""
    tree = closure.tree(found)
    used = frozenset(each.item for each in tree)
    rules = dict.fromkeys(each.rule for each in tree)
    return Derivation(
        right=found.right.word,
        steps=tuple(step(closure.base, rule, closure.day, used if rule.contains else None) for rule in rules),
        ended=tuple(named(closure.base, iri) for iri in sorted(found.ended)),
    )


def _explanation(
    rule: Rule, depuis: tuple[Item, ...], vers: tuple[Item, ...], declared_by: tuple[str, ...]
) -> str:
    if rule.contains:
        part = "en font partie" if len(vers) > 1 else "en fait partie"
        return f"{listed(depuis)} est détenue en entier : {listed(vers)} {part}."
    by = f", reconnue par {' et '.join(declared_by)}" if declared_by else ""
    together = " (tous nécessaires ensemble)" if len(depuis) > 1 else ""
    words = {
        "Officielle": "Correspondance officielle",
        "Conventionnelle": "Correspondance conventionnelle, dite par un texte",
        "Calculee": "Ressemblance calculée, qui ne donne aucun droit",
    }.get(rule.rank, "Correspondance")
    return f"{words}{by} : {listed(depuis)}{together} → {listed(vers)}."
