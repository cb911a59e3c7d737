"""The validator: what is validated, and how results become a report with names, places and messages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Node, URIRef

from passerelles.records import Problem, Severity
from passerelles.shapes import graph as rules_graph
from passerelles.store import Dataset, EmbeddedDataset
from passerelles.validation.causes import causes, slug_of
from passerelles.validation.compiled import validate_merged
from passerelles.validation.evidence import Evidence, TextOf, no_text
from passerelles.validation.graph_file import read_graph
from passerelles.validation.labels import label
from passerelles.validation.merged_graph import MergedGraph, add_code_schemes, merged_nquads
from passerelles.validation.report import Report
from passerelles.validation.result import Result
from passerelles.validation.shacl import Finding, findings, path_text, report_graph
from passerelles.validation.terms import Kind, Term, numbered, term_of

_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def validate(
    data: Graph | str | bytes, *, focus: Collection[str] | None = None, text_of: TextOf = no_text
) -> Report:
    """The report of a graph, or of N-Quads whose graphs are merged, taken as it is.

    `focus` keeps only results about these IRIs. `text_of` gives the text of a source by its SHA-256, so that
    places have a line number.
    """
    graph = merged_nquads(data) if isinstance(data, str | bytes) else MergedGraph(data)
    return _report(graph, {URIRef(iri) for iri in focus} if focus is not None else None, text_of)


def validate_source(nquads_lines: Iterable[str], text: str | None = None) -> Report:
    """The report of what one source says, the shipped code schemes being known.

    Only things that the source speaks of are reported. `text` is the text of the source, for line numbers.
    """
    graph = merged_nquads("\n".join(nquads_lines) + "\n")
    own = set(graph.subjects())
    add_code_schemes(graph)
    return _report(graph, own, lambda _: text)


def validate_dataset(dataset: Dataset, text_of: TextOf = no_text) -> Report:
    """The report of all sources of a store together, so that rules across sources apply.

    A store on this disk is asked by the compiled rules, with the same results; the graph of an endpoint is fetched.
    """
    if isinstance(dataset, EmbeddedDataset):
        return validate_merged(dataset, text_of)
    content = b"".join(dataset.serialise(_EVERYTHING, "application/n-triples"))
    return _report(merged_nquads(content), None, text_of)


def validate_file(path: Path) -> Report:
    """The report of an RDF file, the shipped code schemes being known; raises as `read_graph` does."""
    graph = read_graph(path)
    own = set(graph.subjects())
    known = set(rules_graph().objects(None, SH.targetClass))
    if known.isdisjoint(graph.objects(None, RDF.type)):
        return Report().with_problems([_nothing_known(path)])
    add_code_schemes(graph)
    return _report(graph, own, no_text)


def _nothing_known(path: Path) -> Problem:
    return Problem(
        "rien-a-valider",
        Severity.WARNING,
        str(path),
        f"{path} ne contient ni certification, ni bloc, ni rien d’autre que les règles connaissent.",
    )


def _report(graph: MergedGraph, focus: Collection[Node] | None, text_of: TextOf) -> Report:
    return Report(_named(_results(graph, focus, text_of)))


def _named(results: Iterable[Result]) -> tuple[Result, ...]:
    """The same results with blank nodes named by their order, since parsers name them at random."""
    ordered = sorted(results, key=lambda one: _renamed(one, _nameless).sort_key())
    names = numbered(term for one in ordered for term in (one.focus, one.value) if term is not None)
    return tuple(_renamed(one, lambda term: names.get(term, term)) for one in ordered)


def _renamed(result: Result, name: Callable[[Term], Term]) -> Result:
    focus = name(result.focus) if result.focus is not None else None
    value = name(result.value) if result.value is not None else None
    if focus is result.focus and value is result.value:
        return result
    return replace(result, focus=focus, value=value)


def _nameless(term: Term) -> Term:
    return Term(Kind.BLANK, "") if term.kind is Kind.BLANK else term


def _results(graph: MergedGraph, focus: Collection[Node] | None, text_of: TextOf) -> Iterator[Result]:
    evidence = Evidence(graph, text_of)
    found = report_graph(graph)
    for finding in findings(found):
        if focus is None or finding.focus in focus:
            yield _result(graph, evidence, found, finding)


def _result(graph: Graph, evidence: Evidence, found: Graph, finding: Finding) -> Result:
    cause = causes()[slug_of(finding.shape)]
    return Result(
        severity=cause.severity,
        cause=cause.slug,
        message_fr=cause.message_fr,
        message_en=cause.message_en,
        component=str(finding.component),
        focus=term_of(finding.focus),
        label=label(graph, finding.focus),
        path=path_text(found, finding.path) if finding.path is not None else None,
        value=term_of(finding.value) if finding.value is not None else None,
        place=evidence.place(finding.focus, finding.path, finding.value),
    )
