"""Everything that follows from holdings, each item by the lightest derivation of each right.

Rules are an AND/OR graph: one fires when all that it asks for is had. For each right in turn, from what is contained
to what a text states, derivations are found in the order of their depth, first those that pass through nothing that
can no longer be awarded. Each item is settled once for each right, so cycles end, and ties are settled by IRI, so the
order of the holdings does not matter.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from passerelles.analysis.rules.base import RuleBase
from passerelles.analysis.rules.right import Right
from passerelles.analysis.rules.rule import Rule

_RIGHTS = (Right.CONTENU, Right.OFFICIELLE, Right.CONVENTIONNELLE)


@dataclass(frozen=True, slots=True)
class Derived:
    """One item by one right: the rule that gives it and, for each premise, the right by which it is had.

    `ended` are the items on the way that can no longer be awarded, `uses` all items on the way.
    """

    item: str
    right: Right
    rule: Rule
    premises: tuple[tuple[str, Right], ...]
    depth: int
    ended: frozenset[str]
    uses: frozenset[str]


@dataclass
class Closure:
    """What is held on a day and all that follows; `derived` by item and right."""

    base: RuleBase
    held: frozenset[str]
    day: date
    derived: dict[tuple[str, Right], Derived] = field(default_factory=dict)
    _by_item: dict[str, list[Derived]] = field(default_factory=dict)

    @property
    def items(self) -> frozenset[str]:
        """All that is had: held, or derived by any right."""
        return self.held.union(self._by_item)

    @property
    def gained(self) -> tuple[str, ...]:
        """What is derived and not held, by IRI."""
        return tuple(sorted(self._by_item))

    def right(self, item: str) -> Right | None:
        """The best right by which the item is had, None when it is not."""
        if item in self.held:
            return Right.DETENU
        return self._by_item[item][0].right if item in self._by_item else None

    def derivations(self, item: str) -> tuple[Derived, ...]:
        """The lightest derivation of the item for each right, the best right first; empty for what is held."""
        return tuple(self._by_item.get(item, ()))

    def tree(self, found: Derived) -> tuple[Derived, ...]:
        """The derivation of an item, premises before what they give, itself last."""
        ordered: dict[tuple[str, Right], Derived] = {}
        self._visit(found, ordered)
        return tuple(ordered.values())

    def _visit(self, found: Derived, ordered: dict[tuple[str, Right], Derived]) -> None:
        if (found.item, found.right) in ordered:
            return
        for premise in found.premises:
            if premise in self.derived:
                self._visit(self.derived[premise], ordered)
        ordered[found.item, found.right] = found

    def _extend(self, right: Right, through_ended: bool) -> None:
        """Settle all items by this right, in the order of depth."""
        waiting: list[tuple[int, str, tuple[tuple[str, Right], ...], Rule]] = []
        for item in sorted(self.items):
            self._await(item, right, through_ended, waiting)
        while waiting:
            depth, _, premises, rule = heapq.heappop(waiting)
            for item in self._new(rule, right, premises):
                found = self._derive(item, right, rule, premises, depth)
                self.derived[item, right] = found
                self._by_item.setdefault(item, []).append(found)
                self._await(item, right, through_ended, waiting)

    def _await(
        self,
        item: str,
        right: Right,
        through_ended: bool,
        waiting: list[tuple[int, str, tuple[tuple[str, Right], ...], Rule]],
    ) -> None:
        """Put the rules that this item may fire in the queue."""
        for rule in self.base.using(item):
            fired = self._firing(rule, right, through_ended)
            if fired is not None:
                depth, premises = fired
                heapq.heappush(waiting, (depth, rule.iri, premises, rule))

    def _new(self, rule: Rule, right: Right, premises: tuple[tuple[str, Right], ...]) -> Iterator[str]:
        """What the rule gives that is neither held nor settled, nor on the way to itself."""
        for item in sorted(rule.vers - self.held):
            if (item, right) not in self.derived and all(
                item != premise and item not in self.derived[premise, had].uses
                for premise, had in premises
                if had is not Right.DETENU
            ):
                yield item

    def _derive(
        self, item: str, right: Right, rule: Rule, premises: tuple[tuple[str, Right], ...], depth: int
    ) -> Derived:
        before = [self.derived[premise] for premise in premises if premise in self.derived]
        return Derived(
            item=item,
            right=right,
            rule=rule,
            premises=premises,
            depth=depth,
            ended=frozenset().union(*(self._ended(found) for found in before)),
            uses=frozenset(premise for premise, _ in premises).union(*(found.uses for found in before)),
        )

    def _ended(self, found: Derived) -> frozenset[str]:
        """What on the way through this item can no longer be awarded, itself included."""
        over = self.base.awardable(found.item, self.day) is False
        return found.ended | {found.item} if over else found.ended

    def _firing(
        self, rule: Rule, right: Right, through_ended: bool
    ) -> tuple[int, tuple[tuple[str, Right], ...]] | None:
        """Depth and premises by which the rule gives exactly this right, None when it does not."""
        if rule.right is None or rule.right > right or not rule.grants(self.day):
            return None
        options = [sorted(self._options(premise, right, through_ended)) for premise in sorted(rule.depuis)]
        if not all(options):
            return None
        chosen = [of_premise[0] for of_premise in options]
        if rule.right < right and all(had < right for _, had, _ in chosen):
            # The derivation must be of this very right: one premise at least is had by it.
            exact = [
                (each, index) for index, found in enumerate(options) for each in found if each[1] == right
            ]
            if not exact:
                return None
            weakest, index = min(exact)
            chosen[index] = weakest
        depth = 1 + max(each[0] for each in chosen)
        return depth, tuple((premise, had) for _, had, premise in chosen)

    def _options(self, premise: str, right: Right, through_ended: bool) -> Iterator[tuple[int, Right, str]]:
        """How the premise is had: depth, right and itself, for each right that is no weaker."""
        if premise in self.held:
            yield 0, Right.DETENU, premise
            return
        for found in self._by_item.get(premise, ()):
            if found.right <= right and (through_ended or not self._ended(found)):
                yield found.depth, found.right, premise


def close(base: RuleBase, holdings: Iterable[str], day: date) -> Closure:
    """All that follows on `day` from holdings, IRIs of certifications and blocs."""
    closure = Closure(base, frozenset(holdings), day)
    for right in _RIGHTS:
        closure._extend(right, through_ended=False)
        closure._extend(right, through_ended=True)
    return closure
