"""Which sources may leave: those whose licence lets anybody reuse them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from passerelles.queries import query
from passerelles.store import Dataset

# Licences that allow reuse by all, for all ends, with attribution at most; written as documents give them.
_OPEN = re.compile(
    r"https?://(?:"
    r"(?:www\.)?etalab\.gouv\.fr/licence-ouverte-open-licence"
    r"|spdx\.org/licenses/etalab-2\.0"
    r"|creativecommons\.org/(?:licenses/by(?:-sa)?/[\d.]+|publicdomain/zero/1\.0)"
    r"|opendatacommons\.org/licenses/(?:odbl|by|pddl)/1-0"
    r"|data\.europa\.eu/eli/dec_impl/2017/863/oj"
    r")/?(?:deed\.\w+)?|Licence Ouverte(?: [\d.]+)?"
)

_COLUMNS = ("fiche", "licence", "editeur", "lecteur", "date")


@dataclass(frozen=True, slots=True)
class SourceLicence:
    """A document read: its graph, who publishes it, its reader, its own date, and the licence that it comes with."""

    graph: str
    publisher: str | None
    reader: str
    licence: str | None
    issued: str | None

    @property
    def is_open(self) -> bool:
        """Whether it may be passed on; a document that states no licence may not."""
        return is_open(self.licence)


def is_open(licence: str | None) -> bool:
    """Whether a licence, given by its address, is a known one that allows reuse."""
    return licence is not None and _OPEN.fullmatch(licence) is not None


def source_licences(dataset: Dataset) -> tuple[SourceLicence, ...]:
    """Every document of the graph with its licence, in the order of their graphs."""
    # The engine takes longer to put twenty thousand rows in order than to find them (decision 0105).
    asked = query("documents-licences").text.rpartition("ORDER BY")[0]
    rows = sorted(dataset.select(asked).records(), key=lambda row: [row.get(name) or "" for name in _COLUMNS])
    found: dict[str, SourceLicence] = {}
    for row in rows:
        # A document that states two licences is open when both are: the first that is not stays.
        known = found.get(row["fiche"])
        if known is None or known.is_open:
            found[row["fiche"]] = SourceLicence(
                row["fiche"],
                row.get("editeur"),
                row.get("lecteur", "").partition(" ")[0],
                row.get("licence"),
                row.get("date"),
            )
    return tuple(found[graph] for graph in sorted(found))


def restricted(sources: Iterable[SourceLicence]) -> frozenset[str]:
    """The graphs of the documents that may not leave."""
    return frozenset(source.graph for source in sources if not source.is_open)
