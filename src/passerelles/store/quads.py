"""Millions of N-Quads lines sorted on disk, each kept once."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

_IRI = r"<[^\x00-\x20<>\"{}|^`\\]*>"
_LITERAL = rf'"(?:[^"\\\n\r]|\\.)*"(?:@[a-zA-Z0-9-]+|\^\^{_IRI})?'
_LINE = re.compile(rf"{_IRI} {_IRI} (?:{_IRI}|{_LITERAL}) {_IRI} \.")


class SortedQuads:
    """Lines gathered in any order and given back sorted by code point, without duplicates.

    `chunk` is the number of characters held in memory before a sorted run is written to `folder`.
    """

    def __init__(self, folder: Path, chunk: int = 64_000_000) -> None:
        self._folder = folder
        self._chunk = chunk
        self._waiting: list[str] = []
        self._size = 0
        self._runs: list[Path] = []

    def add(self, lines: Iterable[str]) -> None:
        """Take N-Quads lines without line end; `ValueError` for a blank node or a line without graph."""
        for line in lines:
            if _LINE.fullmatch(line) is None:
                raise ValueError(_fault(line))
            self._waiting.append(line)
            self._size += len(line)
            if self._size >= self._chunk:
                self._spill()

    def _spill(self) -> None:
        path = self._folder / f"run-{len(self._runs)}.nq"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in sorted(set(self._waiting)))
        self._runs.append(path)
        self._waiting, self._size = [], 0

    def lines(self) -> Iterator[bytes]:
        """All lines, sorted, each once, with its line end."""
        if not self._runs:
            yield from (f"{line}\n".encode() for line in sorted(set(self._waiting)))
            return
        self._spill()
        files = [path.open("rb") for path in self._runs]
        try:
            for line, _ in groupby(heapq.merge(*files)):
                yield line
        finally:
            for file in files:
                file.close()


def _fault(line: str) -> str:
    if line.startswith("_:") or " _:" in line:
        return f"blank nodes have no stable name, mint an IRI instead: {line[:200]!r}"
    return f"not one canonical N-Quads line with its graph: {line[:200]!r}"


def triple(line: bytes) -> bytes:
    """The triple part of a sorted line, without its graph and final dot: equal triples are neighbours."""
    return line[: line.rindex(b" <")]
