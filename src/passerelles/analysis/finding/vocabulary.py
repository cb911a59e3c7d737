"""The words of a graph, looked up: stems, families, beginnings, corrections."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from passerelles.analysis.finding.schema import FILE
from passerelles.analysis.finding.spelling import Speller


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the graph: the number of its stem, how often it stands there, how it is mostly written."""

    word: str
    stem: int
    count: int
    surface: str


class Tables:
    """The tables of a search, read by several threads, each with a connection of its own."""

    def __init__(self, folder: Path) -> None:
        self._address = f"{(folder / FILE).absolute().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """The rows of a query over the tables of `schema`; values are bound, never pasted."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._address, uri=True)
            self._local.connection = connection
        return connection.execute(sql, tuple(values)).fetchall()


class Vocabulary:
    """Words and stems of one search."""

    def __init__(self, tables: Tables, folder: Path) -> None:
        self._tables = tables
        self._lock = threading.Lock()
        #: How much each stem weighs.
        self.idf = np.load(folder / "idf.npy")

    def known(self, word: str) -> Known | None:
        """The folded word, if the graph has it."""
        found = self._tables.rows("SELECT word, stem, count, surface FROM word WHERE word = ?", (word,))
        return _known(found[0]) if found else None

    def stem(self, stem: str) -> int | None:
        """The number of a stem, or of a mark such as `~sio` or `=type:bts`."""
        found = self._tables.rows("SELECT id FROM stem WHERE stem = ?", (stem,))
        return int(str(found[0][0])) if found else None

    def family(self, stem: int) -> list[tuple[int, float]]:
        """The stems that may stand for a stem, with how far."""
        found = self._tables.rows("SELECT other, weight FROM family WHERE stem = ? ORDER BY other", (stem,))
        return [(int(str(other)), float(str(weight))) for other, weight in found]

    def beginning(self, start: str, limit: int = 16) -> list[Known]:
        """The commonest words that begin like that."""
        found = self._tables.rows(
            "SELECT word, stem, count, surface FROM word WHERE word >= ? AND word < ? "
            "ORDER BY count DESC, word LIMIT ?",
            (start, start + "\U0010ffff", limit),
        )
        return [_known(row) for row in found]

    @cached_property
    def speller(self) -> Speller:
        """Corrections out of all words."""
        with self._lock:
            found = self._tables.rows("SELECT word, count FROM word")
            return Speller((str(word), int(str(count))) for word, count in found)


def _known(row: tuple[object, ...]) -> Known:
    word, stem, count, surface = row
    return Known(str(word), int(str(stem)), int(str(count)), str(surface))
