"""How many results each build found is remembered from version to version."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from passerelles.build import build
from passerelles.build.results import KEPT, trends, trends_until
from passerelles.store import open_store
from passerelles.validation import Report

FICHE = Path(__file__).resolve().parents[2] / "examples" / "RNCP28245.txt"
OTHER = FICHE.with_name("RNCP28243.txt")


def told(store: Path) -> list[dict[str, object]]:
    with open_store(store) as dataset:
        found: list[dict[str, object]] = json.loads(dataset.attachment("tendances.json") or b"[]")
    return found


def test_each_build_adds_its_counts(tmp_path: Path) -> None:
    store = tmp_path / "base"
    first = build([FICHE], store, now=datetime(2026, 1, 2, tzinfo=UTC), processes=1)
    second = build([FICHE, OTHER], store, now=datetime(2026, 1, 3, tzinfo=UTC), processes=1)
    found = told(store)
    assert [each["built"] for each in found] == ["2026-01-02T00:00:00+00:00", "2026-01-03T00:00:00+00:00"]
    assert [each["sources"] for each in found] == [1, 2]
    for each, outcome in zip(found, (first, second), strict=True):
        causes = {(count["cause"], count["severity"]): count["count"] for count in each["causes"]}  # type: ignore[attr-defined]
        assert causes == {(row.cause, row.severity.value): row.count for row in outcome.report.by_cause()}


def test_the_memory_is_bounded_and_a_past_state_knows_no_later_build() -> None:
    kept: bytes | None = None
    for number in range(KEPT + 3):
        day = date.fromordinal(date(2026, 1, 1).toordinal() + number).isoformat()
        kept = trends(kept, f"{day}T00:00:00+00:00", day, 1, Report())
    assert kept is not None
    assert len(json.loads(kept)) == KEPT + 1
    assert json.loads(kept)[-1]["day"] > "2027-01-01"
    assert all(each["day"] <= "2026-12-31" for each in json.loads(trends_until(kept, "2026-12-31")))
    assert json.loads(trends_until(None, "2026-12-31")) == []
