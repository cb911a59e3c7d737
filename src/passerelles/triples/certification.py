"""A certification and its registrations, accesses, codes and links as triples with their evidence."""

from __future__ import annotations

from datetime import date

from rdflib.namespace import DCTERMS, ORG, PROV

from passerelles import iris
from passerelles.ontology import PAS
from passerelles.records import (
    Acces,
    Certification,
    Code,
    Enregistrement,
    Habilitation,
    Organisation,
    Ref,
    Register,
    Span,
    Stated,
)
from passerelles.triples.codes import add_code
from passerelles.triples.evidence import Evidence
from passerelles.triples.graph import boolean, day, integer, literal, year
from passerelles.triples.parts import add_parts

_CODE_PROPERTIES = {
    "nsf": PAS.nsf,
    "rome": PAS.rome,
    "formacode": PAS.formacode,
    "brochure": PAS.convention,
    "idcc": PAS.convention,
}


def add_certification(out: Evidence, record: Certification) -> str:
    """Add everything that a document says of one certification; returns its IRI."""
    subject = iris.certification(record.ref)
    out.triples.is_a(subject, PAS.Certification)
    out.triples.link(subject, PROV.wasDerivedFrom, out.fiche)
    if record.identifier:
        out.state(subject, DCTERMS.identifier, record.identifier, literal)
    out.say(subject, DCTERMS.title, record.title)
    out.say(subject, PAS.intitule, record.intitule)
    _add_codes(out, subject, record)
    for organisation in record.certificateurs:
        out.connect(subject, PAS.certificateur, _organisation(out, organisation), organisation.name.spans)
    for habilitation in record.habilitations:
        _add_habilitation(out, subject, habilitation)
    for signataire in record.signataires:
        out.say(subject, PAS.qualiteSignataire, signataire)
    for secteur in record.secteurs:
        out.say(subject, PAS.secteur, secteur)
    for text in record.texts:
        out.say(subject, PAS[text.name], text.text)
    _add_figures(out, subject, record)
    for acces in record.acces:
        _add_acces(out, subject, acces)
    for enregistrement in record.enregistrements:
        _add_enregistrement(out, subject, enregistrement)
    _add_links(out, subject, record)
    add_parts(out, subject, record)
    return subject


def add_ref(out: Evidence, ref: Ref, spans: tuple[Span, ...] = ()) -> str:
    """Add a certification or bloc that is only named, with its identifier or title; returns its IRI.

    `spans` are where it is named: they prove what is said of it.
    """
    subject = iris.certification(ref)
    out.triples.is_a(subject, PAS.Certification)
    if ref.number:
        out.state(subject, DCTERMS.identifier, Stated(_identifier(ref), spans), literal)
    if ref.title and not ref.bloc:
        out.say(subject, DCTERMS.title, Stated(ref.title, spans))
    for kind in ref.kinds:
        out.connect(subject, DCTERMS.type, add_code(out, Code("type", kind)), spans)
    if not ref.bloc:
        return subject
    bloc = iris.ref(ref)
    out.triples.is_a(bloc, PAS.Bloc)
    out.triples.link(subject, PAS.bloc, bloc)
    out.state(bloc, DCTERMS.identifier, Stated(f"{_identifier(ref)}{ref.bloc}", spans), literal)
    return bloc


def _identifier(ref: Ref) -> str:
    number = ref.number or ""
    return number if ref.register is Register.CQPM else f"{ref.register.value.upper()}{number}"


def _add_codes(out: Evidence, subject: str, record: Certification) -> None:
    for kind in record.kinds:
        out.connect(subject, DCTERMS.type, add_code(out, Code("type", kind.value)), kind.spans)
    for niveau in record.niveaux:
        out.connect(subject, PAS.niveau, add_code(out, niveau.value, niveau.spans), niveau.spans)
    for code in record.codes:
        concept = add_code(out, code.value, code.spans)
        out.connect(subject, _CODE_PROPERTIES[code.value.scheme], concept, code.spans)


def _organisation(out: Evidence, organisation: Organisation) -> str:
    subject = iris.organisation(organisation.name.value, organisation.siret)
    out.triples.is_a(subject, PAS.Certificateur, ORG.FormalOrganization)
    out.say(subject, DCTERMS.title, organisation.name)
    if organisation.siret:
        out.triples.add(subject, DCTERMS.identifier, literal(organisation.siret))
    return subject


def _add_habilitation(out: Evidence, subject: str, record: Habilitation) -> None:
    partner = record.organisation
    name = iris.slug(partner.name.value)
    node = iris.child(subject, "habilitation", partner.siret or name)
    out.triples.is_a(node, PAS.Habilitation)
    out.triples.link(subject, PAS.habilitation, node)
    organisation = iris.organisation(partner.name.value, partner.siret)
    out.triples.is_a(organisation, ORG.FormalOrganization)
    out.connect(node, ORG.organization, organisation, partner.name.spans)
    out.say(organisation, DCTERMS.title, partner.name)
    if partner.siret:
        out.triples.add(organisation, DCTERMS.identifier, literal(partner.siret))
    if record.right:
        out.state(node, PAS.droit, record.right, literal)


def _add_figures(out: Evidence, subject: str, record: Certification) -> None:
    flags = {
        PAS.actif: record.actif,
        PAS.nouvelleCaledonie: record.nouvelle_caledonie,
        PAS.polynesieFrancaise: record.polynesie_francaise,
        PAS.validiteIllimitee: record.validite_illimitee,
    }
    for predicate, flag in flags.items():
        if flag is not None:
            out.state(subject, predicate, flag, boolean)
    for predicate, figure in {
        PAS.titulairesParAn: record.titulaires_par_an,
        PAS.validiteAnnees: record.validite_annees,
    }.items():
        if figure is not None:
            out.state(subject, predicate, figure, integer)
    if record.created is not None:
        out.state(subject, DCTERMS.created, record.created, _date_or_year)


def _date_or_year(value: date | int) -> str:
    return year(value) if isinstance(value, int) else day(value)


def _add_acces(out: Evidence, subject: str, acces: Acces) -> None:
    node = iris.child(subject, "acces", acces.voie.value)
    out.triples.is_a(node, PAS.Acces)
    out.triples.link(subject, PAS.acces, node)
    out.connect(node, PAS.voie, iris.code(Code("voie", acces.voie.value)), acces.voie.spans)
    if acces.ouvert is not None:
        out.state(node, PAS.ouvert, acces.ouvert, boolean)
    out.say(node, PAS.jury, acces.jury)


def _add_enregistrement(out: Evidence, subject: str, record: Enregistrement) -> None:
    node = iris.child(subject, "enregistrement", _registration_key(record))
    out.triples.is_a(node, PAS.Enregistrement)
    out.triples.link(subject, PAS.enregistrement, node)
    dates = {
        PAS.arrete: record.arrete,
        PAS.decision: record.decision,
        PAS.publicationJO: record.publication_jo,
        PAS.effet: record.effet,
        PAS.fin: record.fin,
    }
    for predicate, stated in dates.items():
        if stated is not None:
            out.state(node, predicate, stated, day)
    if record.duree_annees is not None:
        out.state(node, PAS.dureeAnnees, record.duree_annees, integer)
    out.say(node, PAS.arreteTexte, record.arrete_texte)


def _registration_key(record: Enregistrement) -> str:
    for stated in (record.effet, record.decision, record.publication_jo):
        if stated is not None:
            return stated.value.isoformat()
    if record.fin:
        return f"fin-{record.fin.value.isoformat()}"
    return f"arrete-{record.arrete.value.isoformat()}" if record.arrete else "sans-date"


def _add_links(out: Evidence, subject: str, record: Certification) -> None:
    links: tuple[tuple[object, tuple[Stated[Ref], ...]], ...] = (
        (DCTERMS.replaces, record.replaces),
        (DCTERMS.isReplacedBy, record.replaced_by),
        (PAS.certificationLiee, record.linked),
    )
    for predicate, targets in links:
        for target in targets:
            out.connect(subject, predicate, add_ref(out, target.value, target.spans), target.spans)  # type: ignore[arg-type]
