"""A report as JSON, and back: what a build keeps beside the graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from passerelles.errors import SourceError
from passerelles.records import Severity
from passerelles.validation.place import Place
from passerelles.validation.result import SEVERITIES, Result
from passerelles.validation.tally import tally
from passerelles.validation.terms import Kind, Term


def as_dict(results: Sequence[Result]) -> dict[str, Any]:
    """The report as plain data: whether it conforms, counts by severity, table by cause, all results."""
    return {
        "conforms": not results,
        "counts": {
            severity.value: sum(result.severity is severity for result in results) for severity in SEVERITIES
        },
        "causes": [
            {
                "severity": row.severity.value,
                "cause": row.cause,
                "label_fr": row.label("fr"),
                "label_en": row.label("en"),
                "count": row.count,
                "example": _plain(row.example),
            }
            for row in tally(results)
        ],
        "results": [_plain(result) for result in results],
    }


def encoded(results: Sequence[Result]) -> str:
    """The JSON text of the report, with accents as they are, ending with a newline."""
    return json.dumps(as_dict(results), ensure_ascii=False, indent=1) + "\n"


def decoded(text: str | bytes) -> tuple[Result, ...]:
    """The results of a report that `encoded` wrote; raises `SourceError` for anything else."""
    try:
        return tuple(_result(item) for item in json.loads(text)["results"])
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(
            f"Ce rapport de validation est illisible ({error}). Relancez la construction du graphe."
        ) from error


def _plain(result: Result) -> dict[str, Any]:
    return {name: _pruned(value) for name, value in asdict(result).items() if value is not None}


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: item for name, item in value.items() if item is not None}
    return value


def _result(item: dict[str, Any]) -> Result:
    known = dict(item)
    known["severity"] = Severity(item["severity"])
    for name in ("focus", "value"):
        if name in item:
            known[name] = Term(**{**item[name], "kind": Kind(item[name]["kind"])})
    if "place" in item:
        known["place"] = Place(**item["place"])
    return Result(**known)
