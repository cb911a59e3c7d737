"""Our report says what pySHACL says of the same graph: result by result, and again once written as Turtle."""

from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from passerelles import shapes
from passerelles.validation import Report, report_turtle, validate
from passerelles.validation.shacl import path_text
from passerelles.validation.terms import node_of

EXAMPLES = sorted((Path(__file__).parents[1] / "shapes" / "examples").glob("*.ttl"))
Row = tuple[Node | str | None, ...]


def merged(paths: list[Path]) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def rows_of_graph(report: Graph) -> list[Row]:
    rows: list[Row] = []
    for node in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(node, SH.resultPath)
        rows.append(
            (
                *(report.value(node, name) for name in (SH.focusNode, SH.value, SH.resultSeverity)),
                *(report.value(node, name) for name in (SH.sourceShape, SH.sourceConstraintComponent)),
                report.value(node, SH.sourceConstraint),
                path_text(report, path) if path is not None else None,
            )
        )
    return sorted(rows, key=repr)


def pyshacl_rows(graph: Graph) -> tuple[bool, list[Row]]:
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes.graph(), advanced=False)
    assert isinstance(report, Graph)
    return conforms, rows_of_graph(report)


def our_rows(report: Report) -> list[Row]:
    return rows_of_graph(Graph().parse(data=report_turtle(report), format="turtle"))


@pytest.mark.parametrize("part", range(6))
def test_results_equal_those_of_pyshacl(part: int) -> None:
    graph = merged(EXAMPLES[part::6])  # examples contradict each other: many rules fire, also together
    conforms, expected = pyshacl_rows(graph)
    report = validate(graph)
    assert report.conforms is conforms is False
    assert our_rows(report) == expected
    assert len(report.results) == len(expected)


def test_an_empty_graph_conforms() -> None:
    report = validate(Graph())
    assert report.conforms and not report.has_errors
    written = Graph().parse(data=report_turtle(report), format="turtle")
    assert {str(value) for value in written.objects(None, SH.conforms)} == {"true"}


def test_the_focus_can_be_limited() -> None:
    graph = merged(EXAMPLES)
    whole = validate(graph)
    chosen = "https://w3id.org/passerelles/id/rncp/28243"
    limited = validate(graph, focus={chosen})
    kept = tuple(one for one in whole.results if one.focus and node_of(one.focus).toPython() == chosen)
    assert kept and limited.results == kept


def test_validation_leaves_the_graph_alone() -> None:
    graph = merged(EXAMPLES[:20])
    before = set(graph)
    validate(graph)
    assert set(graph) == before
