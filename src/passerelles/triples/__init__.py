"""From records to statements: one reading, one named graph, as sorted lines of N-Triples or N-Quads."""

from passerelles.triples.graph import iri as written_iri
from passerelles.triples.graph import literal as written_literal
from passerelles.triples.ontology import ontology_nquads
from passerelles.triples.reading import reading_nquads, reading_triples
from passerelles.triples.retained import SINGLE, Disagreement, Retained

__all__ = [
    "SINGLE",
    "Disagreement",
    "Retained",
    "ontology_nquads",
    "reading_nquads",
    "reading_triples",
    "written_iri",
    "written_literal",
]
