"""A certification or a bloc as answers name it."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.analysis.rules.base import RuleBase, certification_of, is_bloc
from passerelles.answers.address import href, readable_number


@dataclass(frozen=True, slots=True)
class Item:
    """A certification or one of its blocs, with what an answer needs to name it and to link to it."""

    iri: str
    href: str
    identifier: str | None
    title: str | None
    bloc: bool
    certification: str
    certification_title: str | None

    @property
    def name(self) -> str:
        """Number and title, as far as they are known."""
        return " – ".join(part for part in (self.identifier, self.title) if part) or readable_number(self.iri)

    @property
    def short(self) -> str:
        """The number, or the title of what has none."""
        return self.identifier or self.title or readable_number(self.iri)


def named(base: RuleBase, iri: str) -> Item:
    """The item of that IRI; one that the graph does not know is named by its IRI."""
    whole = base.certification(certification_of(iri))
    found = base.bloc(iri) if is_bloc(iri) else whole
    return Item(
        iri=iri,
        href=href(iri),
        identifier=found.identifier if found else None,
        title=found.title if found else None,
        bloc=is_bloc(iri),
        certification=certification_of(iri),
        certification_title=whole.title if whole else None,
    )


def listed(items: tuple[Item, ...]) -> str:
    """The numbers of several items that are needed together: « RNCP1BC01 et RNCP1BC02 »."""
    names = [each.short for each in items]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"
