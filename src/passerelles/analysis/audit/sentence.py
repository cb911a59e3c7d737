"""Pieces of French sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from passerelles.answers.french import number


def listed(names: Sequence[str], most: int = 4) -> str:
    """« A », « A et B », « A, B et 3 autres »."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} et {number(len(names) - most + 1)} autres"
    return f"{', '.join(names[:-1])} et {names[-1]}" if len(names) > 1 else "".join(names)


def decimal(score: float) -> str:
    """« 0,97 »: never rounded up to a likeness that is not there."""
    return f"{int(score * 100) / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def joined(names: Iterable[str]) -> str:
    """Different names in their order, with commas."""
    return ", ".join(dict.fromkeys(names))
