"""In which order patterns are joined: never through what many nodes share alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from rdflib.term import Variable

#: What a join costs that ties two relations by one variable, by how it does.
_KEYS, _CHAIN, _STAR, _VALUE, _NOTHING = range(5)


@dataclass(frozen=True, slots=True)
class Relation:
    """A query of its own: its text, what it binds, and which of that are subjects in it.

    `own` tells whether it binds the source, too.
    """

    text: str
    variables: tuple[Variable, ...]
    subjects: frozenset[Variable]
    own: bool


def joined(relations: Sequence[Relation], kept: Collection[Variable] | None) -> str:
    """A group that joins the relations two by two; variables that nothing else needs are left out on the way.

    The engine would choose an order itself, without knowing that thousands of things have the same code.
    """
    waiting = list(relations)
    while len(waiting) > 2:
        first, second = min(combinations(waiting, 2), key=lambda pair: _cost(*pair))
        waiting.remove(first)
        waiting.remove(second)
        waiting.insert(0, _merged(first, second, waiting, kept))
    return " ".join(relation.text for relation in waiting)


def _cost(first: Relation, second: Relation) -> tuple[int, int]:
    shared = set(first.variables) & set(second.variables)
    size = len(first.variables) + len(second.variables)
    if not shared:
        return _NOTHING, size
    if len(shared) > 1:
        return _KEYS, size
    subjects = len(shared & first.subjects) + len(shared & second.subjects)
    return (_VALUE, _CHAIN, _STAR)[subjects], size


def _merged(
    first: Relation, second: Relation, others: Sequence[Relation], kept: Collection[Variable] | None
) -> Relation:
    names = tuple(dict.fromkeys([*first.variables, *second.variables]))
    used = {name for relation in others for name in relation.variables}
    needed = tuple(name for name in names if kept is None or name in kept or name in used)
    own = first.own or second.own
    text = selected(needed, f"{first.text} {second.text}", own=own, once=needed != names)
    return Relation(text, needed, first.subjects | second.subjects, own)


def selected(variables: Sequence[Variable], body: str, *, own: bool, once: bool = False) -> str:
    """A group as a query of its own, `once` without repetitions."""
    columns = ["?g"] * own + [f"?{name}" for name in variables]
    return f"{{ SELECT {'DISTINCT ' if once else ''}{' '.join(columns) or '*'} {{ {body} }} }}"
