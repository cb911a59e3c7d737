"""The organisations of a certification as triples: certificateurs with their state, partners with their rights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rdflib.namespace import DCTERMS, ORG

from passerelles import iris
from passerelles.ontology import PAS
from passerelles.records import Habilitation, Organisation
from passerelles.triples.evidence import Evidence
from passerelles.triples.graph import day, literal

# `DefinedNamespace` looks a name up at each use: an export has hundreds of thousands of partners.
_TITLE, _IDENTIFIER = DCTERMS.title, DCTERMS.identifier
_FORMAL, _ORGANISATION = ORG.FormalOrganization, ORG.organization
_ETAT, _DATE_ETAT, _ACTIF_DEPUIS, _DROIT = PAS.etat, PAS.dateEtat, PAS.actifDepuis, PAS.droit
_HABILITATION, _HABILITATIONS = PAS.Habilitation, PAS.habilitation


def add_certificateurs(out: Evidence, subject: str, records: Iterable[Organisation]) -> None:
    """Add who awards the certification, and in which state each stands when the document says."""
    seen: Counter[str] = Counter()
    for record in records:
        organisation = _organisation(out, record)
        out.triples.is_a(organisation, PAS.Certificateur)
        out.connect(subject, PAS.certificateur, organisation, record.name.spans)
        out.say(organisation, PAS.nomCommercial, record.trade_name)
        if record.site:
            out.state(organisation, PAS.site, record.site, literal)
        if record.state or record.state_date:
            role = _child(subject, "certificateur", record, seen)
            out.triples.is_a(role, PAS.RoleCertificateur)
            out.triples.link(subject, PAS.roleCertificateur, role)
            out.triples.link(role, _ORGANISATION, organisation)
            if record.state:
                out.state(role, _ETAT, record.state, literal)
            if record.state_date:
                out.state(role, _DATE_ETAT, record.state_date, day)


def add_habilitations(out: Evidence, subject: str, records: Iterable[Habilitation]) -> None:
    """Add who may train or assess for the certification; a partner named twice has two habilitations."""
    seen: Counter[str] = Counter()
    for record in dict.fromkeys(records):
        organisation = _organisation(out, record.organisation)
        node = _child(subject, "habilitation", record.organisation, seen)
        out.triples.is_a(node, _HABILITATION)
        out.triples.link(subject, _HABILITATIONS, node)
        out.connect(node, _ORGANISATION, organisation, record.organisation.name.spans)
        if record.right:
            out.state(node, _DROIT, record.right, literal)
        if record.state:
            out.state(node, _ETAT, record.state, literal)
        if record.active_from:
            out.state(node, _ACTIF_DEPUIS, record.active_from, day)
        if record.state_date:
            out.state(node, _DATE_ETAT, record.state_date, day)


def _organisation(out: Evidence, record: Organisation) -> str:
    subject = iris.organisation(record.name.value, record.siret)
    out.triples.is_a(subject, _FORMAL)
    out.say(subject, _TITLE, record.name)
    if record.siret:
        out.triples.add(subject, _IDENTIFIER, literal(record.siret))
    return subject


def _child(subject: str, kind: str, record: Organisation, seen: Counter[str]) -> str:
    """The node of what a certification says of an organisation, by its SIRET or name; the second has a suffix."""
    key = record.siret or iris.slug(record.name.value)
    seen[key] += 1
    return iris.child(subject, kind, key if seen[key] == 1 else f"{key}-{seen[key]}")
