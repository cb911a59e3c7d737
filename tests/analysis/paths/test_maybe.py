"""A title that a text gives is never followed to a candidate: the answer only says that it may be the target."""

from datetime import date
from pathlib import Path

from passerelles.analysis.identity import Identities
from passerelles.analysis.paths import Question, open_finder
from passerelles.build import Outcome
from passerelles.store import open_store


def test_a_candidate_is_shown_and_never_counted(examples_store: tuple[Path, Outcome]) -> None:
    with open_store(examples_store[0]) as dataset:
        finder = open_finder(dataset)
        held = (finder.item("RNCP23022"),)
        day = date(2020, 1, 15)
        answer = finder.find("RNCP23024", Question(held, day, identify=Identities(dataset)))
        without = finder.find("RNCP23024", Question((), day))
    (maybe,) = answer.maybe
    assert maybe.candidate.identifier == "RNCP23024"
    assert "rien n’en est déduit" in maybe.sentence and maybe.reasons
    assert [path.left for path in answer.found] == [path.left for path in without.found] != [0]
    assert without.maybe == ()
