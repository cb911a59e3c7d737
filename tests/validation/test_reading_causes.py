"""Every problem that a loader or a build can report has a label in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from passerelles.validation.causes import causes
from passerelles.validation.reading_causes import READING_CAUSES
from tests.conftest import ROOT

SLUG = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
#: Methods that make a problem of the cause they are given.
TELLING = {"repeated", "leave", "report"}


def reported() -> Iterator[tuple[str, Path]]:
    """The slugs given together with a severity, or to a method that tells what it is given as a problem."""
    for module in [*(ROOT / "loaders").glob("*.py"), *(ROOT / "src/passerelles/build").glob("*.py")]:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
            graded = any(ast.unparse(each).startswith("Severity.") for each in node.args)
            told = isinstance(node.func, ast.Attribute) and node.func.attr in TELLING
            for text in texts if told else texts[: int(graded)]:
                if isinstance(text, str) and SLUG.fullmatch(text):
                    yield text, module


def test_every_reported_cause_has_labels() -> None:
    found = dict(reported())
    assert len(found) > 30
    known = {*READING_CAUSES, *causes()}
    assert {slug: module.name for slug, module in found.items() if slug not in known} == {}


def test_a_cause_has_one_label() -> None:
    assert not set(READING_CAUSES) & set(causes())
    for french, english in READING_CAUSES.values():
        assert french[0].isupper() and english[0].isupper()
