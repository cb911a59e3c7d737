"""Days as people write them, and the store as it was on one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from passerelles.errors import UsageError

OnOption = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="Le graphe tel qu’il était ce jour-là : 2026-11-20 ou 20/11/2026."
    ),
]


def day_of(text: str) -> date:
    """The day written "2026-11-20" or "20/11/2026"; `UsageError` for anything else."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text.strip())
    numbers = match.groups() if match else None
    if numbers is None and (match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())):
        numbers = match.groups()[::-1]
    try:
        return date(*map(int, numbers or ()))
    except (TypeError, ValueError):
        raise UsageError(
            f"« {text} » n’est pas une date : écrivez-la comme 2026-11-20 ou 20/11/2026."
        ) from None


def store_on(store: Path, on: str | None) -> Path:
    """The folder of the graph to read: `store`, or its state of the day `on`."""
    if on is None:
        return store
    from passerelles.build import state_on

    return state_on(store, day_of(on))


def refuse_past_state(on: str | None) -> None:
    """Raise `UsageError` when a past state is asked of an endpoint, which has only its own."""
    if on is not None:
        raise UsageError(
            "« --on » lit un état passé du graphe local ; un point d’accès n’a que son état présent : "
            "retirez « --on » ou « --endpoint »."
        )
