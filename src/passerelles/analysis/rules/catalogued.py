"""Certifications read from the catalogue of a version, when there is one: a hundred times quicker than the graph."""

from __future__ import annotations

from dataclasses import dataclass, field

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.rules.certification import Bloc, Certification, Period
from passerelles.analysis.rules.day import day_or_none
from passerelles.answers.question import local_name

_LEADING = """
SELECT c.iri FROM code k JOIN certification c ON c.id = k.certification
WHERE k.scheme = 'rome' AND k.notation = ? ORDER BY c.iri
"""
_ROMES = "SELECT iri FROM code WHERE certification = ? AND scheme = 'rome' ORDER BY iri"
_BLOCS = "SELECT iri, identifier, title FROM bloc WHERE certification = ? ORDER BY place IS NULL, place, iri"
_SOURCES = """
SELECT s.iri FROM certification_source l JOIN source s ON s.id = l.source WHERE l.certification = ? ORDER BY s.iri
"""


@dataclass
class CataloguedCertifications:
    """Called with the IRI of a certification, gives what the catalogue says of it, or None when it knows nothing.

    A catalogue keeps the first and the last day of all registrations, so that they are one period here.
    """

    catalogue: Catalogue
    _known: dict[str, Certification | None] = field(default_factory=dict)
    _of_rome: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __call__(self, iri: str) -> Certification | None:
        """The certification of that IRI."""
        if iri not in self._known:
            self._known[iri] = self._read(iri)
        return self._known[iri]

    def leading_to(self, rome: str) -> tuple[str, ...]:
        """The IRIs of the certifications that name this ROME code."""
        if rome not in self._of_rome:
            rows = self.catalogue.rows(_LEADING, (local_name(rome),))
            self._of_rome[rome] = tuple(str(iri) for (iri,) in rows)
        return self._of_rome[rome]

    def _read(self, iri: str) -> Certification | None:
        found = self.catalogue.certification(iri)
        if found is None:
            return None
        start, end, limit = map(day_or_none, (found.debut, found.fin, found.limite))
        return Certification(
            iri=iri,
            identifier=found.identifier,
            title=found.title,
            blocs=tuple(
                Bloc(str(bloc), _text(number), _text(title))
                for bloc, number, title in self.catalogue.rows(_BLOCS, (found.id,))
            ),
            periods=(Period(start, end, limit),) if start or end or limit else (),
            active=found.actif,
            described=found.described,
            sources=tuple(str(source) for (source,) in self.catalogue.rows(_SOURCES, (found.id,))),
            romes=tuple(str(rome) for (rome,) in self.catalogue.rows(_ROMES, (found.id,))),
        )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
