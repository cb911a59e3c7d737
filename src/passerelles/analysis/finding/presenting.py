"""Hits as they are shown: identifier, title, dates, sources."""

from __future__ import annotations

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.finding.found import Hit
from passerelles.analysis.finding.vocabulary import Tables


class Presenter:
    """Makes hits of numbers; `why` is the reason to show."""

    def __init__(self, catalogue: Catalogue, tables: Tables) -> None:
        self._catalogue, self._tables = catalogue, tables

    def hit(self, kind: str, number: int, score: float, why: str = "") -> Hit:
        """The hit of that kind and number (for a code, the number of its concept)."""
        if kind == "certification":
            return self.certification(number, score, why)
        if kind == "metier":
            return self.job(number, score, why)
        if kind == "code":
            return self.code(number, score, why)
        if kind == "certificateur":
            return self.organisation(number, score, why)
        return self.part(kind, number, score, why)

    def certification(self, number: int, score: float, why: str) -> Hit:
        """The hit of a certification."""
        (each,) = self._catalogue.numbered([number])
        return Hit(
            "certification", each.iri, each.identifier, each.title or each.name, score, why,
            each.actif, each.debut, each.fin, each.identifier, sources=self._sources(number),
        )  # fmt: skip

    def job(self, number: int, score: float, why: str) -> Hit:
        """The hit of a job of ROME."""
        ((iri, notation, label),) = self._tables.rows(
            "SELECT iri, notation, label FROM job WHERE id = ?", (number,)
        )
        return Hit("metier", str(iri), str(notation), str(label or notation), score, why)

    def code(self, concept: int, score: float, why: str) -> Hit:
        """The hit of a code, by the number of its concept."""
        ((iri, scheme, notation, label),) = self._catalogue.rows(
            "SELECT iri, scheme, notation, label FROM concept WHERE id = ?", (concept,)
        )
        return Hit("code", str(iri), str(notation), str(label or f"{scheme} {notation}"), score, why)

    def organisation(self, number: int, score: float, why: str) -> Hit:
        """The hit of a certificateur."""
        ((iri, name, siret),) = self._catalogue.rows(
            "SELECT iri, name, siret FROM organisation WHERE id = ?", (number,)
        )
        title = " ".join(str(name or siret or iri).split())
        return Hit("certificateur", str(iri), None if siret is None else str(siret), title, score, why)

    def part(self, kind: str, number: int, score: float, why: str) -> Hit:
        """The hit of a bloc or of a capacité."""
        mark = "identifier" if kind == "bloc" else "notation"
        ((iri, identifier, title, owner),) = self._catalogue.rows(
            f"SELECT iri, {mark}, title, certification FROM {kind} WHERE id = ?", (number,)
        )
        (each,) = self._catalogue.numbered([int(str(owner))])
        return Hit(
            kind,
            str(iri),
            None if identifier is None else str(identifier),
            str(title or identifier or iri),
            score,
            why,
            each.actif,
            each.debut,
            each.fin,
            certification=each.identifier,
            of=each.title,
            sources=self._sources(each.id),
        )

    def _sources(self, certification: int) -> tuple[str, ...]:
        return tuple(source.iri for source in self._catalogue.sources(certification))
