"""A report as plain text for a terminal or a log."""

from __future__ import annotations

import textwrap

from passerelles.validation.report import Report
from passerelles.validation.result import SEVERITIES
from passerelles.validation.tally import CauseCount, severity_word

_WORDS = {
    "fr": ("Rien à signaler.", "Exemple\u00a0: ", "Où\u00a0: ", "Passage\u00a0: "),
    "en": ("Nothing to report.", "Example: ", "Where: ", "Passage: "),
}
_WIDTH = 100
_INDENT = " " * 4


def summary(report: Report, language: str = "fr") -> str:
    """One line of counts: « 2 erreurs, 1 avertissement »."""
    counted = ((severity, report.count(severity)) for severity in SEVERITIES)
    parts = [f"{count} {severity_word(one, language)}{'s' * (count > 1)}" for one, count in counted if count]
    return ", ".join(parts) + "." if parts else _WORDS["fr" if language == "fr" else "en"][0]


def report_text(report: Report, language: str = "fr") -> str:
    """The whole table by cause as text: severity, count, label and slug, then meaning, example and place."""
    blocks = [summary(report, language)]
    blocks += (_block(row, language) for row in report.by_cause())
    return "\n\n".join(blocks) + "\n"


def _block(row: CauseCount, language: str) -> str:
    _, example, where, passage = _WORDS["fr" if language == "fr" else "en"]
    quote = row.example.place.quote if row.example.place else None
    lines = [f"{severity_word(row.severity, language)} × {row.count}  {row.label(language)} [{row.cause}]"]
    lines += _wrapped("", row.explanation(language))
    lines += _wrapped(example, row.about())
    lines += _wrapped(where, row.where(language))
    lines += _wrapped(passage, textwrap.shorten(quote, 200, placeholder=" …") if quote else "")
    return "\n".join(lines)


def _wrapped(head: str, text: str) -> list[str]:
    if not text:
        return []
    return textwrap.wrap(
        head + text,
        _WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT * 2 if head else _INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
