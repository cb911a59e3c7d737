"""The sources of a store: which documents it holds, from which day to which, their texts, and what changed."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from passerelles.store.quads import check_block

SHA256 = re.compile(r"[0-9a-f]{64}")
FILE_NAME = "sources.sqlite"

_SCHEMA = """
CREATE TABLE source (
  sha256 TEXT PRIMARY KEY, graph TEXT NOT NULL, name TEXT NOT NULL, reader TEXT NOT NULL, flux TEXT, number TEXT,
  position INTEGER NOT NULL, issued TEXT, statements INTEGER NOT NULL, digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE state (sha256 TEXT NOT NULL, since TEXT NOT NULL, until TEXT);
CREATE INDEX state_sha256 ON state (sha256);
CREATE TABLE text (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE change (day TEXT NOT NULL, content TEXT NOT NULL);
"""
_COLUMNS = "sha256, graph, name, reader, flux, number, position, issued, statements, digest"


@dataclass(frozen=True, slots=True)
class StoredSource:
    """One source as a store keeps it.

    `graph` is the IRI of its named graph, `reader` the name of its loader, `position` its place in the recipe (the
    most trusted first), `issued` the document's own date. A fiche of an export that comes again every day has the
    `flux` it comes with and its `number` there. `digest` is the SHA-256 of its sorted N-Triples.
    """

    sha256: str
    graph: str
    name: str
    reader: str
    flux: str | None
    number: str | None
    position: int
    issued: date | None
    statements: int
    digest: str


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """A source on its way into a store: its sorted N-Triples, and its compressed text; made in any process."""

    source: StoredSource
    block: str
    text: bytes | None

    @classmethod
    def of(
        cls,
        triples: Sequence[str],
        *,
        sha256: str,
        graph: str,
        name: str,
        reader: str,
        position: int,
        issued: date | None,
        flux: str | None,
        number: str | None,
        text: str | None,
    ) -> SourceGraph:
        """The source with these sorted triples (lines without final dot); `ValueError` for one not canonical."""
        block = " .\n".join(triples) + " .\n" if triples else ""
        check_block(block)
        digest = hashlib.sha256(block.encode()).hexdigest()
        source = StoredSource(
            sha256, graph, name, reader, flux, number, position, issued, len(triples), digest
        )
        return cls(source, block, compressed(text) if text is not None else None)


def compressed(text: str) -> bytes:
    """A text as it is kept."""
    return zlib.compress(text.encode(), 3)


class SourcesBeingWritten:
    """The table of sources of a draft."""

    def __init__(self, path: Path) -> None:
        fresh = not path.exists()
        self._database = sqlite3.connect(path, isolation_level=None)
        # The whole file is thrown away with the draft, or synced when it is published: no journal is needed.
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        if fresh:
            self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN")

    def add(self, graph: SourceGraph, day: date) -> None:
        """Take note of a source that holds from `day` on."""
        source = graph.source
        issued = source.issued.isoformat() if source.issued else None
        self._database.execute(
            f"INSERT OR REPLACE INTO source ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                source.sha256,
                source.graph,
                source.name,
                source.reader,
                source.flux,
                source.number,
                source.position,
                issued,
                source.statements,
                source.digest,
            ),
        )
        self._database.execute("INSERT INTO state VALUES (?, ?, NULL)", (source.sha256, day.isoformat()))
        if graph.text is not None:
            self.put_text(source.sha256, graph.text)

    def put_text(self, sha256: str, content: bytes) -> None:
        """Keep a compressed text."""
        self._database.execute("INSERT OR REPLACE INTO text VALUES (?, ?)", (sha256, content))

    def text_of(self, sha256: str) -> str | None:
        """A text, or None."""
        return _text(self._database, sha256)

    def end(self, sha256: str, day: date) -> None:
        """Take note that a source holds no longer from `day` on."""
        self._database.execute(
            "UPDATE state SET until = ? WHERE sha256 = ? AND until IS NULL", (day.isoformat(), sha256)
        )

    def record(self, day: date, changes: Iterable[dict[str, Any]]) -> None:
        """Keep what changed on a day."""
        rows = ((day.isoformat(), json.dumps(change, ensure_ascii=False)) for change in changes)
        self._database.executemany("INSERT INTO change VALUES (?, ?)", rows)

    def restore(self, day: date) -> None:
        """Make the states those of the end of `day`, and forget what came later."""
        limit = day.isoformat()
        self._database.execute("DELETE FROM state WHERE since > ?", (limit,))
        self._database.execute("UPDATE state SET until = NULL WHERE until > ?", (limit,))
        self._database.execute("DELETE FROM change WHERE day > ?", (limit,))

    def holding(self) -> Iterator[StoredSource]:
        """The sources that hold now, in the order of their graphs."""
        return _holding(self._database)

    def ended_graphs(self) -> frozenset[str]:
        """The graphs of the sources that hold no longer."""
        return _ended(self._database)

    def close(self) -> None:
        """Write everything."""
        self._database.execute("COMMIT")
        self._database.close()

    def discard(self) -> None:
        """Let go of the file at once."""
        self._database.close()


class Sources:
    """The table of sources of a published version; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        # The file never changes once published: no lock, no file beside it, reading writes nothing.
        self._address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"

    def holding(self) -> list[StoredSource]:
        """The sources that hold now, in the order of their graphs."""
        with closing(self._connect()) as database:
            return list(_holding(database))

    def ended_graphs(self) -> frozenset[str]:
        """The graphs of the sources that hold no longer: states kept for questions about an earlier day."""
        with closing(self._connect()) as database:
            return _ended(database)

    def text_of(self, sha256: str) -> str | None:
        """The text of a source, or None."""
        if not SHA256.fullmatch(sha256):
            return None
        with closing(self._connect()) as database:
            return _text(database, sha256)

    def changes(self, since: date) -> list[dict[str, Any]]:
        """What changed on `since` and later, oldest first."""
        query = "SELECT content FROM change WHERE day >= ? ORDER BY day, rowid"
        with closing(self._connect()) as database:
            return [json.loads(row[0]) for row in database.execute(query, (since.isoformat(),))]

    def days(self) -> list[date]:
        """The days on which the sources changed, the first state included."""
        query = "SELECT since FROM state UNION SELECT until FROM state WHERE until IS NOT NULL ORDER BY 1"
        with closing(self._connect()) as database:
            return [date.fromisoformat(row[0]) for row in database.execute(query)]

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._address, uri=True)


def _text(database: sqlite3.Connection, sha256: str) -> str | None:
    row = database.execute("SELECT content FROM text WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else zlib.decompress(row[0]).decode()


def _holding(database: sqlite3.Connection) -> Iterator[StoredSource]:
    query = (
        f"SELECT {_COLUMNS} FROM source WHERE sha256 IN (SELECT sha256 FROM state WHERE until IS NULL) "
        "ORDER BY graph"
    )
    for row in database.execute(query):
        sha256, graph, name, reader, flux, number, position, issued, statements, digest = row
        day = date.fromisoformat(issued) if issued else None
        yield StoredSource(sha256, graph, name, reader, flux, number, position, day, statements, digest)


def _ended(database: sqlite3.Connection) -> frozenset[str]:
    query = "SELECT graph FROM source WHERE sha256 NOT IN (SELECT sha256 FROM state WHERE until IS NULL)"
    return frozenset(row[0] for row in database.execute(query))
