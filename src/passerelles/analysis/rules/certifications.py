"""Certifications read from a dataset when they are first asked for, and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from passerelles.analysis.rules.certification import Bloc, Certification, Period
from passerelles.analysis.rules.day import day_or_none
from passerelles.analysis.rules.reading import unordered
from passerelles.answers.question import local_name
from passerelles.store import Dataset

#: Values of one element by the local name of their property.
Values = dict[str, list[str]]


@dataclass
class Certifications:
    """Called with the IRI of a certification, gives what the graph says of it, or None when it knows nothing.

    Safe to use from several threads: the same certification read twice is the same.
    """

    dataset: Dataset
    _known: dict[str, Certification | None] = field(default_factory=dict)
    _of_rome: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __call__(self, iri: str) -> Certification | None:
        """The certification of that IRI."""
        if iri not in self._known:
            rows = unordered(self.dataset, "certification-en-bref", certification=iri)
            self._known[iri] = _certifications((iri, row) for row in rows).get(iri)
        return self._known[iri]

    def leading_to(self, rome: str) -> tuple[str, ...]:
        """The IRIs of the certifications that name this ROME code, all read at once."""
        if rome not in self._of_rome:
            rows = unordered(self.dataset, "certifications-en-bref-par-rome", rome=rome)
            found = _certifications((row["certification"], row) for row in rows)
            self._known.update(found)
            self._of_rome[rome] = tuple(sorted(found))
        return self._of_rome[rome]


def _certifications(rows: Iterable[tuple[str, dict[str, str]]]) -> dict[str, Certification]:
    said: dict[str, dict[str, Values]] = {}
    for iri, row in rows:
        element = said.setdefault(iri, {}).setdefault(row["element"], defaultdict(list))
        element[local_name(row["propriete"])].append(row["valeur"])
    return {iri: _certification(iri, elements) for iri, elements in said.items()}


def _certification(iri: str, elements: dict[str, Values]) -> Certification:
    own = elements.get(iri, {})
    active = {value in {"true", "1"} for value in own.get("actif", ())}
    sources = tuple(sorted(own.get("wasDerivedFrom", ())))
    blocs = sorted(
        (
            (_order(values), each, _bloc(each, values))
            for each, values in elements.items()
            if "Bloc" in map(local_name, values.get("type", ()))
        ),
        key=lambda found: found[:2],
    )
    return Certification(
        iri=iri,
        identifier=_joined(own, "identifier"),
        title=_joined(own, "title"),
        blocs=tuple(bloc for _, _, bloc in blocs),
        periods=_periods(elements),
        active=active.pop() if len(active) == 1 else None,
        described=bool(sources),
        sources=sources,
        romes=tuple(sorted(own.get("rome", ()))),
    )


def _bloc(iri: str, values: Values) -> Bloc:
    return Bloc(iri, _joined(values, "identifier"), _joined(values, "title"))


def _order(values: Values) -> int:
    return min((int(each) for each in values.get("ordre", ()) if each.isdecimal()), default=10_000)


def _joined(values: Values, name: str) -> str | None:
    """The value; several that sources disagree on are all shown."""
    return " · ".join(sorted(values.get(name, ()))) or None


def _periods(elements: dict[str, Values]) -> tuple[Period, ...]:
    found = [
        Period(
            start=min(map(day_or_none, values.get("effet", [])), key=_first, default=None),
            end=max(map(day_or_none, values.get("fin", [])), key=_last, default=None),
            limit=max(map(day_or_none, values.get("limiteDelivrance", [])), key=_last, default=None),
        )
        for values in elements.values()
        if {"effet", "fin", "limiteDelivrance"} & values.keys()
    ]
    return tuple(sorted(found, key=lambda period: (str(period.start), str(period.end), str(period.limit))))


def _first(day: object) -> str:
    return str(day or "9999")


def _last(day: object) -> str:
    return str(day or "")
