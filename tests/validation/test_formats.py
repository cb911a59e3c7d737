"""The report as HTML and Turtle: safe, accessible, standard, the same every time."""

import os
import subprocess
import sys

import html5lib
import pytest
from rdflib import Graph, Literal
from rdflib.namespace import RDF, SH

from passerelles.ontology import PAS
from passerelles.records import Problem, Severity, Span
from passerelles.shapes import SHAPES
from passerelles.validation import (
    Place,
    Report,
    Result,
    report_fragment,
    report_page,
    report_turtle,
    validate_source,
)
from passerelles.validation.terms import Kind, Term
from tests.validation.fiches import TEXT, contradictory_source

EVIL = "<script>alert(1)</script> \" ' &"


def evil_report() -> Report:
    place = Place(file=EVIL, start=1, end=2, element=EVIL, stated=EVIL, quote=EVIL, source=EVIL)
    result = Result(
        Severity.ERROR,
        EVIL,
        EVIL,
        EVIL,
        "https://example.org/component",
        focus=Term(Kind.IRI, EVIL),
        label=EVIL,
        path=EVIL,
        value=Term(Kind.LITERAL, EVIL),
        place=place,
    )
    return Report((result,))


@pytest.fixture(scope="module")
def report() -> Report:
    problem = Problem(
        "colonnes-melees",
        Severity.WARNING,
        "MQ.pdf",
        "Deux colonnes sont mêlées.",
        "page 3",
        Span(10, 20, page=3),
    )
    return validate_source(contradictory_source(), TEXT).with_problems([problem])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_is_valid_html(report: Report, language: str) -> None:
    page = report_page(report, language)
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert document.get("lang") == language
    for table in document.iter("table"):
        assert table.find("caption") is not None
        assert all(cell.get("scope") for cell in table.iter("th"))
    anchors = {link.get("href") for link in document.iter("a")}
    assert anchors == {f"#{section.get('id')}" for section in document.iter("section")}
    assert not any("style" in element.attrib for element in document.iter())
    assert [heading.text for heading in document.iter("h1")]


def test_words_of_documents_stay_words() -> None:
    page = report_page(evil_report())
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_what_is_not_listed_is_counted(report: Report) -> None:
    problems = [Problem("vide", Severity.INFO, f"{number}.txt", "Rien à lire.") for number in range(7)]
    fragment = report_fragment(Report().with_problems(problems), limit=5)
    assert fragment.count("Rien à lire.") >= 1
    assert "… et 2 de plus" in fragment
    assert "de plus" not in report_fragment(Report().with_problems(problems), limit=7)


def test_nothing_to_report_says_so() -> None:
    assert "Rien à signaler." in report_page(Report())
    assert "<table" not in report_page(Report())


def test_the_turtle_is_a_validation_report(report: Report) -> None:
    graph = Graph().parse(data=report_turtle(report), format="turtle")
    (root,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(root, SH.conforms) == Literal(False)
    nodes = list(graph.objects(root, SH.result))
    assert len(nodes) == len(report.results)
    for node in nodes:
        assert (node, RDF.type, SH.ValidationResult) in graph
        for required in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert graph.value(node, required) is not None
        assert {text.language for text in graph.objects(node, SH.resultMessage)} == {"fr", "en"}
    (reading,) = graph.subjects(SH.sourceConstraintComponent, SHAPES.ProblemeDeLecture)
    assert graph.value(reading, PAS.page) == Literal(3)
    assert graph.value(reading, SH.resultSeverity) == SH.Warning


def test_hostile_names_still_make_turtle() -> None:
    graph = Graph().parse(data=report_turtle(evil_report()), format="turtle")
    assert len(list(graph.subjects(RDF.type, SH.ValidationResult))) == 1


def test_every_format_is_the_same_in_every_process() -> None:
    code = (
        "from tests.validation.fiches import contradictory_source as c, TEXT\n"
        "from passerelles.validation import *\n"
        "import hashlib\n"
        "r = validate_source(c(), TEXT)\n"
        "for t in (r.to_json(), report_turtle(r), report_page(r), report_text(r)):\n"
        "    print(hashlib.sha256(t.encode()).hexdigest())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
