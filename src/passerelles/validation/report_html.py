"""A report as HTML: a fragment that the site puts in its page, or a whole page to keep or to send."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import islice

from passerelles.validation.report import Report
from passerelles.validation.report_text import summary
from passerelles.validation.result import Result
from passerelles.validation.tally import CauseCount, severity_word


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    caption: str
    columns: tuple[str, ...]
    details: tuple[str, ...]
    results: str
    more: str
    colon: str


_FRENCH = _Words(
    "Rapport de validation",
    "Ce qui a été relevé, par cause",
    ("Gravité", "Cause", "Nombre", "Exemple", "Où"),
    ("Concerne", "Valeur", "Où", "Passage"),
    "Les résultats, cause par cause",
    "… et {} de plus, que donne le rapport en JSON.",
    "\u00a0: ",
)
_ENGLISH = _Words(
    "Validation report",
    "What was found, by cause",
    ("Severity", "Cause", "Count", "Example", "Where"),
    ("About", "Value", "Where", "Passage"),
    "The results, cause by cause",
    "… and {} more, given by the JSON report.",
    ": ",
)


def report_fragment(report: Report, language: str = "fr", limit: int = 50) -> str:
    """The report as HTML without `<html>` or `<h1>`: at most `limit` results a cause, the rest counted."""
    words = _words(language)
    parts = [f"<p>{escape(summary(report, language))}</p>"]
    if report.results:
        rows = report.by_cause()
        parts.append(_table(words.caption, words.columns, (_row(row, language) for row in rows)))
        parts.append(f"<h2>{words.results}</h2>")
        parts += (_section(report, row, language, limit) for row in rows)
    return "\n".join(parts) + "\n"


def report_page(report: Report, language: str = "fr", limit: int = 50) -> str:
    """The report as a whole HTML page that needs nothing else."""
    title = _words(language).title
    spoken = "fr" if language == "fr" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{spoken}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} – Passerelles</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{report_fragment(report, language, limit)}</main>\n</body>\n</html>\n"
    )


def _words(language: str) -> _Words:
    return _FRENCH if language == "fr" else _ENGLISH


def _table(caption: str, columns: Iterable[str], rows: Iterable[str]) -> str:
    heads = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "\n".join(rows)
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _row(row: CauseCount, language: str) -> str:
    cells = (str(row.count), row.about(), row.where(language))
    return (
        f"<tr><td>{severity_word(row.severity, language)}</td>"
        f'<th scope="row"><a href="#{_anchor(row)}">{escape(row.label(language))}</a></th>'
        f"{_cells(cells)}</tr>"
    )


def _section(report: Report, row: CauseCount, language: str, limit: int) -> str:
    words = _words(language)
    same = (one for one in report.results if one.cause == row.cause and one.severity is row.severity)
    lines = (_result(one, language) for one in islice(same, limit))
    heading = f"{severity_word(row.severity, language)}{words.colon}{row.label(language)}"
    more = f"\n<p>{words.more.format(row.count - limit)}</p>" if row.count > limit else ""
    return (
        f'<section id="{_anchor(row)}">\n<h3>{escape(heading)}</h3>\n'
        f"<p>{escape(row.explanation(language))}</p>\n"
        f"{_table(f'{row.label(language)} ({row.count})', words.details, lines)}{more}\n</section>"
    )


def _result(result: Result, language: str) -> str:
    place = result.place
    cells = (
        result.found or "",
        place.words(language) if place else "",
        (place.quote if place else None) or "",
    )
    return f'<tr><th scope="row">{escape(result.about)}</th>{_cells(cells)}</tr>'


def _cells(texts: Iterable[str]) -> str:
    return "".join(f"<td>{escape(text)}</td>" for text in texts)


def _anchor(row: CauseCount) -> str:
    return escape("-".join(f"{row.severity.value} {row.cause}".split()))
