"""The two halves of the known successions, and the judged pairs."""

import json

import numpy as np

from benchmarks.recouvrement import row
from benchmarks.recouvrement_capacites import LABELS
from benchmarks.recouvrement_reglage import is_tuning


def test_halves_are_fixed_and_about_equal() -> None:
    halves = [is_tuning(f"RNCP{number}") for number in range(4000)]
    assert 0.47 < sum(halves) / len(halves) < 0.53
    assert [is_tuning(name) for name in ("RNCP1000", "RNCP28245", "RNCP23022")] == [
        halves[1000],
        *(is_tuning(name) for name in ("RNCP28245", "RNCP23022")),
    ]


def test_a_row_tells_reciprocal_ranks_and_recalls() -> None:
    assert row("x", np.array([1, 2, 20, 100])) == "| x | 0.390 | 0.250 | 0.500 | 0.750 |"


def test_judged_pairs_are_many_each_once_with_a_verdict_and_a_reason() -> None:
    pairs = json.loads(LABELS.read_text(encoding="utf-8"))["paires"]
    assert len(pairs) >= 80
    assert len({frozenset((each["a"], each["b"])) for each in pairs}) == len(pairs)
    assert {each["verdict"] for each in pairs} == {"oui", "partiel", "non"}
    assert all(each["raison"] for each in pairs)
