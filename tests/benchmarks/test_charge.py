"""The measurement of the endpoint under load, on a small graph and for a moment."""

import re
from pathlib import Path

import pytest

from benchmarks.charge import HEAVY, LIGHT, PREFIXES, certifications, measured
from passerelles.build import Outcome
from passerelles.store import check_read_only, open_store


@pytest.mark.parametrize("query", [*LIGHT, *HEAVY])
def test_its_queries_are_understood(examples_store: tuple[Path, Outcome], query: str) -> None:
    text = PREFIXES + query.format(number="RNCP23022")
    check_read_only(text)
    with open_store(examples_store[0]) as dataset:
        media_type = "text/turtle" if "CONSTRUCT" in text else "text/csv"
        assert next(dataset.serialise(text + ("" if "LIMIT" in text else " LIMIT 1"), media_type))


def test_a_short_run_ends_without_failures(examples_store: tuple[Path, Outcome]) -> None:
    assert "RNCP28243" in certifications(examples_store[0])
    text = measured(examples_store[0], seconds=1, light=3, heavy=1, pages=1)
    assert "ÉCHEC" not in text
    assert re.search(r"légères, avec les lourdes \| \d+ × 200", text)
    assert "| réponse après la charge | 200 en " in text
