"""Certifications as qualifications of the European Learning Model 3, in its profile for qualifications (LOQ)."""

from __future__ import annotations

from passerelles.exports.described import Body, Described, Outcome, Registration, Unit
from passerelles.exports.elm_gaps import fields
from passerelles.exports.elm_terms import (
    ADMS,
    DCTERMS,
    ELM,
    FOAF,
    FRANCE,
    FRENCH,
    PROGRAMME_LICENCE,
    ROV,
    SKOS,
    Concept,
    eqf,
    isced,
    nqf,
)
from passerelles.exports.official import register_name, register_page
from passerelles.exports.sheet import Sheet
from passerelles.ontology import ID

#: The keeper of both registers since its creation; what registered before was another authority.
_KEEPER = "https://www.francecompetences.fr/#organisation"
_KEEPER_SINCE = "2019-01-01"


def write_qualification(certification: Described, own: Sheet, shared: Sheet) -> None:
    """Describe a certification and its blocs in `own`; what others name too (organisations, codes) in `shared`.

    A value that no document states is left out, even where the profile requires it: see `elm_gaps.gaps`.
    """
    iri = certification.iri
    own.kind(iri, f"{ELM}Qualification")
    own.text(iri, f"{DCTERMS}title", certification.title)
    own.text(iri, f"{DCTERMS}description", certification.description)
    own.value(iri, f"{ELM}isPartialQualification", "false", "boolean")
    scheme = register_name(certification)
    _identifier(own, iri, certification.identifier, scheme, "France compétences" if scheme else None)
    _place(certification, iri, own, shared)
    for kind in certification.kinds:
        concept = Concept(kind.iri, (f"{ID}type",), kind.notation, kind.label or kind.notation)
        own.link(iri, f"{DCTERMS}type", concept.write(shared))
    for code in certification.nsf:
        concept = Concept(code.iri, (f"{ID}nsf",), code.notation, code.label or code.notation)
        own.link(iri, f"{ELM}educationSubject", concept.write(shared))
    if certification.prerequisites:
        own.link(iri, f"{ELM}entryRequirement", _note(own, f"{iri}#prerequis", certification.prerequisites))
    _outcomes(own, iri, certification.outcomes)
    for unit in certification.units:
        _unit(certification, unit, own, shared)
    _pages(certification, own, shared)
    _awarding(certification, own, shared)
    for registration in certification.registrations:
        _accreditation(certification, registration, own, shared)


def _place(certification: Described, iri: str, own: Sheet, shared: Sheet) -> None:
    """Its levels and its fields."""
    if certification.level is not None:
        own.link(iri, f"{ELM}EQFLevel", eqf(certification.level).write(shared))
        own.link(iri, f"{ELM}NQFLevel", nqf(certification.level).write(shared))
    for place in fields(certification):
        own.link(iri, f"{ELM}ISCEDFCode", isced(place.iri, place.notation, place.labels["fr"]).write(shared))


def _unit(certification: Described, unit: Unit, own: Sheet, shared: Sheet) -> None:
    own.kind(unit.iri, f"{ELM}Qualification")
    own.text(unit.iri, f"{DCTERMS}title", unit.title)
    own.value(unit.iri, f"{ELM}isPartialQualification", "true", "boolean")
    own.link(certification.iri, f"{ELM}hasPart", unit.iri)
    own.link(unit.iri, f"{ELM}isPartOf", certification.iri)
    _identifier(own, unit.iri, unit.identifier, None, None)
    _place(certification, unit.iri, own, shared)
    said = "Niveau et domaine sont ceux de la certification dont ce bloc est une partie."
    own.link(unit.iri, f"{ELM}additionalNote", _note(own, f"{unit.iri}#niveau", said))
    _outcomes(own, unit.iri, unit.outcomes)
    if unit.assessment:
        assessment = f"{unit.iri}#evaluation"
        own.kind(assessment, f"{ELM}LearningAssessmentSpecification")
        own.text(assessment, f"{DCTERMS}title", "Modalités d’évaluation")
        own.text(assessment, f"{DCTERMS}description", unit.assessment)
        own.link(unit.iri, f"{ELM}provenBy", assessment)


def _outcomes(own: Sheet, iri: str, outcomes: tuple[Outcome, ...]) -> None:
    for outcome in outcomes:
        own.kind(outcome.iri, f"{ELM}LearningOutcome")
        own.text(outcome.iri, f"{DCTERMS}title", outcome.title)
        _identifier(own, outcome.iri, outcome.notation, None, None)
        own.link(iri, f"{ELM}learningOutcome", outcome.iri)


def _pages(certification: Described, own: Sheet, shared: Sheet) -> None:
    """The official page, and ours with the evidence."""
    iri = certification.iri
    addresses = {f"{iri}#passerelles": (iri, "supplementaryDocument", "Passerelles")}
    official = register_page(certification)
    if official is not None:
        addresses[f"{iri}#page"] = (official, "homepage", "France compétences")
    for node, (address, role, title) in addresses.items():
        own.kind(node, f"{ELM}WebResource")
        own.text(node, f"{DCTERMS}title", title)
        own.value(node, f"{ELM}contentUrl", address, "anyURI")
        own.link(node, f"{DCTERMS}language", FRENCH.write(shared))
        own.link(iri, f"{FOAF if role == 'homepage' else ELM}{role}", node)


def _awarding(certification: Described, own: Sheet, shared: Sheet) -> None:
    named = [body for body in certification.bodies if body.name]
    if named:
        node = f"{certification.iri}#delivrance"
        own.kind(node, f"{ELM}AwardingOpportunity")
        own.link(node, f"{ELM}learningAchievementSpecification", certification.iri)
        own.link(certification.iri, f"{ELM}awardingOpportunity", node)
        for body in named:
            own.link(node, f"{ELM}awardingBody", _body(body, shared))


def _body(body: Body, shared: Sheet) -> str:
    """An organisation when its SIRET tells its country, else an agent, of which the profile asks nothing more."""
    if body.siret is None:
        shared.kind(body.iri, f"{ELM}Agent")
        shared.text_once(body.iri, f"{SKOS}prefLabel", body.name or "")
        return body.iri
    _organisation(shared, body.iri, body.name or "")
    number = f"{body.iri}#siret"
    shared.kind(number, f"{ELM}LegalIdentifier")
    shared.value(number, f"{SKOS}notation", body.siret)
    shared.value(number, f"{ELM}schemeName", "SIRET")
    shared.link(number, f"{DCTERMS}spatial", FRANCE.write(shared))
    shared.link(body.iri, f"{ADMS}identifier", number)
    return body.iri


def _organisation(shared: Sheet, iri: str, name: str) -> None:
    """An organisation in France."""
    shared.kind(iri, f"{ELM}Organisation")
    # Documents may spell a name in several ways, and the profile takes one: the first that is met.
    shared.text_once(iri, f"{ROV}legalName", name)
    place, address = f"{iri}#lieu", f"{iri}#adresse"
    shared.kind(place, f"{DCTERMS}Location")
    shared.kind(address, f"{ELM}Address")
    shared.link(iri, f"{ELM}location", place)
    shared.link(place, f"{ELM}address", address)
    shared.link(address, f"{ELM}countryCode", FRANCE.write(shared))


def _accreditation(certification: Described, registration: Registration, own: Sheet, shared: Sheet) -> None:
    """The registration, when it is known who registered whom: the profile has no accreditation without them."""
    bodies = [body for body in certification.bodies if body.siret and body.name]
    since = registration.decision or registration.effect
    register = register_name(certification)
    if register is None or not bodies or since is None or since < _KEEPER_SINCE:
        return
    iri = registration.iri
    own.kind(iri, f"{ELM}Accreditation")
    own.link(iri, f"{DCTERMS}type", PROGRAMME_LICENCE.write(shared))
    own.text(iri, f"{DCTERMS}title", f"Enregistrement au {register}")
    own.link(iri, f"{ELM}limitQualification", certification.iri)
    if certification.level is not None:
        own.link(iri, f"{ELM}limitEQFLevel", eqf(certification.level).write(shared))
    for body in bodies:
        own.link(iri, f"{ELM}organisation", _body(body, shared))
    _organisation(shared, _KEEPER, "France compétences")
    own.link(iri, f"{ELM}accreditingAgent", _KEEPER)
    days = (("issued", DCTERMS, registration.decision), ("valid", DCTERMS, registration.effect))
    for name, namespace, day in (*days, ("expiryDate", ELM, registration.end)):
        own.value(iri, f"{namespace}{name}", day and f"{day}T00:00:00", "dateTime")
    own.link(certification.iri, f"{ELM}accreditation", iri)


def _identifier(own: Sheet, iri: str, notation: str | None, scheme: str | None, agency: str | None) -> None:
    if notation is not None:
        node = f"{iri}#identifiant"
        own.kind(node, f"{ELM}Identifier")
        own.value(node, f"{SKOS}notation", notation)
        own.value(node, f"{ELM}schemeName", scheme)
        own.text(node, f"{ADMS}schemeAgency", agency)
        own.link(iri, f"{ADMS}identifier", node)


def _note(own: Sheet, iri: str, text: str) -> str:
    own.kind(iri, f"{ELM}Note")
    own.text(iri, f"{ELM}noteLiteral", text)
    return iri
