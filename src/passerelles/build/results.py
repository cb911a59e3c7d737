"""The results of an earlier validation that still hold."""

from __future__ import annotations

from collections.abc import Iterable

from passerelles.store import EmbeddedDataset, StoredSource
from passerelles.validation import Report

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
