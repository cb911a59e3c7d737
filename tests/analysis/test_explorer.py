"""What an explorer knows of its data, and what it makes ready."""

from datetime import date
from pathlib import Path
from typing import Any

from passerelles.analysis import Data, Explorer
from passerelles.analysis.finding import Found
from passerelles.build import Outcome
from passerelles.store import EmbeddedDataset, open_store


class Elsewhere:
    """A dataset that answers as one on this disk does, and notes nothing of its data, as an ordinary endpoint."""

    def __init__(self, dataset: EmbeddedDataset) -> None:
        self._dataset = dataset

    def __getattr__(self, name: str) -> Any:
        return getattr(self._dataset, name)


def test_the_day_that_is_stated_decides_what_was_open_before_it(examples_store: tuple[Path, Outcome]) -> None:
    stated = Data("2020-11-23", None, "une version")
    steps = []
    with open_store(examples_store[0]) as dataset:
        for given in ({}, {"stated": stated}):
            with Explorer(Elsewhere(dataset), **given) as explorer:
                assert explorer.data == given.get("stated", Data(None, None, None))
                held, target = explorer.iri_of("RNCP23022BC01"), explorer.iri_of("RNCP23022")
                found = explorer.paths([held], target, date(2018, 3, 1)).found
                steps.append([path.steps for path in found])
    assert steps == [[], [2]]


def test_a_rehearsal_asks_one_question_of_each_kind(examples_store: tuple[Path, Outcome]) -> None:
    asked: list[str] = []

    class Heard(Explorer):
        def search(self, text: str, top: int = 10) -> Found:
            asked.append(text)
            return super().search(text, top)

    with open_store(examples_store[0]) as dataset, Heard(dataset) as explorer:
        explorer.prepare()
        explorer.rehearse()
        assert len(asked) == 1 and "identities" in vars(explorer)
