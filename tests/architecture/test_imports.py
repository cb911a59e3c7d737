"""Who may import whom (DESIGN §1): the parts meet only where the table says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "passerelles"

#: Where each part lives, which parts it may import, which outside libraries it owns beside the standard library.
PARTS: dict[str, tuple[Path, set[str], set[str]]] = {
    "codes": (SRC / "codes.py", set(), set()),
    "records": (SRC / "records.py", {"codes"}, set()),
    "errors": (SRC / "errors.py", set(), set()),
    "ontology": (ROOT / "ontology", set(), {"rdflib"}),
    "shapes": (ROOT / "shapes", set(), {"rdflib"}),
    "queries": (ROOT / "queries", {"errors"}, set()),
    "iris": (SRC / "iris.py", {"ontology", "records"}, set()),
    "identifiers": (SRC / "identifiers.py", {"iris", "ontology", "records", "errors"}, set()),
    "loaders": (ROOT / "loaders", {"records", "errors"}, {"lxml", "pdfplumber", "pdfminer"}),
    "triples": (SRC / "triples", {"records", "ontology", "iris"}, {"rdflib"}),
    "validation": (
        SRC / "validation",
        {"shapes", "errors", "store", "records", "iris", "ontology"},
        {"pyshacl", "rdflib"},
    ),
    "exports": (SRC / "exports", {"store", "queries", "ontology", "errors"}, {"rdflib"}),
    "build": (
        SRC / "build",
        {"loaders", "triples", "validation", "store", "errors", "records", "iris", "ontology"},
        set(),
    ),
    "publish": (SRC / "publish", {"store", "errors"}, set()),
    "update": (SRC / "update", {"build", "store", "errors"}, {"httpx"}),
    "store": (SRC / "store", {"queries", "errors"}, {"pyoxigraph", "SPARQLWrapper"}),
    "answers": (SRC / "answers", {"store", "queries", "ontology", "identifiers", "errors"}, {"rdflib"}),
    "analysis": (
        SRC / "analysis",
        {"answers", "store", "queries", "records", "codes", "errors", "ontology", "identifiers", "iris"},
        {"networkx", "numpy", "scipy", "sklearn", "sparse_dot_topn", "snowballstemmer", "rapidfuzz"},
    ),
    "examples": (ROOT / "examples", set(), set()),
    "web": (
        SRC / "web",
        {"analysis", "exports", "store", "queries", "ontology", "answers", "identifiers", "errors"},
        {"starlette", "fastapi", "uvicorn", "jinja2", "markupsafe", "anyio", "babel"},
    ),
    "cli": (SRC / "cli", {"*"}, {"typer", "rich", "platformdirs", "click"}),
}
STANDARD = __import__("sys").stdlib_module_names


def modules(place: Path) -> list[Path]:
    return [place] if place.suffix == ".py" else sorted(place.rglob("*.py"))


def imports(module: Path) -> Iterator[str]:
    """Absolute names of what a module imports, `from a import b` given as `a.b`."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("part", sorted(PARTS))
def test_parts_import_only_what_the_table_allows(part: str) -> None:
    place, allowed, libraries = PARTS[part]
    found = modules(place)
    assert found, f"{part} has no module at {place}"
    for module in found:
        for name in imports(module):
            top, *rest = name.split(".")
            if top == "passerelles":
                target = rest[0] if rest else ""
                internal = target == part or target.startswith("__") or "*" in allowed or target in allowed
                assert internal, f"{module.relative_to(ROOT)} imports passerelles.{target}"
            elif top not in STANDARD:
                assert top in libraries, f"{module.relative_to(ROOT)} imports {top}, owned by another part"


def test_every_module_belongs_to_a_part() -> None:
    known = {module for place, _, _ in PARTS.values() for module in modules(place)}
    everything = {
        module
        for folder in (
            SRC,
            ROOT / "ontology",
            ROOT / "shapes",
            ROOT / "loaders",
            ROOT / "queries",
            ROOT / "examples",
        )
        for module in folder.rglob("*.py")
    }
    assert everything - known == {SRC / "__init__.py"}


def test_nobody_imports_the_command_line() -> None:
    for part, (place, _, _) in PARTS.items():
        if part != "cli":
            for module in modules(place):
                assert not [name for name in imports(module) if name.startswith("passerelles.cli")], module


def test_modules_are_small_and_named_by_a_noun() -> None:
    sizes = {}
    for place, _, _ in PARTS.values():
        for module in modules(place):
            sizes[module] = len(module.read_text(encoding="utf-8").splitlines())
            assert not re.fullmatch(r"(utils?|helpers?|common|managers?|misc)", module.stem), module
    assert max(sizes.values()) <= 400, max(sizes, key=lambda module: sizes[module])
    assert median(sizes.values()) <= 120


def test_every_public_module_class_and_function_says_what_it_is() -> None:
    silent = []
    for place, _, _ in PARTS.values():
        for module in modules(place):
            tree = ast.parse(module.read_text(encoding="utf-8"))
            if not ast.get_docstring(tree):
                silent.append(str(module.relative_to(ROOT)))
            silent += [
                f"{module.relative_to(ROOT)}:{node.name}"
                for node in tree.body
                if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ]
    assert not silent


def test_every_folder_of_tests_is_collected(pytestconfig: pytest.Config) -> None:
    left_out = [
        pattern for pattern in pytestconfig.getini("norecursedirs") if not pattern.startswith(("*", "."))
    ]
    folders = {module.parent.name for module in (ROOT / "tests").rglob("test_*.py")}
    assert "build" in folders and not folders & set(left_out)
