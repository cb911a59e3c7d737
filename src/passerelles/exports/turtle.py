"""The merged graph as Turtle, the same bytes for the same graph."""

from __future__ import annotations

from typing import IO

from passerelles.exports.node import PLAIN_INTEGER, Node, nodes
from passerelles.exports.prefixes import PREFIXES, compact
from passerelles.store import Blank, Dataset, Iri, Term

_XSD = PREFIXES["xsd"]
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_turtle(dataset: Dataset, stream: IO[bytes]) -> None:
    """Write the merged graph to `stream`, one paragraph per subject."""
    for prefix, namespace in PREFIXES.items():
        stream.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
    for node in nodes(dataset):
        stream.write(_paragraph(node).encode())


def _paragraph(node: Node) -> str:
    parts = []
    if node.types:
        parts.append(f"a {_values(node.types)}")
    parts += [f"{_term(predicate)} {_values(values)}" for predicate, values in node.properties]
    return f"\n{_term(node.subject)}\n    " + " ;\n    ".join(parts) + " .\n"


def _values(values: tuple[Term, ...]) -> str:
    return " ,\n        ".join(_term(value) for value in values)


def _term(term: Term) -> str:
    if isinstance(term, Iri):
        return compact(term.value) or f"<{term.value}>"
    if isinstance(term, Blank):
        return f"_:{term.value}"
    if term.datatype == f"{_XSD}boolean" and term.value in ("true", "false"):
        return term.value
    if term.datatype == f"{_XSD}integer" and PLAIN_INTEGER.fullmatch(term.value):
        return term.value
    text = '"' + "".join(_ESCAPES.get(char, char) for char in term.value) + '"'
    if term.language is not None:
        return f"{text}@{term.language}"
    return text if term.datatype == f"{_XSD}string" else f"{text}^^{_term(Iri(term.datatype))}"
