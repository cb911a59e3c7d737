"""Several certifications beside one of them, statement by statement: what a page draws as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from passerelles.analysis.comparison.answer import Comparison, Match, Statement


@dataclass(frozen=True, slots=True)
class Row:
    """One capacité or bloc of the first certification, and what matches it in each of the others (None: nothing)."""

    statement: Statement
    cells: tuple[Match | None, ...]


def aligned(order: Sequence[str], comparisons: Sequence[Comparison], kind: str) -> tuple[Row, ...]:
    """The statements of the first certification, each with its matches in the others.

    `comparisons` are those of the first with each other one, the first on the left; `kind` is "capacites" or "blocs";
    `order` are the IRIs of its statements in the order of its document.
    """
    statements: dict[str, Statement] = {}
    cells: list[dict[str, Match]] = []
    for each in comparisons:
        found: dict[str, Match] = {}
        for match in _matches(each, kind):
            for statement in match.left:
                statements[statement.iri] = statement
                found.setdefault(statement.iri, match)
        own = each.left.own_capacites if kind == "capacites" else each.left.own_blocs
        statements |= {statement.iri: statement for statement in own if statement.iri not in statements}
        cells.append(found)
    places = {iri: place for place, iri in enumerate(order)}
    listed = sorted(statements.values(), key=lambda one: (places.get(one.iri, len(places)), one.iri))
    return tuple(Row(each, tuple(found.get(each.iri) for found in cells)) for each in listed)


def _matches(comparison: Comparison, kind: str) -> Iterable[Match]:
    """The matches of one kind; a capacité of one side matched with a bloc of the other counts for its own kind."""
    yield from comparison.capacites if kind == "capacites" else comparison.blocs
    part = "/capacite/" if kind == "capacites" else "/bloc/"
    for match in comparison.crossed:
        if all(_kind_of(statement.iri) == part for statement in match.left):
            yield match


def _kind_of(iri: str) -> str:
    return "/capacite/" if "/capacite/" in iri else "/bloc/"
