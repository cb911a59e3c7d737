"""Content negotiation: what to answer, given what the client accepts (RFC 9110, section 12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Preference(NamedTuple):
    """One member of an `Accept` header: a range in lower case, and its weight from 0 to 1."""

    value: str
    weight: float


def preferences(header: str) -> tuple[Preference, ...]:
    """The members of an `Accept` or `Accept-Language` header; malformed ones are left out."""
    found = []
    for member in header.split(","):
        value, *parameters = (part.strip() for part in member.split(";"))
        weight = _weight(parameters)
        if value and weight is not None:
            found.append(Preference(value.lower(), weight))
    return tuple(found)


def _weight(parameters: Sequence[str]) -> float | None:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                weight = float(value)
            except ValueError:
                return None
            return weight if 0 <= weight <= 1 else None
    return 1.0


def media_type(header: str | None, offers: Sequence[str]) -> str | None:
    """The offer that suits best, None when none is accepted; without a header, the first.

    The weight of an offer is that of the most precise range that covers it; among equal weights the more
    precisely named wins, then the earlier offer.
    """
    accepted = preferences(header or "")
    if not accepted:
        return offers[0]
    best: tuple[float, int] = (0.0, 0)
    chosen = None
    for offer in offers:
        precision, weight = max(
            ((_precision(range_, offer), weight) for range_, weight in accepted), key=lambda found: found[0]
        )
        if precision and weight and (weight, precision) > best:
            best, chosen = (weight, precision), offer
    return chosen


def _precision(range_: str, offer: str) -> int:
    """3 for the type itself, 2 for `text/*`, 1 for `*/*`, 0 when the range does not cover the offer."""
    if range_ == offer:
        return 3
    if range_ == f"{offer.partition('/')[0]}/*":
        return 2
    return 1 if range_ in ("*/*", "*") else 0


def language(header: str | None, offers: Sequence[str]) -> str:
    """The offered language that suits best ("en-GB" suits "en"); the first when none does."""
    best, chosen = 0.0, offers[0]
    for offer in offers:
        weights = [
            weight
            for value, weight in preferences(header or "")
            if value.partition("-")[0] == offer or value == "*"
        ]
        if weights and max(weights) > best:
            best, chosen = max(weights), offer
    return chosen
