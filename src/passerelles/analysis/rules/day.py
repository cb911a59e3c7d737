"""Days in French sentences, and days of the graph."""

from __future__ import annotations

from datetime import date


def french(day: date) -> str:
    """The day in figures, as forms write it: "01/06/2027"."""
    return f"{day:%d/%m/%Y}"


def day_or_none(text: str | None) -> date | None:
    """The day of an ISO text, None for one that is absent or no day of the calendar."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
