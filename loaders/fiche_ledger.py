"""The ledger of a fiche being read: what of its text is accounted for, and what went wrong."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TypeVar

from passerelles.loaders.view import Coverage, View
from passerelles.records import FreeText, Problem, Severity, Stated, Text

T = TypeVar("T")


class Ledger:
    """Every value of a fiche is taken from here, so that what nobody took can be kept and reported."""

    def __init__(self, view: View, source: str, text: str) -> None:
        self._coverage = Coverage(view)
        self._source = source
        self._text = text
        self.problems: list[Problem] = []

    def account(self, part: View) -> None:
        """Note that `part` was understood (a heading, a mark), though it is no value by itself."""
        self._coverage.mark(part)

    def take(self, part: View) -> Text:
        """The text of `part` with its place; `part` must not be blank."""
        self.account(part)
        return part.stated

    def state(self, value: T, part: View) -> Stated[T]:
        """A value read from `part`, with its place; `part` must not be blank."""
        self.account(part)
        return Stated(value, (part.span,))

    def keep(self, name: str, part: View) -> tuple[FreeText, ...]:
        """The free-text element `name`, whole, or nothing when `part` is blank."""
        return (FreeText(name, self.take(part)),) if part else ()

    def report(
        self,
        cause: str,
        severity: Severity,
        message: str,
        part: View | None = None,
        *,
        field: str | None = None,
        expected: str | None = None,
    ) -> None:
        """Add a problem, placed at the line of `part` when there is one."""
        span = part.span if part else None
        self.problems.append(
            Problem(
                cause,
                severity,
                self._source,
                message,
                place=self._place(span.start) if span else None,
                span=span,
                field=field,
                found=part.value if part else None,
                expected=expected,
            )
        )

    def left_over(self) -> tuple[Text, ...]:
        """What no part of the reading has taken, as texts with their places; each one is reported."""
        rest = self._coverage.left_over()
        for part in rest:
            message = "Ce passage n’a pas trouvé sa place dans la fiche ; il est gardé comme texte."
            self.report("texte-non-place", Severity.WARNING, message, part)
        return tuple(part.stated for part in rest)

    def _place(self, start: int) -> str:
        return f"ligne {bisect_right(self._line_starts, start)}"

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        for line in self._text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts
