"""Rows of a question of the library, without their order: sorting a whole graph takes longer than reading it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from passerelles.answers.question import terms
from passerelles.queries import query
from passerelles.store import Dataset


def unordered(dataset: Dataset, name: str, **given: str) -> Iterator[dict[str, str]]:
    """The rows that the named question gives, in no promised order, without the unbound values.

    Raises what `Dataset.serialise` raises.
    """
    question = query(name)
    text = question.text.rpartition("ORDER BY")[0]
    pieces = dataset.serialise(text, "text/csv", terms(question.bind_values(given)))
    for row in csv.DictReader(io.StringIO(b"".join(pieces).decode(), newline="")):
        yield {name: value for name, value in row.items() if value}
