"""What an operator may set for the site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from passerelles.store.workers import Limits


@dataclass(frozen=True)
class Settings:
    """The limits of the endpoint, those of the descriptions of `/id/…`, and the clock of the pages."""

    endpoint: Limits = field(default_factory=Limits)
    descriptions: Limits = field(default_factory=lambda: Limits(seconds=10.0, processes=1))
    #: Bytes of a query with its parameters.
    query_bytes: int = 128 << 10
    #: Whether lists that nobody may pass on are read from outside, and documents without open licence downloaded.
    with_restricted: bool = False
    #: The address to which errors are reported by mail; without one, pages give the text to copy.
    contact: str = ""
    today: Callable[[], date] = date.today
