"""From records to statements: one reading, one named graph, as sorted N-Quads lines."""

from passerelles.triples.ontology import ontology_nquads
from passerelles.triples.reading import reading_nquads
from passerelles.triples.retained import Disagreement, Retained

__all__ = ["Disagreement", "Retained", "ontology_nquads", "reading_nquads"]
