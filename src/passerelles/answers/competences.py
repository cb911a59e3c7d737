"""What a certification attests: its blocs, capacités, knowledge and activities."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.answers.address import anchor, bloc_href
from passerelles.answers.question import by_property, grouped, rows, values
from passerelles.store import Dataset

Rows = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Family:
    """The criteria of one family (`label` is None when the document names none)."""

    label: str | None
    criteres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Capacite:
    """One capacité with its other wordings and what a référentiel says of its assessment."""

    iri: str
    anchor: str
    code: str | None
    title: tuple[str, ...]
    variants: tuple[str, ...]
    conditions: tuple[str, ...]
    families: tuple[Family, ...]
    results: tuple[str, ...]

    @property
    def assessed(self) -> bool:
        """Whether the document says how this capacité is assessed."""
        return bool(self.conditions or self.families or self.results)


@dataclass(frozen=True, slots=True)
class Bloc:
    """One bloc; a text has several values only when sources disagree and none is retained."""

    iri: str
    anchor: str
    code: str | None
    title: tuple[str, ...]
    description: tuple[str, ...]
    assessment: tuple[str, ...]
    capacites: tuple[Capacite, ...]
    knowledge: tuple[str, ...]

    @property
    def described(self) -> bool:
        """Whether the document says more of it than its code and its title."""
        return bool(self.capacites or self.description or self.assessment or self.knowledge)

    @property
    def page(self) -> str:
        """The address of its own page."""
        return bloc_href(self.iri)


@dataclass(frozen=True, slots=True)
class Activite:
    """One activité visée."""

    iri: str
    anchor: str
    code: str | None
    title: tuple[str, ...]
    description: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Competences:
    """All that a certification attests; `outside` are the capacités of no bloc."""

    activites: tuple[Activite, ...]
    blocs: tuple[Bloc, ...]
    outside: tuple[Capacite, ...]
    knowledge: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many different capacités there are."""
        return len(
            {each.iri for part in (*(bloc.capacites for bloc in self.blocs), self.outside) for each in part}
        )


def read_competences(
    dataset: Dataset, certification: str, said: frozenset[str] | None = None, langue: str = "fr"
) -> Competences:
    """The competences of a certification, in the order of its document.

    `said` are the local names of the properties that it has, when they are known: what hangs on others is not
    asked for. `langue` is that of the families' labels.
    """

    def asked(name: str, needed: set[str], **given: str) -> Rows:
        return (
            rows(dataset, name, certification=certification, **given) if said is None or said & needed else []
        )

    criteria = asked("certification-criteres", {"capacite"}, langue=langue)
    capacites, members = _capacites(
        asked("certification-capacites", {"capacite"}),
        grouped(criteria, "capacite"),
        grouped(asked("certification-realisation", {"capacite"}), "capacite"),
    )
    knowledge = grouped(asked("certification-connaissances", {"bloc", "connaissance"}), "bloc")
    blocs = grouped(asked("certification-blocs", {"bloc"}), "bloc")
    return Competences(
        activites=_activites(asked("certification-activites", {"activite"})),
        blocs=tuple(
            Bloc(
                iri=iri,
                anchor=anchor(iri),
                code=_first(found, "code"),
                title=values(found, "titre"),
                description=values(found, "descriptif"),
                assessment=values(found, "modalites"),
                capacites=tuple(capacites[each] for each in members.get(iri, ())),
                knowledge=values(knowledge.get(iri, []), "titre"),
            )
            for iri, found in blocs.items()
        ),
        outside=tuple(capacites[each] for each in members.get("", ())),
        knowledge=values(knowledge.get("", []), "titre"),
    )


def _capacites(
    found: Rows, criteria: dict[str, Rows], performance: dict[str, Rows]
) -> tuple[dict[str, Capacite], dict[str, tuple[str, ...]]]:
    """The capacités by IRI, and the IRIs of each bloc's capacités (under "" those of no bloc)."""
    capacites = {
        iri: _capacite(iri, group, criteria.get(iri, []), performance.get(iri, []))
        for iri, group in grouped(found, "capacite").items()
    }
    return capacites, {bloc: values(group, "capacite") for bloc, group in grouped(found, "bloc").items()}


def _capacite(iri: str, found: Rows, criteria: Rows, performance: Rows) -> Capacite:
    said = by_property(performance, "texte")
    families = grouped(criteria, "famille")
    return Capacite(
        iri=iri,
        anchor=anchor(iri),
        code=_first(found, "code"),
        title=values(found, "titre"),
        variants=values(found, "variante"),
        conditions=said.get("conditionsRealisation", ()),
        families=tuple(
            Family(_first(group, "famille_libelle"), values(group, "titre")) for group in families.values()
        ),
        results=said.get("resultatAttendu", ()),
    )


def _activites(found: Rows) -> tuple[Activite, ...]:
    return tuple(
        Activite(iri, anchor(iri), _first(group, "code"), values(group, "titre"), values(group, "descriptif"))
        for iri, group in grouped(found, "activite").items()
    )


def _first(found: Rows, key: str) -> str | None:
    return next(iter(values(found, key)), None)
