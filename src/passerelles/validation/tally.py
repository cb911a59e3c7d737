"""The tally of a report: for each cause how often it occurs, and one example with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from passerelles.records import Severity
from passerelles.validation.causes import causes
from passerelles.validation.reading_causes import reading_label
from passerelles.validation.result import SEVERITIES, Result

_SEVERITY_WORDS = {
    "fr": {Severity.ERROR: "erreur", Severity.WARNING: "avertissement", Severity.INFO: "information"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "information"},
}


@dataclass(frozen=True, slots=True)
class CauseCount:
    """One row of the table by cause; `example` is the first result in the order of the report."""

    severity: Severity
    cause: str
    count: int
    example: Result

    def label(self, language: str = "fr") -> str:
        """The short label of the rule; for problems of a loader, the slug in words."""
        known = causes().get(self.cause)
        return known.label(language) if known else reading_label(self.cause, language)

    def explanation(self, language: str = "fr") -> str:
        """What the cause means; for problems of a loader, the message of the example."""
        return self.example.message(language)

    def where(self, language: str = "fr") -> str:
        """The place of the example in its source, empty when no source is known."""
        return self.example.place.words(language) if self.example.place else ""

    def about(self) -> str:
        """What the example is about: the readable name, and the value at fault."""
        return "\u00a0: ".join(part for part in (self.example.about, self.example.found) if part)


def severity_word(severity: Severity, language: str = "fr") -> str:
    """The severity as a word: « erreur », « avertissement », « information »."""
    return _SEVERITY_WORDS["fr" if language == "fr" else "en"][severity]


def tally(results: Iterable[Result]) -> tuple[CauseCount, ...]:
    """The rows of the table by cause, grave first, then frequent first."""
    groups: dict[tuple[Severity, str], list[Result]] = {}
    for result in results:
        groups.setdefault((result.severity, result.cause), []).append(result)
    rows = [CauseCount(severity, cause, len(found), found[0]) for (severity, cause), found in groups.items()]
    return tuple(sorted(rows, key=lambda row: (SEVERITIES.index(row.severity), -row.count, row.cause)))
