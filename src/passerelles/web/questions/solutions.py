"""The rows of a table read while it comes, as the engine writes it: SPARQL 1.1 results in JSON."""

from __future__ import annotations

import codecs
import json
import math
from typing import TypeAlias

#: A term as the SPARQL 1.1 results format in JSON has it: type, value, perhaps datatype or xml:lang.
Written: TypeAlias = dict[str, str]
Row: TypeAlias = dict[str, Written]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = frozenset(
    _XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
)
_REAL = frozenset(_XSD + name for name in ("decimal", "double", "float"))
_BOOLEAN = f"{_XSD}boolean"
_RESULTS = '"results"'


class Solutions:
    """Fed with pieces of bytes, gives the rows that have come whole; keeps no more than the one that is cut."""

    def __init__(self) -> None:
        self.variables: tuple[str, ...] | None = None
        self._text = ""
        self._bytes = codecs.getincrementaldecoder("utf-8")()
        self._decoder = json.JSONDecoder()

    def feed(self, data: bytes) -> list[Row]:
        """The rows that this piece completes; `variables` is known once the head has come."""
        self._text += self._bytes.decode(data)
        if self.variables is None and not self._head():
            return []
        rows = []
        at = 0
        while True:
            while at < len(self._text) and self._text[at] in ", \r\n\t":
                at += 1
            if at == len(self._text) or self._text[at] != "{":
                break
            try:
                row, at = self._decoder.raw_decode(self._text, at)
            except ValueError:
                break
            rows.append(row)
        self._text = self._text[at:]
        return rows

    def _head(self) -> bool:
        """Read the names of the variables, once the list of rows has begun."""
        head, found, rest = self._text.partition(_RESULTS)
        bracket = rest.find("[")
        if not found or bracket < 0:
            return False
        self.variables = tuple(json.loads(head.rstrip().removesuffix(",") + "}")["head"]["vars"])
        self._text = rest[bracket + 1 :]
        return True


def plain(term: Written) -> str | int | float | bool:
    """The value of a term as programs use it: numbers and booleans as such, all else as text."""
    value, datatype = term["value"], term.get("datatype", "")
    if term["type"] == "bnode":
        return f"_:{value}"
    if datatype == _BOOLEAN:
        return {"true": True, "1": True, "false": False, "0": False}.get(value, value)
    try:
        if datatype in _WHOLE:
            return int(value)
        if datatype in _REAL and math.isfinite(float(value)):
            return float(value)
    except ValueError:
        # Ill-typed in its source: shown as it stands.
        return value
    return value
