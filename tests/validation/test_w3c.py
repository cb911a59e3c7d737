"""The W3C suite of SHACL core through the compiler: each test passes, or is outside for a construct that is named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from passerelles.validation import NotCompiled
from tests.validation.w3c import Case, cases, found, pyshacl_rows

SUITE = "w3c/data-shapes/data-shapes-test-suite/tests/core"

#: Tests of constructs that our shapes do not use, with the construct at which the compiler stops.
OUTSIDE = {
    "complex/personexample": "sh:closed",
    "complex/shacl-shacl": "sh:or",
    "node/and-001": "sh:and",
    "node/and-002": "sh:and",
    "node/class-001": "sh:class",
    "node/class-002": "sh:class",
    "node/class-003": "sh:class",
    "node/closed-001": "sh:closed",
    "node/closed-002": "sh:closed",
    "node/disjoint-001": "sh:disjoint",
    "node/equals-001": "sh:equals",
    "node/hasValue-001": "sh:hasValue",
    "node/languageIn-001": "sh:languageIn",
    "node/node-001": "sh:node",
    "node/not-001": "sh:not",
    "node/not-002": "sh:not",
    "node/or-001": "sh:or",
    "node/qualified-001": "sh:class",
    "node/xone-001": "sh:xone",
    "node/xone-duplicate": "sh:xone",
    "path/path-complex-001": "sh:hasValue",
    "path/path-complex-002": "sh:class",
    "path/path-oneOrMore-001": "sh:oneOrMorePath",
    "path/path-strange-001": "sh:class",
    "path/path-strange-002": "sh:class",
    "path/path-unused-001": "sh:class",
    "path/path-zeroOrMore-001": "sh:zeroOrMorePath",
    "path/path-zeroOrOne-001": "sh:zeroOrOnePath",
    "property/and-001": "sh:and",
    "property/class-001": "sh:class",
    "property/datatype-003": "sh:or",
    "property/datatype-ill-formed": "sh:datatype xsd:byte",
    "property/disjoint-001": "sh:disjoint",
    "property/equals-001": "sh:equals",
    "property/hasValue-001": "sh:hasValue",
    "property/languageIn-001": "sh:languageIn",
    "property/lessThanOrEquals-001": "sh:lessThanOrEquals",
    "property/node-001": "sh:class",
    "property/node-002": "sh:node",
    "property/not-001": "sh:not",
    "property/or-001": "sh:or",
    "property/or-datatypes-001": "sh:or",
    "property/property-001": "sh:property in a property shape",
    "property/qualifiedMinCountDisjoint-001": "sh:qualifiedMaxCount",
    "property/qualifiedValueShape-001": "sh:qualifiedMaxCount",
    "property/qualifiedValueShapesDisjoint-001": "sh:qualifiedMaxCount",
    "validation-reports/shared": "sh:property in a property shape",
}
#: rdflib reads `sh:uniqueLang "1"^^xsd:boolean` as true; so does pySHACL, and so do we.
LIKE_PYSHACL = {"property/uniqueLang-002"}


@pytest.fixture(scope="module")
def suite(shared: Path) -> dict[str, Case]:
    folder = shared / SUITE
    if not folder.is_dir():
        pytest.skip("la suite du W3C (../shared/w3c) n’est pas à côté du dépôt")
    return {case.name: case for case in cases(folder)}


def test_each_test_passes_or_is_outside(suite: dict[str, Case]) -> None:
    outside: dict[str, str] = {}
    wrong: dict[str, Counter[tuple[str, ...]]] = {}
    for name, case in suite.items():
        try:
            rows = found(case)
        except NotCompiled as refusal:
            outside[name] = refusal.construct
            continue
        expected = pyshacl_rows(case) if name in LIKE_PYSHACL else case.expected()
        if rows != expected:
            wrong[name] = rows
    assert wrong == {}
    assert outside == OUTSIDE


def test_the_suite_is_whole(suite: dict[str, Case]) -> None:
    assert len(suite) == 98
