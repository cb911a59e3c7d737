"""What queries found, as results of a report: with names, places and messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rdflib.term import BNode, Literal, Node, URIRef

from passerelles.store import Dataset
from passerelles.validation.causes import causes, slug_of
from passerelles.validation.compiled_facts import Place, facts_of
from passerelles.validation.compiled_findings import Found, node
from passerelles.validation.evidence import Evidence, TextOf
from passerelles.validation.labels import label
from passerelles.validation.result import Result
from passerelles.validation.terms import term_of


def results_of(dataset: Dataset, found: Sequence[Found]) -> Iterator[Result]:
    """The results, those of one source after those of another; places have no lines yet."""
    names = [(one.graph, _node(one.focus)) for one in found]
    facts = facts_of(dataset, names, _values(found))
    graph, evidence = None, None
    for one in sorted(found, key=lambda one: one.graph):
        statements = facts[one.graph]
        if evidence is None or one.graph != graph:
            graph, evidence = one.graph, Evidence(statements)
        cause = causes()[slug_of(URIRef(one.shape))]
        focus, value = _node(one.focus), node(one.value)
        yield Result(
            severity=cause.severity,
            cause=cause.slug,
            message_fr=cause.message_fr,
            message_en=cause.message_en,
            component=one.component,
            focus=term_of(focus),
            label=label(statements, focus),
            path=one.path,
            value=term_of(value) if value is not None else None,
            place=evidence.place(focus, _path(one.path), value),
        )


def with_lines(results: Iterable[Result], text_of: TextOf) -> Iterator[Result]:
    """The results with the lines of their places, as far as the texts of their sources are at hand."""
    source: str | None = None
    text: str | None = None
    for result in results:
        place = result.place
        if place is not None and place.source is not None and place.start is not None:
            if place.source != source:
                source, text = place.source, text_of(place.source.rsplit("/", 1)[-1])
            if text is not None:
                line = text.count("\n", 0, place.start) + 1
                result = replace(result, place=replace(place, line=line))
        yield result


def _values(found: Iterable[Found]) -> Iterator[Place]:
    for one in found:
        value = node(one.value)
        if value is not None and not isinstance(value, Literal):
            yield one.graph, value


def _node(text: str) -> Node:
    found = node(text)
    assert found is not None
    return found


def _path(path: str | None) -> Node | None:
    if path is None:
        return None
    # A longer way is no property that a proof could name.
    return BNode() if path[:1] in "^(<" else URIRef(path)
