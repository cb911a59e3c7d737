"""The merged graph as JSON-LD, the same bytes for the same graph."""

from __future__ import annotations

import json
from typing import IO, Any

from passerelles.exports.node import PLAIN_INTEGER, Node, nodes
from passerelles.exports.prefixes import PREFIXES, compact
from passerelles.store import Blank, Dataset, Iri, Term

_XSD = PREFIXES["xsd"]


def write_jsonld(dataset: Dataset, stream: IO[bytes]) -> None:
    """Write the merged graph to `stream`: a context of prefixes, then one line per subject."""
    stream.write(b'{"@context": ' + _json(PREFIXES) + b',\n"@graph": [')
    separator = b"\n"
    for node in nodes(dataset):
        stream.write(separator + _json(_object(node)))
        separator = b",\n"
    stream.write(b"\n]}\n")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _object(node: Node) -> dict[str, Any]:
    written: dict[str, Any] = {"@id": _id(node.subject)}
    types = [compact(_id(kind)) or _id(kind) for kind in node.types]
    if types:
        written["@type"] = types[0] if len(types) == 1 else types
    for predicate, terms in node.properties:
        values = [_value(term) for term in terms]
        written[compact(predicate.value) or predicate.value] = values[0] if len(values) == 1 else values
    return written


def _id(term: Term) -> str:
    return f"_:{term.value}" if isinstance(term, Blank) else term.value


def _value(term: Term) -> Any:
    if isinstance(term, Iri | Blank):
        return {"@id": _id(term)}
    if term.language is not None:
        return {"@value": term.value, "@language": term.language}
    if term.datatype == f"{_XSD}boolean" and term.value in ("true", "false"):
        return term.value == "true"
    if term.datatype == f"{_XSD}integer" and PLAIN_INTEGER.fullmatch(term.value):
        return int(term.value)
    if term.datatype == f"{_XSD}string":
        return term.value
    return {"@value": term.value, "@type": compact(term.datatype) or term.datatype}
