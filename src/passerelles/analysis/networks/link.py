"""The relations that the catalogue knows, each as one question over its tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.networks.relation import Relation

#: Start, end, number of the certification that states it, and of a second one that may; None where there is none.
LinkRow = tuple[str, str, int | None, int | None, str]


@dataclass(frozen=True, slots=True)
class Link:
    """One kind of edge: `label` is an SQL expression, the columns `start` and `end` hold IRIs."""

    relation: Relation
    label: str
    start: str
    end: str
    owners: str
    tables: str
    condition: str = "1"
    order: str = "1, 2"

    def all(self, catalogue: Catalogue) -> Iterator[LinkRow]:
        """Every edge of the kind in a stable order."""
        return self._read(catalogue, "1", ())

    def touching(self, catalogue: Catalogue, iris: Iterable[str]) -> Iterator[LinkRow]:
        """The edges of the kind that start or end at one of these IRIs; one that does both comes twice."""
        wanted = (json.dumps(sorted(iris)),)
        for column in (self.start, self.end):
            yield from self._read(catalogue, f"{column} IN (SELECT value FROM json_each(?))", wanted)

    def _read(self, catalogue: Catalogue, condition: str, values: tuple[str, ...]) -> Iterator[LinkRow]:
        sql = (
            f"SELECT {self.start}, {self.end}, {self.owners}, {self.label} FROM {self.tables} "
            f"WHERE {self.condition} AND {condition} ORDER BY {self.order}"
        )
        for start, end, owner, other, label in catalogue.each(sql, values):
            yield str(start), str(end), _number(owner), _number(other), str(label)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


_IN_BLOC = Link(
    Relation.STRUCTURE,
    "'comprend la capacité'",
    "b.iri",
    "k.iri",
    "b.certification, NULL",
    "bloc_capacite l JOIN bloc b ON b.id = l.bloc JOIN capacite k ON k.id = l.capacite",
    order="l.bloc, l.capacite",
)
_OUTSIDE_BLOCS = Link(
    Relation.STRUCTURE,
    "'atteste la capacité'",
    "c.iri",
    "k.iri",
    "c.id, NULL",
    "capacite k JOIN certification c ON c.id = k.certification",
    "NOT EXISTS (SELECT 1 FROM bloc_capacite l WHERE l.capacite = k.id)",
    order="k.id",
)
#: Which bloc belongs to which certification.
BLOCS = Link(
    Relation.STRUCTURE,
    "'contient le bloc'",
    "c.iri",
    "b.iri",
    "c.id, NULL",
    "bloc b JOIN certification c ON c.id = b.certification",
    order="b.id",
)
_SUCCESSIONS = Link(
    Relation.SUCCESSIONS,
    "'est remplacée par'",
    "o.iri",
    "n.iri",
    "s.old, s.new",
    "succession s JOIN certification o ON o.id = s.old JOIN certification n ON n.id = s.new",
    order="s.old, s.new",
)
_MOBILITIES = Link(
    Relation.MOBILITIES,
    "CASE m.kind WHEN 'évolution' THEN 'mobilité d’évolution' WHEN 'proche' THEN 'mobilité proche' ELSE 'mobilité' END",
    "m.start",
    "m.target",
    "NULL, NULL",
    "mobility m",
)
_CODES = Link(
    Relation.CODES,
    "CASE d.scheme WHEN 'rome' THEN 'mène au métier' ELSE 'relève de la spécialité' END",
    "c.iri",
    "d.iri",
    "c.id, NULL",
    "code d JOIN certification c ON c.id = d.certification",
    "d.scheme IN ('rome', 'nsf')",
    order="d.certification, d.scheme DESC, d.notation",
)
LINKS = (BLOCS, _IN_BLOC, _OUTSIDE_BLOCS, _SUCCESSIONS, _MOBILITIES, _CODES)
