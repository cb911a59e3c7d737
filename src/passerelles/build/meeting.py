"""Where sources meet in a store: what they state differently, and the labels that codes get from documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from passerelles.ontology import NS_GRAPH
from passerelles.store import Dataset, Iri, Literal, StoredSource, Term
from passerelles.triples import SINGLE, Retained, written_iri, written_literal

_PREFIXES = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_SEVERAL = _PREFIXES + "SELECT ?s WHERE { ?s <PROPERTY> ?o } GROUP BY ?s HAVING (COUNT(*) > 1)"
_VALUES = (
    _PREFIXES
    + "SELECT ?s ?p ?o ?g WHERE { VALUES ?s { NODES } VALUES ?p { <PROPERTY> } GRAPH ?g { ?s ?p ?o } }"
)
_ENDS = (
    _PREFIXES
    + """
SELECT ?s ?p ?o ?g WHERE {
  VALUES ?c { NODES }
  GRAPH ?g {
    { BIND(?c AS ?s) BIND(pas:enregistrement AS ?p) ?s ?p ?o }
    UNION
    { ?c pas:enregistrement ?s . VALUES ?p { pas:fin pas:effet } ?s ?p ?o }
  }
}"""
)
_LABELS = _PREFIXES + "SELECT DISTINCT ?s ?o WHERE { ?s rdfs:label ?o . ?s a skos:Concept }"
_PREFERRED = _PREFIXES + "SELECT DISTINCT ?s ?p ?o WHERE { VALUES ?p { skos:prefLabel } ?s ?p ?o }"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_REGISTRATION = "https://w3id.org/passerelles/ns#enregistrement"
#: Nodes put into one query.
_NODES = 2_000

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

#: Subject, property, value, graph.
Row = tuple[Term, Term, Term, Term]


def meeting(dataset: Dataset, sources: Sequence[StoredSource]) -> Retained:
    """What is retained of a store whose default graph merges these sources.

    Only what several values are stated of is looked at: a graph of millions of triples is not read again.
    """
    retained = Retained()
    known = {source.graph: source for source in sources}
    for row in _rows(dataset, Iri(min(known, default=""))):
        graph = row[3].value
        source = known.get(graph)
        if source is not None:
            retained.observe([_line(row)], source.position, source.issued)
        elif graph == str(NS_GRAPH):
            retained.observe([_line(row)], position=-1)
    return retained


def _rows(dataset: Dataset, any_source: Iri) -> Iterator[Row]:
    for name in sorted(SINGLE):
        several = _nodes(dataset, _SEVERAL.replace("PROPERTY", name))
        yield from _about(dataset, _VALUES.replace("PROPERTY", name), several)
    yield from _about(dataset, _ENDS, _nodes(dataset, _SEVERAL.replace("PROPERTY", _REGISTRATION)))
    yield from _labels(dataset, any_source)


def _labels(dataset: Dataset, any_source: Iri) -> Iterator[Row]:
    """The labels of codes: where there are several, every source that prints one, for the most trusted wins."""
    ns = Iri(str(NS_GRAPH))
    for subject, predicate, label in dataset.select(_PREFERRED).rows:
        assert subject and predicate and label
        # Whichever list prefers it: that it is preferred somewhere is what counts.
        yield subject, predicate, label, ns
    printed = [(row[0], row[1]) for row in dataset.select(_LABELS).rows if row[0] and row[1]]
    count = Counter(subject for subject, _ in printed)
    several = sorted(subject.value for subject, number in count.items() if number > 1)
    yield from _about(dataset, _VALUES.replace("PROPERTY", _LABEL), several)
    # A label without rival: thousands of fiches may print it, which of them does not matter.
    yield from (
        (subject, Iri(_LABEL), label, any_source) for subject, label in printed if count[subject] == 1
    )


def _nodes(dataset: Dataset, query: str) -> list[str]:
    return sorted(row[0].value for row in dataset.select(query).rows if isinstance(row[0], Iri))


def _about(dataset: Dataset, query: str, nodes: Iterable[str]) -> Iterator[Row]:
    remaining = iter(nodes)
    while some := list(islice(remaining, _NODES)):
        for subject, predicate, value, graph in dataset.select(
            query.replace("NODES", " ".join(f"<{node}>" for node in some))
        ).rows:
            assert subject and predicate and value and graph
            yield subject, predicate, value, graph


def _line(row: Row) -> str:
    return " ".join((*map(_written, row), "."))


def _written(term: Term) -> str:
    if isinstance(term, Literal):
        plain = term.language or term.datatype == XSD_STRING
        return written_literal(term.value, term.language, None if plain else term.datatype)
    return written_iri(term.value)
