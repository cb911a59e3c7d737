"""Certifications as credentials of CTDL, the language of Credential Engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from passerelles.exports.described import Body, Code, Described, Outcome, Unit
from passerelles.exports.elm_gaps import fields
from passerelles.exports.official import SIRENE, register_name, register_page
from passerelles.ontology import ID
from passerelles.ontology.isced import SCHEME

_TEXTS = (
    "name",
    "description",
    "identifierTypeName",
    "frameworkName",
    "targetNodeName",
    "targetNodeDescription",
)
_LINKS = (
    "subjectWebpage", "hasPart", "isPartOf", "ownedBy", "supersedes", "targetNode", "framework", "identifierType",
)  # fmt: skip
#: What strings mean; written in each file, so that it is read without the network.
CONTEXT: dict[str, Any] = {
    "ceterms": "https://purl.org/ctdl/terms/",
    "credentialStat": "https://purl.org/ctdl/vocabs/credentialStat/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{
        f"ceterms:{name}": {"@id": f"https://purl.org/ctdl/terms/{name}", "@container": "@language"}
        for name in _TEXTS
    },
    **{f"ceterms:{name}": {"@id": f"https://purl.org/ctdl/terms/{name}", "@type": "@id"} for name in _LINKS},
    **{
        f"ceterms:{name}": {"@id": f"https://purl.org/ctdl/terms/{name}", "@type": "xsd:date"}
        for name in ("dateEffective", "expirationDate")
    },
}


def credentials(certification: Described) -> Iterator[dict[str, Any]]:
    """The certification and each of its blocs; organisations are given by `organisation`."""
    registration = max(certification.registrations, key=lambda each: each.end or "", default=None)
    status = {True: "Active", False: "Deprecated", None: None}[certification.active]
    yield _sparse(
        {
            **_identity(certification.iri, certification.identifier, certification.title),
            "ceterms:description": _french(certification.description),
            "ceterms:subjectWebpage": register_page(certification) or certification.iri,
            "ceterms:identifier": _numbered(certification.identifier, register_name(certification)),
            "ceterms:credentialStatusType": status
            and _aligned(f"credentialStat:{status}", None, status, None, "CredentialStatus"),
            "ceterms:audienceLevelType": _levels(certification.level),
            "ceterms:ownedBy": [body.iri for body in certification.bodies if body.name],
            "ceterms:occupationType": [_code(code, f"{ID}rome", "ROME") for code in certification.rome],
            "ceterms:instructionalProgramType": [
                *(_code(code, f"{ID}nsf", "NSF") for code in certification.nsf),
                *(
                    _aligned(place.iri, place.notation, place.labels["fr"], SCHEME, "CITE-F 2013")
                    for place in fields(certification)
                ),
            ],
            "ceterms:requires": _conditions(certification.outcomes, certification.prerequisites),
            "ceterms:hasPart": [unit.iri for unit in certification.units],
            "ceterms:supersedes": list(certification.replaces),
            "ceterms:dateEffective": registration and (registration.effect or registration.decision),
            "ceterms:expirationDate": registration and registration.end,
        }
    )
    for unit in certification.units:
        yield _unit(unit, certification.iri)


def organisation(body: Body) -> dict[str, Any]:
    """A certificateur."""
    return _sparse(
        {
            "@id": body.iri,
            "@type": "ceterms:CredentialOrganization",
            "ceterms:name": _french(body.name),
            "ceterms:identifier": _numbered(body.siret, "SIRET", SIRENE),
        }
    )


def _unit(unit: Unit, whole: str) -> dict[str, Any]:
    return _sparse(
        {
            **_identity(unit.iri, unit.identifier, unit.title),
            "ceterms:isPartOf": [whole],
            "ceterms:requires": _conditions(unit.outcomes, None),
        }
    )


def _identity(iri: str, identifier: str | None, title: str | None) -> dict[str, Any]:
    return {
        "@id": iri,
        "@type": "ceterms:Credential",
        "ceterms:name": _french(title),
        "ceterms:credentialId": identifier,
    }


def _conditions(outcomes: tuple[Outcome, ...], prerequisites: str | None) -> list[dict[str, Any]]:
    """What must be shown to get it; what is asked before is a condition of its own."""
    found: list[dict[str, Any]] = []
    if outcomes:
        targets = [_aligned(each.iri, each.notation, each.title, None, None) for each in outcomes]
        found.append({"@type": "ceterms:ConditionProfile", "ceterms:targetCompetency": targets})
    if prerequisites:
        found.append({"@type": "ceterms:ConditionProfile", "ceterms:description": _french(prerequisites)})
    return found


def _levels(level: str | None) -> list[dict[str, Any]]:
    if level is None:
        return []
    european = f"http://data.europa.eu/snb/eqf/{level}"
    return [
        _aligned(f"{ID}niveau/{level}", level, f"Niveau {level}", f"{ID}niveau", "Cadre national (2019)"),
        _aligned(european, level, f"Niveau {level} du CEC", "http://data.europa.eu/snb/eqf/25831c2", "CEC"),
    ]


def _code(code: Code, framework: str, name: str) -> dict[str, Any]:
    return _aligned(code.iri, code.notation, code.label, framework, name)


def _aligned(
    node: str, notation: str | None, name: str | None, framework: str | None, framework_name: str | None
) -> dict[str, Any]:
    return _sparse(
        {
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:framework": framework,
            "ceterms:frameworkName": _french(framework_name),
            "ceterms:targetNode": node,
            "ceterms:targetNodeName": _french(name),
            "ceterms:codedNotation": notation,
        }
    )


def _numbered(code: str | None, name: str | None, kind: str | None = None) -> list[dict[str, Any]]:
    if code is None:
        return []
    number = {
        "@type": "ceterms:IdentifierValue",
        "ceterms:identifierType": kind,
        "ceterms:identifierTypeName": _french(name),
        "ceterms:identifierValueCode": code,
    }
    return [_sparse(number)]


def _french(text: str | None) -> dict[str, str] | None:
    return None if text is None else {"fr": text}


def _sparse(said: dict[str, Any]) -> dict[str, Any]:
    """Without what is not stated."""
    return {name: value for name, value in said.items() if value not in (None, [], {})}
