"""Lines of N-Quads and N-Triples: what a canonical one is, and millions of them sorted on disk, each kept once."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

_IRI = r"<[^\x00-\x20<>\"{}|^`\\]*+>"
_LITERAL = rf'"(?:[^"\\\n\r]|\\.)*+"(?:@[a-zA-Z0-9-]++|\^\^{_IRI})?+'
_TRIPLE = rf"{_IRI} {_IRI} (?:{_IRI}|{_LITERAL})"
_LINE = re.compile(rf"{_TRIPLE} {_IRI} \.")
_BLOCK = re.compile(rf"(?:{_TRIPLE} \.\n)*+")


class SortedLines:
    """Lines gathered in any order and given back sorted by code point, without duplicates.

    `chunk` is the number of bytes held in memory before a sorted run is written to `folder`.
    """

    def __init__(self, folder: Path, chunk: int = 64_000_000) -> None:
        self._folder = folder
        self._chunk = chunk
        self._waiting: list[bytes] = []
        self._size = 0
        self._runs: list[Path] = []

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines with their line end."""
        for line in lines:
            self._waiting.append(line)
            self._size += len(line)
            if self._size >= self._chunk:
                self._spill()

    def _spill(self) -> None:
        path = self._folder / f"run-{len(self._runs)}"
        with path.open("wb") as file:
            file.writelines(sorted(set(self._waiting)))
        self._runs.append(path)
        self._waiting, self._size = [], 0

    def lines(self) -> Iterator[bytes]:
        """All lines, sorted, each once."""
        if not self._runs:
            yield from sorted(set(self._waiting))
            return
        self._spill()
        files = [path.open("rb") for path in self._runs]
        try:
            for line, _ in groupby(heapq.merge(*files)):
                yield line
        finally:
            for file in files:
                file.close()


def check_quad(line: str) -> None:
    """Raise `ValueError` unless `line` is one canonical quad in a named graph, without blank node or line end."""
    if _LINE.fullmatch(line) is None:
        if line.startswith("_:") or " _:" in line:
            raise ValueError(f"blank nodes have no stable name, mint an IRI instead: {line[:200]!r}")
        raise ValueError(f"not one canonical N-Quads line with its graph: {line[:200]!r}")


def check_block(block: str) -> None:
    """Raise `ValueError` unless `block` is canonical N-Triples lines without blank node, each with its end."""
    whole = _BLOCK.match(block)
    end = whole.end() if whole else 0
    if end != len(block):
        raise ValueError(f"not a canonical N-Triples line: {block[end : end + 200]!r}")


def triple(line: str) -> str:
    """The triple part of a quad, without its graph and final dot."""
    return line[: line.rindex(" <")]


def graph_of(line: str) -> str:
    """The IRI of the graph of a quad."""
    return line[line.rindex(" <") + 2 : -3]
