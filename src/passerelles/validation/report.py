"""The report of a validation: results of the rules and problems of the loaders, in one stable order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from passerelles.records import Problem, Severity
from passerelles.validation import report_json
from passerelles.validation.problems import result_of
from passerelles.validation.result import Result
from passerelles.validation.tally import CauseCount, tally


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found; `results` are distinct and sorted, whatever order they are given in."""

    results: tuple[Result, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "results", tuple(sorted(set(self.results), key=Result.sort_key)))

    @classmethod
    def merged(cls, reports: Iterable[Report]) -> Report:
        """One report out of several; a result that several of them have counts once."""
        return cls(tuple(result for report in reports for result in report.results))

    @classmethod
    def from_json(cls, text: str | bytes) -> Report:
        """The report that `to_json` wrote; raises `SourceError` for anything else."""
        return cls(report_json.decoded(text))

    @property
    def conforms(self) -> bool:
        """Whether nothing at all was found, as SHACL understands it."""
        return not self.results

    @property
    def has_errors(self) -> bool:
        """Whether something of error severity remains: `sh:Violation` or an unreadable source."""
        return any(result.severity is Severity.ERROR for result in self.results)

    def with_problems(self, problems: Iterable[Problem]) -> Report:
        """This report and the problems that loaders found, together."""
        return Report(self.results + tuple(result_of(problem) for problem in problems))

    def by_cause(self) -> tuple[CauseCount, ...]:
        """The table by cause: count and one example each, grave first, then frequent first."""
        return tally(self.results)

    def count(self, severity: Severity) -> int:
        """How many results have this severity."""
        return sum(result.severity is severity for result in self.results)

    def counts(self) -> dict[str, int]:
        """How many results each cause has, by slug in alphabetical order."""
        totals: dict[str, int] = {}
        for result in self.results:
            totals[result.cause] = totals.get(result.cause, 0) + 1
        return dict(sorted(totals.items()))

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data, the same that `to_json` writes."""
        return report_json.as_dict(self.results)

    def to_json(self) -> str:
        """The report as JSON text; `from_json` reads it back unchanged."""
        return report_json.encoded(self.results)
