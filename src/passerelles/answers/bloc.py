"""What the page of one bloc says, read from a dataset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelles.answers.address import bloc_href
from passerelles.answers.certification import CertificationAnswer, read_certification
from passerelles.answers.competences import Bloc
from passerelles.answers.links import Correspondance
from passerelles.answers.partners import Partner
from passerelles.store import Dataset


@dataclass(frozen=True, slots=True)
class BlocAnswer:
    """One bloc of a certification; `gives` and `given_by` are the correspondances that name it, or its whole."""

    iri: str
    href: str
    bloc: Bloc
    place: int
    certification: CertificationAnswer
    gives: tuple[Correspondance, ...]
    given_by: tuple[Correspondance, ...]


def read_bloc(dataset: Dataset, iri: str, today: date, *, langue: str = "fr") -> BlocAnswer | None:
    """The page of a bloc, or None when the graph does not know it."""
    whole = read_certification(
        dataset, iri.partition("/bloc/")[0], today, langue=langue, partners=_no_partners
    )
    if whole is None:
        return None
    for place, bloc in enumerate(whole.competences.blocs, start=1):
        if bloc.iri == iri:
            return BlocAnswer(
                iri=iri,
                href=bloc_href(iri),
                bloc=bloc,
                place=place,
                certification=whole,
                gives=tuple(each for each in whole.links.gives if any(end.iri == iri for end in each.depuis)),
                given_by=tuple(
                    each for each in whole.links.given_by if any(end.iri == iri for end in each.vers)
                ),
            )
    return None


def _no_partners(dataset: Dataset, certification: str) -> tuple[Partner, ...]:
    """A bloc has none of its own."""
    return ()
