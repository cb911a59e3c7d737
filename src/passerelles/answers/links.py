"""What binds a certification to others: correspondances, which give, and successions, which do not."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.answers.address import href, readable_number
from passerelles.answers.question import grouped, local_name, rows, values
from passerelles.store import Dataset

Rows = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Named:
    """A certification, a bloc or an organisation that a page links to."""

    iri: str
    href: str
    identifier: str | None
    title: str | None
    #: Other ways in which documents write its name.
    also: tuple[str, ...] = ()
    #: Other IRIs told with this one, because they bear the same name.
    same: tuple[str, ...] = ()

    @property
    def certification(self) -> bool:
        """Whether this is a certification or one of its parts, and not an organisation or a document."""
        return self.href.startswith("/certification/")


@dataclass(frozen=True, slots=True)
class Correspondance:
    """Who holds all of `depuis` is given `vers`; `rank` and `scope` are local names of the ontology."""

    iri: str
    rank: str
    scope: str | None
    depuis: tuple[Named, ...]
    vers: tuple[Named, ...]
    declared_by: tuple[Named, ...]
    sentences: tuple[str, ...]
    sources: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Correspondances from the certification (`gives`) and to it (`given_by`), and successions."""

    gives: tuple[Correspondance, ...]
    given_by: tuple[Correspondance, ...]
    replaces: tuple[Named, ...]
    replaced_by: tuple[Named, ...]
    linked: tuple[Named, ...]


def read_links(dataset: Dataset, certification: str) -> Links:
    """The correspondances and successions of a certification; those of its blocs count as its own."""
    found = rows(dataset, "certification-correspondances", certification=certification)
    read = [_correspondance(iri, group) for iri, group in grouped(found, "correspondance").items()]
    successions = grouped(rows(dataset, "certification-successions", certification=certification), "relation")
    return Links(
        gives=tuple(each for each in read if _holds(each.depuis, certification)),
        given_by=tuple(each for each in read if _holds(each.vers, certification)),
        replaces=_named(successions.get("remplace", []), "autre"),
        replaced_by=_named(successions.get("remplacée par", []), "autre"),
        linked=_named(successions.get("liée", []), "autre"),
    )


def _correspondance(iri: str, found: Rows) -> Correspondance:
    ends = grouped(found, "role")
    return Correspondance(
        iri=iri,
        rank=local_name(found[0]["rang"]),
        scope=local_name(found[0]["portee"]) if "portee" in found[0] else None,
        depuis=_named(ends.get("depuis", []), "terme"),
        vers=_named(ends.get("vers", []), "terme"),
        declared_by=_named(found, "declarant", title="declarant_nom", identifier=None),
        sentences=values(found, "citation"),
        sources=_named(found, "fiche", title="fichier", identifier=None),
    )


def _holds(ends: tuple[Named, ...], certification: str) -> bool:
    return any(end.iri == certification or end.iri.startswith(f"{certification}/") for end in ends)


def _named(
    found: Rows, key: str, title: str = "titre", identifier: str | None = "identifiant"
) -> tuple[Named, ...]:
    """What the rows name under `key`, each once; several titles of one thing are joined, none is dropped."""
    return tuple(
        Named(
            iri=iri,
            href=href(iri),
            identifier=" · ".join(values(group, identifier)) or None if identifier else None,
            title=" · ".join(values(group, title)) or None,
        )
        for iri, group in grouped([row for row in found if key in row], key).items()
    )


def name_of(thing: Named) -> str:
    """The words that name a thing: number and title, as far as they are known."""
    parts = [part for part in (thing.identifier, thing.title) if part]
    return " – ".join(parts) or readable_number(thing.iri)
