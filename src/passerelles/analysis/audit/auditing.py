"""The audit of a graph on a day."""

from __future__ import annotations

from datetime import date

from passerelles.analysis.audit.correspondances import Correspondances
from passerelles.analysis.audit.declaration import read_declarations
from passerelles.analysis.audit.finding import Audit, in_order
from passerelles.analysis.audit.near_blocs import NearBlocs, near_blocs
from passerelles.analysis.audit.successions import Successions
from passerelles.analysis.audit.thing import Things
from passerelles.analysis.catalogue import Catalogue
from passerelles.store import Dataset


def audit(
    dataset: Dataset,
    catalogue: Catalogue,
    day: date,
    near: NearBlocs = (),
    data_day: str | None = None,
) -> Audit:
    """What the correspondances, the replacements and the near-identical blocs of a graph leave undone on a day.

    `catalogue` is that of the dataset; `near` are pairs of blocs that the overlap found, those between which a
    correspondance is declared included. Raises what `Dataset.select` raises.
    """
    things, declarations = Things(catalogue, day), read_declarations(dataset)
    findings = [
        *Correspondances(dataset, things, declarations).findings(),
        *Successions(dataset, things).findings(),
        *near_blocs(near, things, declarations),
    ]
    return Audit(day, in_order(findings), data_day)
