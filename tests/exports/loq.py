"""The official SHACL of the LOQ profile, read for an engine that knows Python's regular expressions only."""

from __future__ import annotations

from pathlib import Path

import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH

FILES = ("LOQ-constraints.ttl", "LOQ-constraints-mdr.ttl")
#: What the patterns of addresses say in Java's way, and the same in Python's: nested classes, a flag inside.
SPELLINGS = {
    "^(?i)(http|https):": "^(http|https):",
    r"(\[[[A-Fa-f0-9]\:\.]*[%[\p{L}\p{Nl}\p{Nd}]]*\]": r"(\[[A-Fa-f0-9:.]*[%\w]*\]",
}


def shapes(folder: Path) -> Graph:
    """Both files of the profile as one graph; nothing but the spelling of patterns is changed."""
    found = Graph()
    for name in FILES:
        found.parse(folder / name, format="turtle")
    for node, pattern in list(found.subject_objects(SH.pattern)):
        text = str(pattern)
        for java, python in SPELLINGS.items():
            text = text.replace(java, python)
        if text != str(pattern):
            found.set((node, SH.pattern, Literal(text)))
            if "(?i)" in pattern:
                found.set((node, SH.flags, Literal("i")))
        assert r"\p" not in text and "(?i)" not in text
    return found


def violations(data: Graph, shapes: Graph) -> set[tuple[str, str, str]]:
    """What the profile finds wrong: subject, property, and kind of constraint by its local name."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    return {
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultPath)),
            str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)),
        )
        for result in report.subjects(URIRef(SH.resultSeverity))
    }
