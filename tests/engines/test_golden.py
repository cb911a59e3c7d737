"""Every question gets the same answer from the store on disk, Oxigraph's server and Virtuoso."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from passerelles.queries import names, query
from passerelles.store import Dataset, EmbeddedDataset, Term
from tests.engines.servers import Engine
from tests.queries.test_golden import given_to

#: Questions that an engine answers wrongly, however they are put, and why; docs/scale.md tells the same.
DIFFERENT = {
    "virtuoso": {
        "audit-chaines-vers-inactives": "after MINUS around a path of any length, a variable outside takes its values",
    }
}


def rows(dataset: Dataset, text: str, bindings: dict[str, Term]) -> list[list[str]]:
    written = b"".join(dataset.serialise(text, "text/csv", bindings)).decode()
    return list(csv.reader(io.StringIO(written, newline="")))


@pytest.mark.parametrize("name", names())
def test_answers_are_the_same(
    name: str,
    engine: Engine,
    small: EmbeddedDataset,
    audited: EmbeddedDataset,
    behind: Callable[[EmbeddedDataset], Dataset],
) -> None:
    question = query(name)
    local = audited if name.startswith("audit-") else small
    remote, text, bindings = behind(local), question.text, given_to(question)
    if "CONSTRUCT" in text:
        found, expected = (set(dataset.construct(text, bindings)) for dataset in (remote, local))
        assert found == expected and expected
        return
    same = rows(remote, text, bindings) == rows(local, text, bindings)
    if name in DIFFERENT.get(engine.name, {}):
        assert not same, "answered as it should be now: take it out of the list, and of docs/scale.md"
    else:
        assert rows(remote, text, bindings) == rows(local, text, bindings)


def test_what_differs_is_told_to_operators() -> None:
    told = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
    for name in {name for differing in DIFFERENT.values() for name in differing}:
        assert name in names() and f"`{name}`" in told
