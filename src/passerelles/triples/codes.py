"""Codes of the official lists as SKOS concepts."""

from __future__ import annotations

import re

from rdflib.namespace import RDF, RDFS, SKOS

from passerelles import iris
from passerelles.ontology import ID
from passerelles.records import Code, Concept, Span, Stated
from passerelles.triples.evidence import Evidence
from passerelles.triples.graph import Triples, french, literal

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
    subject = _concept(triples, Code(concept.scheme, concept.notation))
    triples.add(subject, SKOS.prefLabel, french(concept.label))
    for label in concept.alt_labels:
        triples.add(subject, SKOS.altLabel, french(label))
    for notation in concept.broader:
        triples.link(subject, SKOS.broader, iris.code(Code(concept.scheme, notation)))
    for other in concept.close:
        triples.link(subject, SKOS.closeMatch, iris.code(other))
    if concept.definition:
        triples.add(subject, SKOS.definition, french(concept.definition))
    if concept.version:
        triples.add(subject, SKOS.historyNote, literal(concept.version))
    return subject


def _concept(triples: Triples, code: Code) -> str:
    subject = iris.code(code)
    triples.link(subject, RDF.type, SKOS.Concept)
    triples.link(subject, SKOS.inScheme, ID + code.scheme)
    triples.add(subject, SKOS.notation, literal(code.notation))
    return subject
