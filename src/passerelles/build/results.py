"""The results of earlier validations: those that still hold, and how many each build found."""

from __future__ import annotations

import json
from collections.abc import Iterable

from passerelles.store import EmbeddedDataset, StoredSource
from passerelles.validation import Report

TRENDS = "tendances.json"
#: Builds told of before the present one: more than a year of daily ones.
KEPT = 400
#: What is found between sources is looked for anew whenever one of them changes.
_BETWEEN_SOURCES = frozenset({"sources-en-desaccord"})


def results_without(base: EmbeddedDataset, gone: Iterable[StoredSource]) -> Report:
    """What the report of `base` found, but for the sources that are gone and for what lies between sources."""
    kept = base.attachment("rapport.json")
    if kept is None:
        return Report()
    gone = list(gone)
    names = {source.name for source in gone}
    graphs = {source.graph for source in gone}
    return Report(
        tuple(
            result
            for result in Report.from_json(kept).results
            if result.cause not in _BETWEEN_SOURCES
            and not (result.place and (result.place.file in names or result.place.source in graphs))
        )
    )


def trends(kept: bytes | None, built: str, day: str, sources: int, report: Report) -> bytes:
    """How many results each build found by cause, the present one last, as JSON; `kept` is what the one before told."""
    before = json.loads(kept) if kept else []
    causes = [
        {"cause": each.cause, "severity": each.severity.value, "count": each.count}
        for each in report.by_cause()
    ]
    told = {"built": built, "day": day, "sources": sources, "causes": causes}
    return json.dumps([*before[-KEPT:], told], ensure_ascii=False, indent=1).encode()


def trends_until(kept: bytes | None, day: str) -> bytes:
    """What builds told of data of that day and before."""
    before = json.loads(kept) if kept else []
    return json.dumps([each for each in before if each["day"] <= day], ensure_ascii=False, indent=1).encode()
