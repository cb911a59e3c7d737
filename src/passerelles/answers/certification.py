"""All that the page of one certification says, read from a dataset; templates only lay it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelles.answers.address import href
from passerelles.answers.competences import Competences, read_competences
from passerelles.answers.evidence import Evidence, read_evidence
from passerelles.answers.links import Links, Named, read_links
from passerelles.answers.organisations import joined, organisations, words
from passerelles.answers.question import by_property, grouped, local_name, rows, values
from passerelles.store import Dataset

Rows = list[dict[str, str]]
#: Values by the local name of their property; several only when sources disagree or the property repeats.
Facts = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Code:
    """One code with its label, when a loaded list gives one; `printed` are the labels of fiches that differ."""

    iri: str
    href: str
    notation: str
    label: str | None
    scheme: str | None
    printed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Acces:
    """One voie d'accès; `open` is empty when the document does not say, holds both when sources disagree."""

    code: str
    label: str
    open: tuple[bool, ...]
    jury: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that may train or assess; `rights` are codes of the register."""

    organisation: Named
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Validity:
    """Where a day stands against the registrations: `state` is "en cours", "échue", "à venir" or "inconnue".

    `day` is the end, or the beginning of one that is to come.
    """

    state: str
    day: str | None


@dataclass(frozen=True, slots=True)
class CertificationAnswer:
    """One certification as a page shows it; `described` is False when it is only named by others."""

    iri: str
    href: str
    described: bool
    facts: Facts
    texts: Facts
    certificateurs: tuple[Named, ...]
    codes: dict[str, tuple[Code, ...]]
    emplois: tuple[str, ...]
    acces: tuple[Acces, ...]
    enregistrements: tuple[Facts, ...]
    validity: Validity
    partners: tuple[Partner, ...]
    competences: Competences
    links: Links
    evidence: Evidence


def read_certification(dataset: Dataset, iri: str, today: date) -> CertificationAnswer | None:
    """The page of a certification, or None when the graph does not know it."""
    acces = _acces(rows(dataset, "certification-acces", certification=iri))
    if not acces:
        return None
    registrations = rows(dataset, "certification-enregistrements", certification=iri)
    enregistrements = _distinct(
        [by_property(group, "valeur") for group in grouped(registrations, "enregistrement").values()]
    )
    evidence = read_evidence(dataset, iri)
    return CertificationAnswer(
        iri=iri,
        href=href(iri),
        described=bool(evidence.sources),
        facts=by_property(rows(dataset, "certification", certification=iri), "valeur"),
        texts=by_property(rows(dataset, "certification-textes", certification=iri), "texte"),
        certificateurs=joined(
            organisations(rows(dataset, "certification-certificateurs", certification=iri), "certificateur")
        ),
        codes=_codes(rows(dataset, "certification-codes", certification=iri)),
        emplois=values(rows(dataset, "certification-emplois", certification=iri), "titre"),
        acces=acces,
        enregistrements=enregistrements,
        validity=validity(enregistrements, today),
        partners=_partners(rows(dataset, "certification-habilitations", certification=iri)),
        competences=read_competences(dataset, iri),
        links=read_links(dataset, iri),
        evidence=evidence,
    )


def validity(enregistrements: tuple[Facts, ...], today: date) -> Validity:
    """Where `today` stands: a registration holds on its last day too; ISO dates compare as text."""
    day = today.isoformat()
    periods = [(max(each.get("effet", ("",))), max(each.get("fin", ("",)))) for each in enregistrements]
    ends = [end for _, end in periods if end]
    current = [end for start, end in periods if start <= day <= end]
    if current:
        return Validity("en cours", max(current))
    coming = [start for start, end in periods if start > day and (not end or end >= day)]
    if coming:
        return Validity("à venir", min(coming))
    return Validity("échue", max(ends)) if ends else Validity("inconnue", None)


def _distinct(enregistrements: list[Facts]) -> tuple[Facts, ...]:
    """The registrations but those that only repeat a part of another (an export may know the end alone)."""
    said = [{(name, value) for name, found in each.items() for value in found} for each in enregistrements]
    return tuple(
        each
        for index, each in enumerate(enregistrements)
        if not any(said[index] < other for other in said) and said[index] not in said[:index]
    )


def _acces(found: Rows) -> tuple[Acces, ...]:
    return tuple(
        Acces(
            code=local_name(voie),
            label=next(iter(values(group, "libelle")), local_name(voie)),
            open=tuple(value in {"true", "1"} for value in values(group, "ouvert")),
            jury=values(group, "jury"),
        )
        for voie, group in grouped(found, "voie").items()
    )


def _partners(found: Rows) -> tuple[Partner, ...]:
    by_iri = grouped(found, "organisme")
    return tuple(
        Partner(organisation, values(by_iri[organisation.iri], "droit"))
        for organisation in organisations(found, "organisme")
    )


def _codes(found: Rows) -> dict[str, tuple[Code, ...]]:
    """The codes by the local name of their property."""
    return {
        local_name(name): tuple(_code(iri, of_code) for iri, of_code in grouped(group, "code").items())
        for name, group in grouped(found, "propriete").items()
    }


def _code(iri: str, found: Rows) -> Code:
    labels = values(found, "libelle")
    known = {words(label) for label in labels}
    printed = {words(label): label for label in reversed(values(found, "imprime"))}
    return Code(
        iri=iri,
        href=href(iri),
        notation=next(iter(values(found, "notation")), local_name(iri)),
        label=" · ".join(labels) or None,
        scheme=next((local_name(each) for each in values(found, "schema")), None),
        printed=tuple(sorted(label for plain, label in printed.items() if plain not in known)),
    )
