"""Every rule has one example that passes and one that fails; each gives exactly what it should."""

from pathlib import Path

import pytest

from passerelles.validation import causes, validate_file

EXAMPLES = Path(__file__).parent / "examples"


@pytest.mark.parametrize("slug", sorted(causes()))
def test_the_failing_example_has_exactly_this_cause(slug: str) -> None:
    report = validate_file(EXAMPLES / f"{slug}.fail.ttl")
    assert list(report.counts()) == [slug]
    assert {result.severity for result in report.results} == {causes()[slug].severity}


@pytest.mark.parametrize("slug", sorted(causes()))
def test_the_passing_example_has_nothing_to_report(slug: str) -> None:
    assert validate_file(EXAMPLES / f"{slug}.pass.ttl").counts() == {}


def test_every_example_belongs_to_a_rule() -> None:
    expected = {f"{slug}.{kind}.ttl" for slug in causes() for kind in ("pass", "fail")}
    assert {path.name for path in EXAMPLES.iterdir()} == expected
