"""The report as a value: stable order, counts, problems of loaders, and the way to JSON and back."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.errors import SourceError
from passerelles.records import Problem, Ref, Register, Severity, Span
from passerelles.validation import Place, Report, Result, causes, report_text, summary
from passerelles.validation.causes import READING_COMPONENT
from passerelles.validation.terms import Kind, Term

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
terms = st.one_of(
    st.builds(Term, st.sampled_from([Kind.IRI, Kind.BLANK]), words),
    st.builds(Term, st.just(Kind.LITERAL), words, st.none() | words, st.none()),
)
numbers = st.none() | st.integers(0, 10**6)
places = st.builds(
    Place,
    *(st.none() | words, st.none() | words, numbers, numbers, numbers, numbers),
    *(st.none() | words, st.none() | words, st.none() | words),
)
results = st.builds(
    Result,
    severity=st.sampled_from(Severity),
    cause=st.sampled_from(["fin-avant-effet", "bloc-sans-capacite", "page-illisible"]),
    message_fr=words,
    message_en=words,
    component=words,
    focus=st.none() | terms,
    label=st.none() | words,
    path=st.none() | words,
    value=st.none() | terms,
    expected=st.none() | words,
    place=st.none() | places,
)

PROBLEM = Problem(
    "date-illisible-lue",
    Severity.ERROR,
    "RNCP28243.txt",
    "La date d’effet n’a pas été comprise.",
    place="ligne 12",
    span=Span(240, 252, page=2),
    field="effet",
    found="31-02-2017",
    expected="une date",
    about=Ref(Register.RNCP, "28243", bloc="BC01"),
)


@given(st.lists(results, max_size=12))
def test_a_report_comes_back_from_json_unchanged(found: list[Result]) -> None:
    report = Report(tuple(found))
    assert Report.from_json(report.to_json()) == report
    assert Report.from_json(report.to_json().encode()) == report


@given(st.lists(results, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_results_changes_nothing(found: list[Result], order: random.Random) -> None:
    shuffled = order.sample(found, len(found))
    assert Report(tuple(shuffled)) == Report(tuple(found))
    assert Report(tuple(shuffled)).to_json() == Report(tuple(found)).to_json()


@given(st.lists(results, max_size=12))
def test_the_tally_adds_up(found: list[Result]) -> None:
    report = Report(tuple(found))
    assert sum(row.count for row in report.by_cause()) == len(report.results) == len(set(found))
    assert sum(report.counts().values()) == len(report.results)
    assert sum(report.count(severity) for severity in Severity) == len(report.results)
    assert report.has_errors is any(one.severity is Severity.ERROR for one in found)
    assert report.conforms is (not found)


@given(st.lists(results, max_size=6), st.lists(results, max_size=6))
def test_merging_counts_what_both_have_once(first: list[Result], second: list[Result]) -> None:
    merged = Report.merged([Report(tuple(first)), Report(tuple(second))])
    assert set(merged.results) == set(first) | set(second)
    assert merged == Report.merged([Report(tuple(second)), Report(tuple(first))])


@pytest.mark.parametrize(
    "other",
    [
        {"label": ""},
        {"path": ""},
        {"expected": ""},
        {"message_en": "other"},
        {"place": Place()},
        {"place": Place(file="")},
        {"place": Place(stated="")},
        {"value": Term(Kind.LITERAL, "")},
    ],
)
def test_results_that_differ_in_little_have_one_order(other: dict[str, object]) -> None:
    one = Result(Severity.ERROR, "cause", "Une phrase.", "A sentence.", "composant")
    two = replace(one, **other)  # type: ignore[arg-type]
    assert one.sort_key() != two.sort_key()
    assert Report((one, two)) == Report((two, one))


def test_a_problem_of_a_loader_joins_the_report() -> None:
    report = Report().with_problems([PROBLEM])
    (result,) = report.results
    assert (result.severity, result.cause, result.component) == (
        Severity.ERROR,
        "date-illisible-lue",
        READING_COMPONENT,
    )
    assert result.focus == Term(Kind.IRI, "https://w3id.org/passerelles/id/rncp/28243/bloc/BC01")
    assert result.label == "RNCP28243 · BC01"
    assert result.message_fr == PROBLEM.message
    assert "31-02-2017" in result.message_en and "RNCP28243.txt" in result.message_en
    assert result.place is not None
    assert result.place.words() == "RNCP28243.txt, ligne 12, page 2, caractères 240 à 252"
    assert report.has_errors
    assert Report.from_json(report.to_json()) == report


@pytest.mark.parametrize("severity", list(Severity))
def test_severities_of_problems_are_kept(severity: Severity) -> None:
    report = Report().with_problems([Problem("cause", severity, "a.txt", "Une phrase.")])
    assert [one.severity for one in report.results] == [severity]
    assert report.has_errors is (severity is Severity.ERROR)


def test_the_text_names_cause_example_and_place() -> None:
    text = report_text(Report().with_problems([PROBLEM]))
    assert text.startswith("1 erreur.\n")
    assert "[date-illisible-lue]" in text
    assert "RNCP28243 · BC01" in text and "31-02-2017" in text
    assert "Où\u00a0: RNCP28243.txt, ligne 12, page 2, caractères 240 à 252" in text
    assert report_text(Report().with_problems([PROBLEM]), "en").startswith("1 error.\n")


def test_the_summary_counts_in_words() -> None:
    problems = [Problem("a", Severity.ERROR, f"{name}.txt", "Une phrase.") for name in "xy"]
    problems.append(Problem("b", Severity.INFO, "x.txt", "Une phrase."))
    report = Report().with_problems(problems)
    assert summary(report) == "2 erreurs, 1 information."
    assert summary(report, "en") == "2 errors, 1 information."
    assert summary(Report()) == "Rien à signaler."


def test_the_json_is_readable_by_people_and_programs() -> None:
    report = Report().with_problems([PROBLEM])
    data = json.loads(report.to_json())
    assert data == report.as_dict()
    assert data["counts"] == {"error": 1, "warning": 0, "info": 0}
    assert data["causes"][0]["count"] == 1
    assert "comprise" in report.to_json() and "\\u" not in report.to_json()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"results": [{}]}', '{"results": [{"severity": "x"}]}']
)
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="illisible"):
        Report.from_json(text)


def test_every_cause_of_the_rules_has_a_label_in_the_table() -> None:
    for cause in causes().values():
        result = Result(cause.severity, cause.slug, cause.message_fr, cause.message_en, "x")
        (row,) = Report((result,)).by_cause()
        assert row.label("fr") == cause.label_fr and row.label("en") == cause.label_en
