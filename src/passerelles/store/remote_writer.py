"""Writing into a SPARQL store elsewhere: updates, and triples added to named graphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

from passerelles.store.endpoint import Endpoint

#: Triples in one block of an update: Virtuoso's parser runs out of memory near 5 000.
_BLOCK = 1_000
#: Some servers undo \\uXXXX before they read strings: a backslash of a value must not meet a u.
_FALSE_ESCAPE = re.compile(r"((?<!\\)(?:\\\\)+)([uU])")
_LETTERS = {"u": r"\u0075", "U": r"\u0055"}


class RemoteWriter:
    """Writes through the update address of a store, and through its Graph Store address when it has one.

    Options are those of `Endpoint`. All methods raise `StoreError` for a server that fails or refuses.
    """

    def __init__(self, update: str, graph_store: str | None = None, **options: Any) -> None:
        self._update = Endpoint(update, **options)
        self._graph_store = Endpoint(graph_store, **options) if graph_store else None

    def update(self, text: str) -> None:
        """Run an update."""
        content = urlencode({"update": text}).encode()
        self._update.send("POST", content, "application/x-www-form-urlencoded")

    def add(self, pieces: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Add triples, as N-Triples lines without line end, to named graphs; what is there already stays as it is."""
        if self._graph_store is None:
            self.update(insertion(pieces))
            return
        for graph, lines in pieces:
            address = f"{self._graph_store.url}?graph={quote(graph, safe='')}"
            content = "".join(f"{line}\n" for line in lines).encode()
            self._graph_store.at(address).send("POST", content, "application/n-triples")


def insertion(pieces: Iterable[tuple[str, Sequence[str]]]) -> str:
    """The update that adds triples to named graphs."""
    blocks = (
        f"GRAPH <{graph}> {{\n{_escaped(block)}\n}}\n" for graph, lines in pieces for block in _blocks(lines)
    )
    return f"INSERT DATA {{\n{''.join(blocks)}}}"


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    remaining = iter(lines)
    while block := list(islice(remaining, _BLOCK)):
        yield "\n".join(block)


def _escaped(text: str) -> str:
    return _FALSE_ESCAPE.sub(lambda found: found[1] + _LETTERS[found[2]], text)
