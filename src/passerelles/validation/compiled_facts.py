"""The statements that names and places of results need, read out of a store for many results at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS
from rdflib.term import Node, URIRef

from passerelles.ontology import PAS
from passerelles.store import Dataset
from passerelles.validation.compiled_rows import node_of_text, rows
from passerelles.validation.compiled_scope import NS_GRAPH
from passerelles.validation.labels import WHOLE
from passerelles.validation.statements import Facts

#: What is read of a node itself.
_OWN = (
    *(RDF.type, RDF.subject, RDF.predicate, RDF.object, PROV.wasDerivedFrom),
    *(DCTERMS.identifier, DCTERMS.title, SKOS.notation, SKOS.prefLabel, RDFS.label, PAS.fichier),
    *(PAS.empreinte, PAS.debut, PAS.finTexte, PAS.page, PAS.citation, PAS.element),
)
_UP = (*sorted(WHOLE), FOAF.primaryTopic)
_PROOFS = (RDF.subject, RDF.object)
#: Nodes asked about in one query.
_BATCH = 500
#: A node in a source; the source is empty in the merged graph.
Place = tuple[str, Node]
_Item = TypeVar("_Item")


def facts_of(dataset: Dataset, places: Iterable[Place], values: Iterable[Place]) -> dict[str, Facts]:
    """For each source what the nodes, their wholes, proofs and documents say; under "" all together.

    `places` are what results are about, `values` what they name besides.
    """
    return _Reader(dataset).read(list(dict.fromkeys(places)), list(dict.fromkeys(values)))


class _Reader:
    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._facts: dict[str, Facts] = {}
        self._described: set[Place] = set()
        self._codes: dict[Node, list[tuple[Node, Node]]] = {}

    def read(self, places: list[Place], values: list[Place]) -> dict[str, Facts]:
        self._facts = {graph: Facts() for graph, _ in places}
        if any(graph for graph, _ in places):
            self._read_codes()
        self._read_fiches()
        climbed: set[Place] = set()
        level, waiting = places, [*places, *self._links(places, _PROOFS), *values]
        while level or waiting:
            self._describe(waiting)
            documents = [
                (graph, fiche)
                for graph, node in waiting
                for fiche in self._facts[graph].objects(node, PROV.wasDerivedFrom)
            ]
            climbed.update(level)
            above = list(dict.fromkeys(self._links(level, _UP)))
            level = [place for place in above if place not in climbed and not self._is_fiche(place)]
            waiting = [place for place in [*above, *documents] if place not in self._described]
        return self._facts

    def _is_fiche(self, place: Place) -> bool:
        graph, node = place
        return (node, RDF.type, PAS.Fiche) in self._facts[graph]

    def _read_codes(self) -> None:
        """The codes of the ontology are known to every source."""
        scheme = SKOS.inScheme.n3()
        text = f"SELECT ?s ?p ?o {{ GRAPH <{NS_GRAPH}> {{ ?s {scheme} ?scheme ; ?p ?o }} {_only(_OWN)} }}"
        for row in rows(self._dataset, text):
            subject, predicate, value = map(node_of_text, row)
            self._codes.setdefault(subject, []).append((predicate, value))

    def _read_fiches(self) -> None:
        """Which documents there are: a source that holds one only speaks of that one."""
        for batch in _batches([graph for graph in self._facts if graph]):
            names = " ".join(f"<{graph}>" for graph in batch)
            fiches = f"GRAPH ?g {{ ?s a {PAS.Fiche.n3()} ; ?p ?o }}"
            text = f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {names} }} {fiches} {_only(_OWN)} }}"
            for row in rows(self._dataset, text):
                subject, predicate, value = map(node_of_text, row[1:])
                self._facts[row[0][1:-1]].add(subject, predicate, value)
                self._described.add((row[0][1:-1], subject))
        if "" in self._facts:
            text = f"SELECT ?f {{ ?f a {PAS.Fiche.n3()} }} LIMIT 2"
            self._describe([("", node_of_text(row[0])) for row in rows(self._dataset, text)])

    def _describe(self, places: Iterable[Place]) -> None:
        new = [place for place in dict.fromkeys(places) if place not in self._described]
        self._described.update(new)
        for graph, subject, predicate, value in self._ask(new, "?known", "?p ?o", _OWN):
            self._facts[graph].add(subject, predicate, value)
        for graph, node in new if self._codes else ():
            for predicate, value in self._codes.get(node, ()):
                self._facts[graph].add(node, predicate, value)

    def _links(self, places: list[Place], predicates: Iterable[URIRef]) -> Iterator[Place]:
        """The nodes that point to these by the properties, each link noted."""
        for graph, value, predicate, subject in self._ask(places, "?known", None, predicates):
            self._facts[graph].add(subject, predicate, value)
            yield graph, subject

    def _ask(
        self, places: list[Place], known: str, forward: str | None, predicates: Iterable[URIRef]
    ) -> Iterator[tuple[str, Node, Node, Node]]:
        pattern = f"{known} {forward}" if forward else f"?o ?p {known}"
        for batch in _batches([place for place in places if isinstance(place[1], URIRef)]):
            if batch[0][0]:
                pairs = " ".join(f"(<{graph}> {node.n3()})" for graph, node in batch)
                text = f"VALUES (?g {known}) {{ {pairs} }} GRAPH ?g {{ {pattern} }}"
                columns = f"?g {known} ?p ?o"
            else:
                text = f"VALUES {known} {{ {' '.join(node.n3() for _, node in batch)} }} {pattern} ."
                columns = f"{known} ?p ?o"
            for row in rows(self._dataset, f"SELECT {columns} {{ {text} {_only(predicates)} }}"):
                graph = row[0][1:-1] if len(row) == 4 else ""
                yield graph, node_of_text(row[-3]), node_of_text(row[-2]), node_of_text(row[-1])


def _only(predicates: Iterable[URIRef]) -> str:
    # The engine compares terms as they are kept, whereas IN would read each of them.
    return f"FILTER({' || '.join(f'sameTerm(?p, {predicate.n3()})' for predicate in predicates)})"


def _batches(items: list[_Item]) -> Iterator[list[_Item]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
