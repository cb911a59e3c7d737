"""Certifications as schema.org describes credentials, for search engines and catalogues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from passerelles.exports.described import Body, Code, Described, Outcome, Unit
from passerelles.exports.elm_gaps import fields
from passerelles.exports.official import register_name, register_page
from passerelles.ontology import ID
from passerelles.ontology.isced import SCHEME

#: Search engines know this context by its address; texts say their language themselves.
CONTEXT = "https://schema.org"


def credentials(certification: Described) -> Iterator[dict[str, Any]]:
    """The certification, then each of its blocs; organisations are given by `organisation`."""
    registration = max(certification.registrations, key=lambda each: each.end or "", default=None)
    page = register_page(certification)
    yield _sparse(
        {
            **_identity(certification.iri, certification.title, certification.outcomes),
            "description": _french(certification.description),
            "url": page,
            "identifier": _numbered(certification.identifier, register_name(certification)),
            "credentialCategory": [_term(kind, f"{ID}type") for kind in certification.kinds],
            "educationalLevel": _levels(certification.level),
            "about": [
                *(_term(code, f"{ID}nsf") for code in certification.nsf),
                *(
                    _defined(place.iri, place.notation, place.labels["fr"], SCHEME)
                    for place in fields(certification)
                ),
            ],
            "recognizedBy": _keeper(certification),
            "creator": [{"@id": body.iri} for body in certification.bodies if body.name],
            "validIn": page and {"@type": "Country", "name": _french("France"), "identifier": "FR"},
            "expires": registration and registration.end,
            "hasPart": [{"@id": unit.iri} for unit in certification.units],
        }
    )
    for unit in certification.units:
        yield _unit(unit, certification.iri)


def organisation(body: Body) -> dict[str, Any]:
    """A certificateur."""
    said = {
        "@type": "Organization",
        "@id": body.iri,
        "name": _french(body.name),
        "identifier": _numbered(body.siret, "SIRET"),
    }
    return _sparse(said)


def _unit(unit: Unit, whole: str) -> dict[str, Any]:
    return _sparse(
        {
            **_identity(unit.iri, unit.title, unit.outcomes),
            "identifier": _numbered(unit.identifier, None),
            "credentialCategory": _french("Bloc de compétences"),
            "isPartOf": {"@id": whole},
        }
    )


def _identity(iri: str, title: str | None, outcomes: tuple[Outcome, ...]) -> dict[str, Any]:
    return {
        "@type": "EducationalOccupationalCredential",
        "@id": iri,
        "name": _french(title),
        "competencyRequired": [_defined(each.iri, each.notation, each.title, None) for each in outcomes],
    }


def _keeper(certification: Described) -> dict[str, Any] | None:
    """The keeper of the registers, for what is in one of them."""
    if register_page(certification) is None:
        return None
    return {
        "@type": "Organization",
        "@id": "https://www.francecompetences.fr/#organisation",
        "name": _french("France compétences"),
        "url": "https://www.francecompetences.fr/",
    }


def _levels(level: str | None) -> list[dict[str, Any]]:
    if level is None:
        return []
    return [
        _defined(f"{ID}niveau/{level}", level, f"Niveau {level}", f"{ID}niveau"),
        _defined(
            f"http://data.europa.eu/snb/eqf/{level}",
            level,
            f"Niveau {level} du cadre européen des certifications",
            "http://data.europa.eu/snb/eqf/25831c2",
        ),
    ]


def _term(code: Code, scheme: str) -> dict[str, Any]:
    return _defined(code.iri, code.notation, code.label or code.notation, scheme)


def _defined(iri: str, notation: str | None, name: str, scheme: str | None) -> dict[str, Any]:
    said = {
        "@type": "DefinedTerm",
        "@id": iri,
        "name": _french(name),
        "termCode": notation,
        "inDefinedTermSet": scheme,
    }
    return _sparse(said)


def _numbered(code: str | None, name: str | None) -> dict[str, Any] | None:
    return None if code is None else _sparse({"@type": "PropertyValue", "propertyID": name, "value": code})


def _french(text: str | None) -> dict[str, str] | None:
    return None if text is None else {"@language": "fr", "@value": text}


def _sparse(said: dict[str, Any]) -> dict[str, Any]:
    """Without what is not stated."""
    return {name: value for name, value in said.items() if value not in (None, [], {})}
