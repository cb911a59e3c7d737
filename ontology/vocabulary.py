"""What the ontology says, read from its graph for one language: terms, schemes, public names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from passerelles.ontology.schemes import graph
from passerelles.ontology.terms import ID, NS_GRAPH, PAS

SCHEMA = Namespace("https://schema.org/")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the language that it is written in."""

    value: str
    language: str


class Vocabulary:
    """The ontology and its schemes, in one language; texts missing in it are given in French."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.graph: Graph = graph()

    def text(self, subject: Node, predicate: URIRef) -> Text | None:
        """The value in the language, else in French, else None."""
        found = {item.language: item for item in self._literals(subject, predicate)}
        chosen = found.get(self.language) or found.get("fr")
        return Text(str(chosen), chosen.language or "fr") if chosen is not None else None

    def texts(self, subject: Node, predicate: URIRef) -> list[Text]:
        """All the values, sorted, each in its own language."""
        items = (
            Text(str(item), item.language or self.language) for item in self._literals(subject, predicate)
        )
        return sorted(items, key=lambda item: item.value)

    def header(self, predicate: URIRef) -> Node:
        """The one value of the ontology's header for this predicate."""
        found = self.graph.value(NS_GRAPH, predicate)
        if found is None:
            raise KeyError(predicate)
        return found

    def day(self, predicate: URIRef) -> date:
        """A date of the ontology's header."""
        return date.fromisoformat(str(self.header(predicate)))

    def terms(self, kind: URIRef) -> list[URIRef]:
        """The terms of `pas:` of this kind (owl:Class, owl:ObjectProperty, owl:DatatypeProperty), by name."""
        return _iris(
            node for node in self.graph.subjects(RDF.type, kind) if str(node).startswith(str(PAS._NS))
        )

    def targets(self, subject: URIRef, *predicates: URIRef) -> list[URIRef]:
        """What the subject points to by any of the predicates."""
        return _iris(node for predicate in predicates for node in self.graph.objects(subject, predicate))

    def properties_of(self, class_: URIRef) -> list[URIRef]:
        """The properties that apply to the class."""
        return self._sources(class_, RDFS.domain, SCHEMA.domainIncludes)

    def properties_to(self, class_: URIRef) -> list[URIRef]:
        """The properties that lead to the class."""
        return self._sources(class_, RDFS.range, SCHEMA.rangeIncludes)

    def schemes(self) -> list[URIRef]:
        """The code schemes, by name."""
        return _iris(self.graph.subjects(RDF.type, SKOS.ConceptScheme))

    def concepts(self, scheme: URIRef) -> list[URIRef]:
        """The concepts of the scheme, in the order of their codes, each below the one that it refines."""
        return sorted(_iris(self.graph.subjects(SKOS.inScheme, scheme)), key=self._path)

    def children(self, concept: URIRef) -> list[URIRef]:
        """The concepts just below."""
        return _iris(self.graph.subjects(SKOS.broader, concept))

    def notation(self, concept: URIRef) -> str:
        """The code of the concept."""
        return str(self.graph.value(concept, SKOS.notation))

    def alignments(self) -> list[tuple[URIRef, URIRef, list[URIRef]]]:
        """What ties each of ours to public vocabularies: ours, relation, public terms."""
        relations = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso, SKOS.closeMatch)
        ours = [node for node in _iris(self.graph.subjects()) if is_ours(node)]
        ours.sort(key=lambda node: not node.startswith(str(PAS._NS)))
        rows = ((node, relation, self.targets(node, relation)) for node in ours for relation in relations)
        public = (
            (node, relation, [iri for iri in iris if not is_ours(iri)]) for node, relation, iris in rows
        )
        return [row for row in public if row[2]]

    def title(self) -> Text:
        """The title of the ontology."""
        return self.text(NS_GRAPH, DCTERMS.title) or Text(str(NS_GRAPH), "fr")

    def version(self) -> str:
        """The version of the ontology."""
        return str(self.header(OWL.versionInfo))

    def name(self, iri: URIRef) -> str:
        """The short name, such as "pas:Certification" or "elm:Qualification"."""
        return self.graph.namespace_manager.curie(iri, generate=False)

    def _literals(self, subject: Node, predicate: URIRef) -> list[Literal]:
        return [item for item in self.graph.objects(subject, predicate) if isinstance(item, Literal)]

    def _sources(self, target: URIRef, *predicates: URIRef) -> list[URIRef]:
        return _iris(node for predicate in predicates for node in self.graph.subjects(predicate, target))

    def _path(self, concept: URIRef) -> tuple[str, ...]:
        above = self.targets(concept, SKOS.broader)
        return (*(self._path(above[0]) if above else ()), self.notation(concept))


def is_ours(iri: URIRef) -> bool:
    """Whether the IRI is one of ours: a term, a concept, a scheme."""
    return str(iri).startswith((str(PAS._NS), ID))


def anchor(iri: URIRef) -> str:
    """The anchor of one of ours: a term's local name, "nsf-200" for a code, "schema-nsf" for a scheme."""
    if iri.startswith(str(PAS._NS)):
        return iri.removeprefix(str(PAS._NS))
    path = iri.removeprefix(ID)
    return path.replace("/", "-") if "/" in path else f"schema-{path}"


def _iris(nodes: Iterable[Node]) -> list[URIRef]:
    return sorted({node for node in nodes if isinstance(node, URIRef)})
