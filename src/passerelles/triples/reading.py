"""One reading, one named graph: what a source says, and the fiche itself, as N-Quads lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV

from passerelles import iris
from passerelles.ontology import PAS
from passerelles.records import Certification, Correspondance, Reading, Ref, Span
from passerelles.triples.certification import add_certification, add_ref
from passerelles.triples.codes import add_concept
from passerelles.triples.evidence import Evidence
from passerelles.triples.graph import Triples, day, french, iri, literal
from passerelles.triples.parts import bloc_iris
from passerelles.triples.schemes import add_scheme

#: The certifications that the reading describes, by IRI.
Own = Mapping[str, Certification]


def reading_nquads(reading: Reading) -> list[str]:
    """The sorted N-Quads lines of a reading, all in the graph of its source."""
    return _stated(reading).nquads()


def reading_triples(reading: Reading) -> list[str]:
    """The sorted N-Triples lines of a reading, without final dot: what its graph will hold."""
    return _stated(reading).lines()


def _stated(reading: Reading) -> Triples:
    source = reading.source
    out = Evidence(iris.fiche(source.sha256), source.text)
    _add_fiche(out, reading)
    for certification in reading.certifications:
        subject = add_certification(out, certification)
        out.triples.link(out.fiche, FOAF.primaryTopic, subject)
    own = {iris.certification(record.ref): record for record in reading.certifications}
    for correspondance in reading.correspondances:
        _add_correspondance(out, correspondance, own)
    for concept in reading.concepts:
        add_concept(out.triples, concept)
    if not reading.certifications:  # a list of codes is about its schemes
        for scheme in sorted({concept.scheme for concept in reading.concepts}):
            out.triples.link(out.fiche, DCTERMS.subject, add_scheme(out.triples, scheme))
    for text in reading.unplaced:
        out.say(out.fiche, PAS.texteNonPlace, text)
    return out.triples


def _add_fiche(out: Evidence, reading: Reading) -> None:
    source, fiche = reading.source, out.fiche
    out.triples.is_a(fiche, PAS.Fiche, DCAT.CatalogRecord, PROV.Entity)
    # The name alone: where the file lay on somebody's disk is nobody else's business.
    out.triples.add(fiche, PAS.fichier, literal(PurePath(source.name).name))
    out.triples.add(fiche, PAS.empreinte, literal(source.sha256))
    out.triples.add(fiche, DCTERMS["format"], literal(source.media_type))
    out.triples.add(fiche, PAS.lecteur, literal(f"{source.loader} {source.version}"))
    out.triples.add(fiche, DCTERMS.publisher, french(source.publisher))
    licence = source.licence
    is_address = licence.startswith(("http://", "https://"))
    out.triples.add(fiche, DCTERMS.license, iri(licence) if is_address else french(licence))
    if source.title:
        out.triples.add(fiche, DCTERMS.title, french(source.title))
    if source.date:
        out.triples.add(fiche, DCTERMS.issued, day(source.date))


def _add_correspondance(out: Evidence, record: Correspondance, own: Own) -> None:
    spans = record.citation.spans if record.citation else ()
    depuis = sorted(_end(out, ref, own, spans) for ref in record.depuis)
    vers = sorted(_end(out, ref, own, spans) for ref in record.vers)
    citation = record.citation.value if record.citation else ""
    node = iris.correspondance(*depuis, "→", *vers, record.rang, record.portee or "", citation)
    out.triples.is_a(node, PAS.Correspondance)
    for target in depuis:
        out.triples.link(node, PAS.depuis, target)
    for target in vers:
        out.triples.link(node, PAS.vers, target)
    out.triples.link(node, PAS.rang, PAS[record.rang.value])
    if record.portee:
        out.triples.link(node, PAS.portee, PAS[record.portee])
    for organisation in _declaring(out, record, own):
        out.triples.link(node, PAS.declarePar, organisation)
    if record.citation:
        out.say(node, PAS.citation, record.citation)
        out.prove(node, spans)
    out.triples.link(node, PROV.wasDerivedFrom, out.fiche)


def _declaring(out: Evidence, record: Correspondance, own: Own) -> list[str]:
    """Who declares a correspondance: the certificateurs of the fiche that says so, else that certification."""
    if record.declare_par is None:
        return []
    declaring = _end(out, record.declare_par, own)
    described = own.get(declaring)
    organisations = described.certificateurs if described else ()
    return [iris.organisation(each.name.value, each.siret) for each in organisations] or [declaring]


def _end(out: Evidence, ref: Ref, own: Own, spans: tuple[Span, ...] = ()) -> str:
    """The IRI of an end: one of the reading's own certifications or blocs, or one that is only named."""
    subject = iris.certification(ref)
    described = own.get(subject)
    if described and (ref.bloc is None or iris.ref(ref) in bloc_iris(subject, described)):
        return iris.ref(ref)
    return add_ref(out, ref, spans)
