"""All that the page of one certification says, read from a dataset; templates only lay it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from passerelles.answers.address import href
from passerelles.answers.competences import Competences, read_competences
from passerelles.answers.evidence import Evidence, read_evidence
from passerelles.answers.lineage import Lineage, read_lineage
from passerelles.answers.links import Links, Named, read_links
from passerelles.answers.organisations import joined, organisations, words
from passerelles.answers.partners import Partner, read_partners
from passerelles.answers.question import by_property, grouped, local_name, rows, values
from passerelles.answers.validity import Facts, Validity, validity
from passerelles.store import Dataset

Rows = list[dict[str, str]]


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
class Promotion:
    """The figures of one year as the register gives them; shares are percentages, None where nothing is said."""

    year: str
    certified: str | None
    certified_by_vae: str | None
    employed_after_6_months: str | None
    employed_in_trade_after_6_months: str | None
    employed_in_trade_after_2_years: str | None


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
    promotions: tuple[Promotion, ...]
    competences: Competences
    links: Links
    lineage: Lineage
    evidence: Evidence


#: What gives the partners of a certification, so that those who ask often may remember thousands.
PartnersReader = Callable[[Dataset, str], tuple[Partner, ...]]


def read_certification(
    dataset: Dataset, iri: str, today: date, *, langue: str = "fr", partners: PartnersReader = read_partners
) -> CertificationAnswer | None:
    """The page of a certification, or None when the graph does not know it.

    `langue` is that of the labels of voies d’accès and of families of criteria, which have both; all else is as the
    documents write it.
    """
    acces = _acces(rows(dataset, "certification-acces", certification=iri, langue=langue))
    if not acces:
        return None
    said = {
        local_name(row["propriete"]) for row in rows(dataset, "certification-proprietes", certification=iri)
    }

    def asked(name: str, needed: str) -> Rows:
        """The rows of a question, not put when no document states the property that it is about."""
        return rows(dataset, name, certification=iri) if needed in said else []

    registrations = asked("certification-enregistrements", "enregistrement")
    enregistrements = _distinct(
        [by_property(group, "valeur") for group in grouped(registrations, "enregistrement").values()]
    )
    facts = by_property(rows(dataset, "certification", certification=iri), "valeur")
    links = read_links(dataset, iri)
    evidence = read_evidence(dataset, iri)
    return CertificationAnswer(
        iri=iri,
        href=href(iri),
        described=bool(evidence.sources),
        facts=facts,
        texts=by_property(rows(dataset, "certification-textes", certification=iri), "texte"),
        certificateurs=joined(
            organisations(asked("certification-certificateurs", "certificateur"), "certificateur")
        ),
        codes=_codes(rows(dataset, "certification-codes", certification=iri)),
        emplois=values(asked("certification-emplois", "emploi"), "titre"),
        acces=acces,
        enregistrements=enregistrements,
        validity=validity(enregistrements, today, facts.get("actif", ())),
        partners=partners(dataset, iri) if "habilitation" in said else (),
        promotions=_promotions(asked("certification-promotions", "promotion")),
        competences=read_competences(dataset, iri, frozenset(said), langue),
        links=links,
        lineage=read_lineage(dataset, iri, today) if links.replaces or links.replaced_by else Lineage(),
        evidence=evidence,
    )


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


def _promotions(found: Rows) -> tuple[Promotion, ...]:
    return tuple(
        Promotion(
            year=row["annee"],
            certified=row.get("certifies"),
            certified_by_vae=row.get("certifies_vae"),
            employed_after_6_months=row.get("insertion_6_mois"),
            employed_in_trade_after_6_months=row.get("insertion_metier_6_mois"),
            employed_in_trade_after_2_years=row.get("insertion_metier_2_ans"),
        )
        for row in found
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
