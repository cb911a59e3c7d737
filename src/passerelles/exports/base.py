"""IRIs of Passerelles moved to another base, when a graph is published at an address of its own."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from passerelles.errors import UsageError
from passerelles.exports.node import Node
from passerelles.ontology import BASE
from passerelles.store import Iri, Literal, Term

_ADDRESS = "http://www.w3.org/2001/XMLSchema#anyURI"
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|^`\\?#]")


class Base:
    """What the IRIs of an export begin with instead of `https://w3id.org/passerelles/`; texts are never touched."""

    def __init__(self, address: str = BASE) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc or _FORBIDDEN.search(address):
            raise UsageError(
                f"La base « {address} » n’est pas une adresse : donnez par exemple https://data.exemple.fr/."
            )
        self.address = address if address.endswith("/") else f"{address}/"
        self._old, self._new = f"<{BASE}".encode(), f"<{self.address}".encode()

    def lines(self, block: bytes) -> bytes:
        """Lines of canonical N-Quads with their IRIs moved."""
        if self.address == BASE:
            return block
        return b"".join(map(self._line, block.splitlines(keepends=True)))

    def _line(self, line: bytes) -> bytes:
        # Subject and predicate hold no space; an object that is a text may hold anything, the graph comes last.
        subject, predicate, rest = line.split(b" ", 2)
        end = rest.rindex(b" <") if rest.startswith(b'"') else 0
        moved = rest[end:].replace(self._old, self._new)
        parts = (subject.replace(self._old, self._new), predicate.replace(self._old, self._new))
        return b" ".join((*parts, rest[:end] + moved))

    def node(self, node: Node) -> Node:
        """A node with its IRIs moved."""
        if self.address == BASE:
            return node
        properties = tuple(
            (Iri(self.iri(name.value)), tuple(map(self._term, values))) for name, values in node.properties
        )
        return Node(self._term(node.subject), tuple(map(self._term, node.types)), properties)

    def iri(self, iri: str) -> str:
        """An IRI, moved when it is ours."""
        return self.address + iri.removeprefix(BASE) if iri.startswith(BASE) else iri

    def _term(self, term: Term) -> Term:
        if isinstance(term, Iri):
            return Iri(self.iri(term.value))
        # An address given as a value is an address all the same.
        is_address = isinstance(term, Literal) and term.datatype == _ADDRESS
        return Literal(self.iri(term.value), _ADDRESS) if is_address else term
