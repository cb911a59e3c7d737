"""Codes of the official lists as SKOS concepts."""

from __future__ import annotations

import re
from functools import cache

from rdflib import URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from passerelles import iris
from passerelles.ontology import ID, PAS
from passerelles.records import Code, Concept, Links, Profile, Span, Stated
from passerelles.triples.evidence import Evidence
from passerelles.triples.graph import Triples, boolean, french, literal

_LETTERED_NSF = re.compile(r"(\d{3})[a-z]\Z")


def add_code(out: Evidence, code: Code, spans: tuple[Span, ...] = ()) -> str:
    """Describe a code that a document uses, with its label as printed (`rdfs:label`); returns its IRI.

    `spans` are where the document prints the code: they prove the label.
    Which label is preferred is settled for the whole graph, where all documents meet: see `retained`.
    """
    subject = _concept(out.triples, code)
    if code.label:
        out.say(subject, RDFS.label, Stated(code.label, spans))
    lettered = _LETTERED_NSF.match(code.notation) if code.scheme == "nsf" else None
    if lettered:
        out.triples.link(subject, SKOS.broader, iris.code(Code("nsf", lettered[1])))
    return subject


def add_concept(triples: Triples, concept: Concept) -> str:
    """Describe one entry of a code list; returns its IRI."""
    code = Code(concept.scheme, concept.notation, iri=concept.iri)
    subject = _concept(triples, code)
    _add_labels(triples, subject, concept)
    for above in concept.broader:
        target = above if isinstance(above, Code) else Code(concept.scheme, above)
        triples.link(subject, SKOS.broader, iris.code(target))
    for other in concept.close:
        triples.link(subject, SKOS.closeMatch, iris.code(other))
    for notation in concept.related:
        triples.link(subject, SKOS.related, iris.code(Code(concept.scheme, notation)))
    for match in concept.matches:
        triples.link(subject, SKOS[match.relation], iris.code(match.code))
    for links in concept.links:
        _add_links(triples, subject, links)
    for name, words in concept.words:
        triples.add(subject, _term(name), french(words))
    if concept.identifier:
        triples.add(subject, DCTERMS.identifier, literal(concept.identifier))
    if concept.version:
        triples.add(subject, OWL.versionInfo, literal(concept.version))
    if concept.profile:
        triples.link(subject, PAS.profil, _add_profile(triples, concept.profile))
    return subject


def _add_labels(triples: Triples, subject: str, concept: Concept) -> None:
    if concept.label:
        triples.add(subject, SKOS.prefLabel if concept.preferred else RDFS.label, french(concept.label))
    for label in concept.alt_labels:
        triples.add(subject, SKOS.altLabel, french(label))
    for label in concept.hidden_labels:
        triples.add(subject, SKOS.hiddenLabel, french(label))
    if concept.definition:
        triples.add(subject, SKOS.definition, french(concept.definition))
    if concept.scope_note:
        triples.add(subject, SKOS.scopeNote, french(concept.scope_note))
    if concept.history_note:
        triples.add(subject, SKOS.historyNote, french(concept.history_note))


def _add_links(triples: Triples, subject: str, links: Links) -> None:
    """One triple a link; when they are ranked, the codes are also the members of a sequence, `rdf:_1` the first."""
    term = _term(links.name)
    targets = [iris.code(Code(links.scheme, notation)) for notation in links.notations]
    for target in targets:
        triples.link(subject, term, target)
    if links.ranks:
        sequence = iris.child(subject, links.name, "rangs")
        triples.link(subject, _term(f"{links.name}ParRang"), sequence)
        triples.is_a(sequence, RDF.Seq)
        for rank, target in zip(links.ranks, targets, strict=True):
            triples.link(sequence, RDF[f"_{rank}"], target)


def _add_profile(triples: Triples, profile: Profile) -> str:
    content = [f"{name} {value}" for name, value in (*profile.flags, *profile.words)]
    node = iris.profil(*content)
    triples.is_a(node, PAS.Profil)
    for name, flag in profile.flags:
        triples.add(node, _term(name), boolean(flag))
    for name, words in profile.words:
        triples.add(node, _term(name), french(words))
    return node


@cache
def _term(name: str) -> URIRef:
    """The property of that local name; an unknown one raises."""
    return URIRef(str(getattr(PAS, name)))


def _concept(triples: Triples, code: Code) -> str:
    subject = iris.code(code)
    triples.link(subject, RDF.type, SKOS.Concept)
    triples.link(subject, SKOS.inScheme, ID + code.scheme)
    triples.add(subject, SKOS.notation, literal(code.notation))
    return subject
