"""A report as the standard `sh:ValidationReport`, with causes and places besides."""

from __future__ import annotations

import re
from urllib.parse import quote

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SH, XSD
from rdflib.term import Node

from passerelles import shapes
from passerelles.ontology import PAS
from passerelles.validation.causes import IRI_OF, READING_COMPONENT, causes
from passerelles.validation.place import Place
from passerelles.validation.report import Report
from passerelles.validation.result import Result
from passerelles.validation.terms import Kind, Term, node_of

_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|\\^`]')


def report_graph(report: Report) -> Graph:
    """The report as a graph; blank nodes are numbered in the order of the report."""
    graph = Graph(bind_namespaces="none")
    prefixes = {
        "sh": SH,
        "pas": PAS,
        "pass": shapes.SHAPES,
        "dcterms": DCTERMS,
        "prov": PROV,
        "xsd": XSD,
        "rdfs": RDFS,
    }
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    root = BNode("rapport")
    graph.add((root, RDF.type, SH.ValidationReport))
    graph.add((root, SH.conforms, Literal(report.conforms)))
    for number, result in enumerate(report.results, 1):
        node = BNode(f"resultat{number:07d}")
        graph.add((root, SH.result, node))
        _add_result(graph, node, result)
    return graph


def report_turtle(report: Report) -> str:
    """The report as Turtle, the same text for the same report."""
    return report_graph(report).serialize(format="turtle")


def _add_result(graph: Graph, node: BNode, result: Result) -> None:
    graph.add((node, RDF.type, SH.ValidationResult))
    graph.add((node, SH.resultSeverity, IRI_OF[result.severity]))
    graph.add((node, SH.sourceConstraintComponent, URIRef(result.component)))
    graph.add((node, SH.resultMessage, Literal(result.message_fr, lang="fr")))
    graph.add((node, SH.resultMessage, Literal(result.message_en, lang="en")))
    graph.add((node, DCTERMS.identifier, Literal(result.cause)))
    graph.add((node, SH.focusNode, _focus(result)))
    if result.value is not None:
        graph.add((node, SH.value, _node(result.value)))
    if result.label is not None:
        graph.add((node, RDFS.label, Literal(result.label)))
    if result.component != READING_COMPONENT and result.cause in causes():
        _add_rule(graph, node, result)
    if result.place is not None:
        _add_place(graph, node, result.place)


def _focus(result: Result) -> Node:
    """The node concerned; a loader's problem that names none is about the file it was reading."""
    if result.focus is not None:
        return _node(result.focus)
    return Literal(result.place.file if result.place and result.place.file else result.cause)


def _node(term: Term) -> Node:
    return _iri(term.value) if term.kind is Kind.IRI else node_of(term)


def _iri(text: str) -> URIRef:
    """The IRI, its forbidden characters percent-encoded: a faulty file must not make a faulty report."""
    return URIRef(_FORBIDDEN.sub(lambda match: quote(match[0]), text))


def _add_rule(graph: Graph, node: BNode, result: Result) -> None:
    rule = shapes.SHAPES[result.cause]
    rules = shapes.graph()
    graph.add((node, SH.sourceShape, rule))
    for query in rules.objects(rule, SH.sparql):
        graph.add((node, SH.sourceConstraint, query))
    path = rules.value(rule, SH.path)
    if path is not None:
        graph.add((node, SH.resultPath, _copied(rules, path, graph, f"{node}chemin")))
    elif result.path is not None:
        graph.add((node, SH.resultPath, _iri(result.path)))


def _copied(source: Graph, node: Node, target: Graph, name: str) -> Node:
    """Copy a path with its blank nodes, named after the result so that the text is the same every time."""
    if not isinstance(node, BNode):
        return node
    copy = BNode(name)
    for predicate, term in source.predicate_objects(node):
        target.add((copy, predicate, _copied(source, term, target, f"{name}{str(predicate)[-4:]}")))
    return copy


def _add_place(graph: Graph, node: BNode, place: Place) -> None:
    if place.source is not None:
        graph.add((node, PROV.wasDerivedFrom, _iri(place.source)))
    for predicate, value in {
        PAS.fichier: place.file,
        PAS.debut: place.start,
        PAS.finTexte: place.end,
        PAS.page: place.page,
        PAS.element: place.element,
    }.items():
        if value is not None:
            graph.add((node, predicate, Literal(value)))
    if place.quote is not None:
        graph.add((node, PAS.citation, Literal(place.quote, lang="fr")))
    if place.stated is not None:
        graph.add((node, RDFS.comment, Literal(place.stated, lang="fr")))
