"""The start page of a version is read once, and read anew for the next one."""

import threading
from collections.abc import Mapping
from pathlib import Path

from passerelles.store import EmbeddedDataset, Table, Term, draft, open_store
from passerelles.store.dataset import NO_BINDINGS
from passerelles.web.contents import ContentsMemory
from tests.small_graph import publish


class Counted(EmbeddedDataset):
    """The dataset itself, which also counts the questions it is asked."""

    asked = 0

    def select(self, query: str, bindings: Mapping[str, Term] = NO_BINDINGS) -> Table:
        self.asked += 1
        return super().select(query, bindings)


def opened(location: Path) -> Counted:
    dataset = open_store(location)
    dataset.__class__ = Counted
    assert isinstance(dataset, Counted)
    return dataset


def test_a_version_is_read_once(tmp_path: Path) -> None:
    memory = ContentsMemory()
    with opened(publish(tmp_path / "base")) as dataset:
        first = memory.read(dataset, 1)
        questions = dataset.asked
        assert questions > 0 and memory.read(dataset, 1) == first
        assert memory.read(dataset, 2) is None and memory.read(dataset, 0) is None
        assert dataset.asked == questions


def test_visitors_who_come_together_share_one_reading(tmp_path: Path) -> None:
    with opened(publish(tmp_path / "base")) as dataset:
        ContentsMemory().read(dataset, 1)
        alone, dataset.asked = dataset.asked, 0
        memory = ContentsMemory()
        visitors = [threading.Thread(target=memory.read, args=(dataset, 1)) for _ in range(8)]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join()
        assert dataset.asked == alone


def test_a_new_version_is_read_anew(tmp_path: Path) -> None:
    location = publish(tmp_path / "base")
    memory = ContentsMemory()
    with open_store(location) as dataset:
        before = memory.read(dataset, 1)
    assert before is not None and before[1]
    with draft(location) as work:
        work.publish({})
    with open_store(location) as dataset:
        after = memory.read(dataset, 1)
    assert after is not None and after[1] == ()
