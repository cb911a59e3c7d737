"""Rows of a query as they stream from a store, each term as it is written, and as a node when it is needed."""

from __future__ import annotations

import re
from collections.abc import Generator
from functools import lru_cache

from rdflib import BNode, Literal
from rdflib.namespace import XSD
from rdflib.term import Node, URIRef

from passerelles.store import Dataset

_LITERAL = re.compile(r'"(.*)"(?:@([\w-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def rows(dataset: Dataset, query: str) -> Generator[tuple[str, ...], None, None]:
    """The rows of a SELECT query, terms written as in SPARQL's TSV; unbound ones are empty."""
    rest = b""
    header = True
    for piece in dataset.serialise(query, "text/tab-separated-values"):
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            if header:
                header = False
            else:
                yield tuple(line.decode().split("\t"))
    if rest and not header:
        yield tuple(rest.decode().split("\t"))


@lru_cache(maxsize=65_536)
def node_of_text(text: str) -> Node:
    """The node that a written term stands for."""
    if text.startswith("<"):
        return URIRef(text[1:-1])
    if text.startswith("_:"):
        return BNode(text[2:])
    match = _LITERAL.fullmatch(text)
    if match is not None:
        value = _ESCAPED.sub(lambda found: _SIGNS.get(found[1], found[1]), match[1])
        return Literal(value, lang=match[2], datatype=URIRef(match[3]) if match[3] else None)
    if text in ("true", "false"):
        return Literal(text, datatype=XSD.boolean)
    kind = XSD.integer if text.lstrip("+-").isdigit() else XSD.double if "e" in text.lower() else XSD.decimal
    return Literal(text, datatype=kind)
