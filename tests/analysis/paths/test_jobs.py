"""Jobs by code, label and appellation, with those around them, on the examples."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from passerelles.analysis.paths import Finder, Jobs, Question, open_finder
from passerelles.build import Outcome
from passerelles.errors import NotFoundError
from passerelles.store import open_store
from tests.analysis.small_base import ID


@pytest.fixture(scope="module")
def examples(examples_store: tuple[Path, Outcome]) -> Iterator[Finder]:
    with open_store(examples_store[0]) as dataset:
        yield open_finder(dataset)


@pytest.mark.parametrize("text", ["H2903", "h 2903", "ROME H2903", "code ROME : H2903", f"{ID}rome/H2903"])
def test_codes_are_read_as_people_write_them(examples: Finder, text: str) -> None:
    job = examples.jobs.by_code(text)
    assert job and job.code == "H2903" and job.label


@pytest.mark.parametrize("text", ["Z9999", "23022", "RNCP23022", "usinage"])
def test_other_texts_are_no_codes(examples: Finder, text: str) -> None:
    assert examples.jobs.by_code(text) is None


def test_a_label_is_found_whatever_its_gender_and_accents(examples: Finder) -> None:
    job = examples.jobs.by_code("H2903")
    assert job and job.label
    for written in (job.label, job.label.upper(), job.label.partition(" / ")[0].lower()):
        assert examples.jobs.by_name(written).code == "H2903", written


def test_a_name_of_many_jobs_or_none_is_refused_with_proposals(examples: Finder) -> None:
    with pytest.raises(NotFoundError, match="Les plus proches"):
        examples.jobs.by_name("dresseuse de licornes")
    with pytest.raises(NotFoundError):
        examples.jobs.by_name("de la")


def test_a_job_leads_to_certifications_on_a_day_when_they_were_open(examples: Finder) -> None:
    answer = examples.find("H2903", Question((), date(2019, 6, 1), 5))
    assert answer.found
    assert all(path.award for path in answer.found)
    costs = [(path.left, path.steps) for path in answer.found]
    assert costs == sorted(costs)


def test_a_job_that_nothing_leads_to_any_more_is_no_dead_end(examples: Finder) -> None:
    answer = examples.find("H2903", Question((), date(2040, 1, 1)))
    assert answer.found == () and answer.unreachable
    assert "H2903" in answer.unreachable.reasons[0]
    assert answer.unreachable.neighbours or answer.unreachable.successors
    assert answer.unreachable.advice


def test_an_expired_certification_is_no_dead_end(examples: Finder) -> None:
    answer = examples.find("RNCP23022", Question((), date(2040, 1, 1)))
    assert answer.unreachable
    assert "Échue" in answer.unreachable.reasons[0] or "échue" in answer.unreachable.reasons[0]
    assert answer.unreachable.neighbours or answer.unreachable.successors


def test_jobs_are_read_from_any_dataset(examples_store: tuple[Path, Outcome]) -> None:
    with open_store(examples_store[0]) as dataset:
        around = Jobs(dataset).around(f"{ID}rome/H2903")
    assert all(len(job.code) == 5 for job in (*around.broader, *around.narrower, *around.mobilities))
