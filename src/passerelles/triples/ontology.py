"""The ontology and the code schemes as the N-Quads of their own graph."""

from __future__ import annotations

from rdflib import BNode, Graph, Literal
from rdflib.term import Node

from passerelles.ontology import NS_GRAPH, turtle_files
from passerelles.triples.graph import iri, literal, nquads


def ontology_nquads() -> list[str]:
    """The sorted N-Quads lines of every Turtle file of the ontology, in the graph `…/ns`.

    Raises `ValueError` for a blank node: the ontology names everything, so that builds are byte-identical.
    """
    graph = Graph()
    for content in turtle_files().values():
        graph.parse(data=content, format="turtle")
    triples = set()
    for subject, predicate, term in graph:
        if isinstance(subject, BNode) or isinstance(term, BNode):
            raise ValueError(f"blank node in the ontology: {subject} {predicate} {term}")
        triples.add(f"<{subject}> <{predicate}> {_canonical(term)}")
    return nquads(triples, str(NS_GRAPH))


def _canonical(term: Node) -> str:
    if not isinstance(term, Literal):
        return iri(str(term))
    datatype = str(term.datatype) if term.datatype else None
    return literal(str(term), term.language, datatype)
