"""Whole-graph reading: queries whose rows are taken one by one, however many there are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from passerelles.store import Dataset

PREFIXES = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""


def scan(dataset: Dataset, query: str) -> Iterator[list[str]]:
    """The rows of a SELECT query as plain values, "" for an unbound variable, without its heading.

    Raises what `Dataset.serialise` raises.
    """
    rows = csv.reader(_lines(dataset.serialise(PREFIXES + query, "text/csv")))
    next(rows, None)
    return rows


def _lines(pieces: Iterator[bytes]) -> Iterator[str]:
    """The lines of an answer in pieces; a piece may end inside a line, or inside a letter."""
    rest = b""
    for piece in pieces:
        whole, cut, rest = (rest + piece).rpartition(b"\n")
        # Values may hold line ends of their own: the reader of CSV puts them together again.
        yield from io.StringIO((whole + cut).decode(), newline="")
    if rest:
        yield rest.decode()
