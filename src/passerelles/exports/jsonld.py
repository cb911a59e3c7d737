"""The merged graph as JSON-LD with our context, the same bytes for the same graph."""

from __future__ import annotations

import json
from typing import Any

from passerelles.exports.context import Context
from passerelles.exports.node import PLAIN_INTEGER, Node
from passerelles.store import Blank, Iri, Literal, Term


class JsonLd:
    """Writes nodes one by one; `before`, each `node` and `after` make one document, a line per subject."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._compact = context.prefixes.compact
        self.before = b'{"@context": ' + _json(context.document()) + b',\n"@graph": ['
        self.after = b"\n]}\n"
        self._separator = b"\n"

    def node(self, node: Node) -> bytes:
        """The next object of the document."""
        separator, self._separator = self._separator, b",\n"
        return separator + _json(self._object(node))

    def _object(self, node: Node) -> dict[str, Any]:
        written: dict[str, Any] = {"@id": _id(node.subject)}
        types = [self._compact(_id(kind)) or _id(kind) for kind in node.types]
        if types:
            written["@type"] = types[0] if len(types) == 1 else types
        for predicate, terms in node.properties:
            values = [self._value(term, predicate.value) for term in terms]
            name = self._compact(predicate.value) or predicate.value
            written[name] = values[0] if len(values) == 1 else values
        return written

    def _value(self, term: Term, predicate: str) -> Any:
        coercion = self._context.coercion(predicate)
        if isinstance(term, Iri | Blank):
            return _id(term) if coercion is not None and coercion.kind == "@id" else {"@id": _id(term)}
        if term.language is not None:
            if coercion is not None and coercion.language == term.language:
                return term.value
            return {"@value": term.value, "@language": term.language}
        datatype = self._compact(term.datatype) or term.datatype
        if coercion is None:
            return _plain(term, datatype)
        if coercion.kind == datatype:
            return term.value
        # Where the context says what a string means, any other value says itself what it is.
        return {"@value": term.value} | ({} if datatype == "xsd:string" else {"@type": datatype})


def _plain(term: Literal, datatype: str) -> Any:
    """A value of JSON where it means the same, else an object."""
    if datatype == "xsd:boolean" and term.value in ("true", "false"):
        return term.value == "true"
    if datatype == "xsd:integer" and PLAIN_INTEGER.fullmatch(term.value):
        return int(term.value)
    return term.value if datatype == "xsd:string" else {"@value": term.value, "@type": datatype}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _id(term: Term) -> str:
    return f"_:{term.value}" if isinstance(term, Blank) else term.value
