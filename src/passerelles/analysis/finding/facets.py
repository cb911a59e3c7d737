"""How the certifications that answer a question divide: what a reader may narrow them by."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from passerelles.analysis.catalogue import Catalogue

#: Values shown of one facet, those of most certifications first.
VALUES = 12


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that a filter may take: as the filter writes it, its French words, and how many certifications."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one filter, by the name that it has in addresses: actif, registre, type, niveau or voie."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """How many certifications answer, and how they divide."""

    count: int
    facets: tuple[Facet, ...]


def outline(catalogue: Catalogue, numbers: Iterable[int]) -> Outline:
    """How the certifications of those numbers divide; a value that none has is left out."""
    among = json.dumps([int(number) for number in numbers])
    facets = []
    for name, sql in _SQL.items():
        found = catalogue.rows(f"{sql} LIMIT {VALUES}", (among,))
        values = tuple(FacetValue(str(value), str(label), int(str(count))) for value, label, count in found)
        if values:
            facets.append(Facet(name, values))
    return Outline(len(json.loads(among)), tuple(facets))


_AMONG = "SELECT value FROM json_each(?)"
_CODES = (
    "SELECT c.notation, COALESCE(k.label, c.notation), COUNT(*) AS n FROM code c LEFT JOIN concept k ON k.iri = c.iri "
    f"WHERE c.certification IN ({_AMONG}) AND c.scheme = '{{scheme}}' GROUP BY c.notation ORDER BY {{order}}"
)
_SQL = {
    "actif": (
        "SELECT CASE actif WHEN 1 THEN 'true' ELSE 'false' END, CASE actif WHEN 1 THEN 'Actives' ELSE 'Inactives' END, "
        f"COUNT(*) FROM certification WHERE id IN ({_AMONG}) AND actif IS NOT NULL GROUP BY actif ORDER BY actif DESC"
    ),
    "registre": (
        f"SELECT register, register, COUNT(*) AS n FROM certification WHERE id IN ({_AMONG}) "
        "GROUP BY register ORDER BY n DESC, register"
    ),
    "niveau": _CODES.format(scheme="niveau", order="c.notation"),
    "type": _CODES.format(scheme="type", order="n DESC, c.notation"),
    "voie": (
        "SELECT voie, voie, COUNT(*) AS n FROM acces "
        f"WHERE certification IN ({_AMONG}) AND ouvert = 1 GROUP BY voie ORDER BY n DESC, voie"
    ),
}
