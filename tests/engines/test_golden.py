"""Every question gets the same answer from the store on disk, Oxigraph's server and Virtuoso."""

import csv
import io
from collections.abc import Callable

import pytest

from passerelles.queries import names, query
from passerelles.store import Dataset, EmbeddedDataset, Term
from tests.queries.test_golden import given_to


def rows(dataset: Dataset, text: str, bindings: dict[str, Term]) -> list[list[str]]:
    written = b"".join(dataset.serialise(text, "text/csv", bindings)).decode()
    return list(csv.reader(io.StringIO(written, newline="")))


@pytest.mark.parametrize("name", names())
def test_answers_are_the_same(
    name: str,
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
    assert rows(remote, text, bindings) == rows(local, text, bindings)
