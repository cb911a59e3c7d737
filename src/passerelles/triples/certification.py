"""A certification and its registrations, accesses, codes and links as triples with their evidence."""

from __future__ import annotations

from datetime import date

from rdflib.namespace import DCTERMS, PROV

from passerelles import iris
from passerelles.ontology import PAS
from passerelles.records import (
    Acces,
    Certification,
    Code,
    Enregistrement,
    Ref,
    Register,
    Span,
    Stated,
)
from passerelles.triples.codes import add_code
from passerelles.triples.evidence import Evidence
from passerelles.triples.graph import boolean, day, integer, literal, year
from passerelles.triples.organisations import add_certificateurs, add_habilitations
from passerelles.triples.parts import add_parts
from passerelles.triples.publications import add_promotions, add_texte_officiel

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
    add_certificateurs(out, subject, record.certificateurs)
    add_habilitations(out, subject, record.habilitations)
    for signataire in record.signataires:
        out.say(subject, PAS.qualiteSignataire, signataire)
    for secteur in record.secteurs:
        out.say(subject, PAS.secteur, secteur)
    for rubrique in record.rubriques:
        out.say(subject, PAS.rubrique, rubrique)
    for text in record.texts:
        out.say(subject, PAS[text.name], text.text)
    _add_figures(out, subject, record)
    for acces in record.acces:
        _add_acces(out, subject, acces)
    for enregistrement in record.enregistrements:
        _add_enregistrement(out, subject, enregistrement)
    for texte in record.textes_officiels:
        add_texte_officiel(out, subject, texte)
    add_promotions(out, subject, record.promotions)
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
    spelled = [text.text.value for text in record.texts if text.name == "abregeTexte"]
    label = spelled[0] if len(spelled) == len(record.kinds) == 1 else None
    for kind in record.kinds:
        out.connect(subject, DCTERMS.type, add_code(out, Code("type", kind.value, label)), kind.spans)
    for niveau in record.niveaux:
        out.connect(subject, PAS.niveau, add_code(out, niveau.value, niveau.spans), niveau.spans)
    for code in record.codes:
        concept = add_code(out, code.value, code.spans)
        out.connect(subject, _CODE_PROPERTIES[code.value.scheme], concept, code.spans)


def _add_figures(out: Evidence, subject: str, record: Certification) -> None:
    flags = {
        PAS.actif: record.actif,
        PAS.nouvelleCaledonie: record.nouvelle_caledonie,
        PAS.polynesieFrancaise: record.polynesie_francaise,
        PAS.validiteIllimitee: record.validite_illimitee,
        PAS.existencePartenaires: record.existence_partenaires,
    }
    for predicate, flag in flags.items():
        if flag is not None:
            out.state(subject, predicate, flag, boolean)
    for predicate, figure in {
        PAS.titulairesParAn: record.titulaires_par_an,
        PAS.validiteAnnees: record.validite_annees,
        PAS.validiteCertificationAnnees: record.validite_certification_annees,
    }.items():
        if figure is not None:
            out.state(subject, predicate, figure, integer)
    if record.created is not None:
        out.state(subject, DCTERMS.created, record.created, _date_or_year)
    if record.publication is not None:
        out.state(subject, PAS.publication, record.publication, day)


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
    if acces.modified is not None:
        out.state(node, DCTERMS.modified, acces.modified, day)


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
        PAS.limiteDelivrance: record.limite_delivrance,
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
    if record.arrete:
        return f"arrete-{record.arrete.value.isoformat()}"
    return f"limite-{record.limite_delivrance.value.isoformat()}" if record.limite_delivrance else "sans-date"


def _add_links(out: Evidence, subject: str, record: Certification) -> None:
    links: tuple[tuple[object, tuple[Stated[Ref], ...]], ...] = (
        (DCTERMS.replaces, record.replaces),
        (DCTERMS.isReplacedBy, record.replaced_by),
        (PAS.certificationLiee, record.linked),
    )
    for predicate, targets in links:
        for target in targets:
            out.connect(subject, predicate, add_ref(out, target.value, target.spans), target.spans)  # type: ignore[arg-type]
