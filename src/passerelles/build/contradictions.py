"""Contradictions: what sources state differently, told as problems; mere typography is not a contradiction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from passerelles.records import Problem, Severity
from passerelles.triples import Disagreement

_VALUE = re.compile(r'"(.*)"(?:@[\w-]+|\^\^<[^>]*>)?\Z', re.DOTALL)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z")
_WORD = {"true": "oui", "false": "non"}
_CERTIFICATION = re.compile(r"(rncp|rs)/(\d+)\Z")
#: What each property is called in a sentence.
_NAMES = {
    "title": "le titre",
    "created": "la date de création",
    "actif": "l’état (actif ou non)",
    "arrete": "la date de l’arrêté",
    "decision": "la date de décision",
    "dureeAnnees": "la durée d’enregistrement, en années",
    "effet": "la date d’effet",
    "fin": "la date de fin d’enregistrement",
    "intitule": "l’intitulé tel qu’il est imprimé",
    "niveau": "le niveau",
    "nouvelleCaledonie": "l’accès en Nouvelle-Calédonie",
    "ouvert": "l’ouverture de la voie d’accès",
    "polynesieFrancaise": "l’accès en Polynésie française",
    "publicationJO": "la date de parution au Journal officiel",
    "titulairesParAn": "le nombre de titulaires par an",
    "validiteAnnees": "la validité des composantes acquises, en années",
    "validiteIllimitee": "la validité illimitée des composantes acquises",
}
_KIND = re.compile(r"\b(?:cqpm|cqpi|cqp|certificat de qualification professionnelle)\b")


def contradictions(disagreements: Iterable[Disagreement], sources: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each disagreement that is more than typography; `sources` names each fiche by its SHA-256."""
    for item in disagreements:
        different = [(term, fiche) for term, fiche in item.others if _words(term) != _words(item.kept)]
        if not different:
            continue
        kept = f"{_plain(item.kept)} ({_name(item.kept_source, sources)})"
        others = " ; ".join(f"{_plain(term)} ({_name(fiche, sources)})" for term, fiche in different)
        field = re.split(r"[/#]", item.predicate)[-1]
        yield Problem(
            "sources-en-desaccord",
            Severity.WARNING,
            _name(different[0][1], sources),
            f"{_short(item.subject)} : les sources ne s’accordent pas sur {_NAMES.get(field, field)}. "
            f"Ce qui est montré : {kept}. Ailleurs : {others}.",
            field=field,
            found=others,
            expected=kept,
        )


def _plain(term: str) -> str:
    """The value as a person reads it: « 27/05/2020 », « oui », « niveau/4 »."""
    match = _VALUE.match(term)
    if not match:
        return term.strip("<>").rsplit("/id/", 1)[-1]
    value = match[1].replace('\\"', '"').replace("\\\\", "\\")
    day = _DAY.match(value)
    return f"{day[3]}/{day[2]}/{day[1]}" if day else _WORD.get(value, value)


def _words(term: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKD", _plain(term)).lower()
    return tuple(re.findall(r"[a-z0-9]+", _KIND.sub(" ", folded)))


def _name(fiche: str, sources: Mapping[str, str]) -> str:
    return sources.get(fiche.rsplit("/", 1)[-1], fiche)


def _short(subject: str) -> str:
    """The thing by the number of its certification: « RNCP23022 », « RNCP23022, enregistrement/2015-05-27 »."""
    parts = subject.rsplit("/id/", 1)[-1].split("/", 2)
    certification = _CERTIFICATION.match("/".join(parts[:2]))
    if not certification:
        return "/".join(parts)
    return ", ".join([certification[1].upper() + certification[2], *parts[2:]])
