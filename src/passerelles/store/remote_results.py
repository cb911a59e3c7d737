"""SPARQL results in JSON as servers write them, made plain: one page of rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from passerelles.store.terms import XSD, XSD_STRING, Blank, Iri, Literal, Term

#: Virtuoso 7 answers ASK with a table: one row of this column, or none.
_VIRTUOSO_ASK = "__ASK_RETVAL"
_BOOLEAN = XSD + "boolean"
_BOOLEANS = {"1": "true", "0": "false"}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a SELECT as SPARQL JSON results hold them, and their variables."""

    variables: tuple[str, ...]
    bindings: list[dict[str, dict[str, str]]]

    def rows(self) -> list[tuple[Term | None, ...]]:
        """The rows as terms, None for what is unbound; raises `TypeError` or `KeyError` for what is no term."""
        return [
            tuple(_term(row[name]) if name in row else None for name in self.variables)
            for row in self.bindings
        ]

    def written(self, media_type: str) -> bytes:
        """The rows with their heading; raises `ValueError` for what is no result."""
        answer = {"head": {"vars": list(self.variables)}, "results": {"bindings": self.bindings}}
        parsed = ox.parse_query_results(json.dumps(answer).encode(), ox.QueryResultsFormat.JSON)
        return parsed.serialize(format=ox.QueryResultsFormat.from_media_type(media_type)) or b""


def page_of(content: bytes) -> Page:
    """The rows of an answer to SELECT; raises `ValueError`, `KeyError` or `TypeError` when it is none."""
    answer = json.loads(content)
    bindings = answer["results"]["bindings"]
    for row in bindings:
        for value in row.values():
            _make_plain(value)
    return Page(tuple(answer["head"]["vars"]), bindings)


def truth_of(content: bytes) -> bool:
    """The answer to ASK; raises `ValueError`, `KeyError` or `TypeError` when it is none."""
    answer = json.loads(content)
    if isinstance(answer.get("boolean"), bool):
        return bool(answer["boolean"])
    if answer["head"]["vars"] != [_VIRTUOSO_ASK]:
        raise ValueError("neither true nor false")
    found = [row[_VIRTUOSO_ASK]["value"] for row in answer["results"]["bindings"]]
    return found not in ([], ["0"])


def truth_written(truth: bool, media_type: str) -> bytes:
    """An answer to ASK, written."""
    results = ox.parse_query_results(
        json.dumps({"head": {}, "boolean": truth}).encode(), ox.QueryResultsFormat.JSON
    )
    return results.serialize(format=ox.QueryResultsFormat.from_media_type(media_type)) or b""


def _make_plain(value: dict[str, Any]) -> None:
    """Undo what Virtuoso does: "typed-literal", the type of strings spelled out, booleans as numbers."""
    if value["type"] == "typed-literal":
        value["type"] = "literal"
    if value.get("datatype") == _BOOLEAN:
        value["value"] = _BOOLEANS.get(value["value"], value["value"])


def _term(value: Mapping[str, str]) -> Term:
    if value["type"] == "uri":
        return Iri(value["value"])
    if value["type"] == "bnode":
        return Blank(value["value"])
    if value["type"] == "literal":
        return Literal(value["value"], value.get("datatype", XSD_STRING), value.get("xml:lang"))
    raise TypeError(f"no term of RDF 1.1: {value['type']}")
