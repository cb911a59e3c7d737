"""A new version of a store, written beside the current one and put in its place at the end."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pyoxigraph

from passerelles.store.layout import FORMAT, Layout, disk_errors, sync_folder
from passerelles.store.quads import SortedQuads, triple

SHA256 = re.compile(r"[0-9a-f]{64}")
FILE_NAME = re.compile(r"[\w-][\w.-]*")


class Draft:
    """The version being written; nothing of it is seen by readers before `publish` returns."""

    def __init__(self, layout: Layout, folder: Path, version: str) -> None:
        self._layout = layout
        self._folder = folder
        self._version = version
        self._published = False
        for name in ("texts", "attachments", "runs"):
            (folder / name).mkdir()
        self._quads = SortedQuads(folder / "runs")

    def add(self, nquads_lines: Iterable[str]) -> None:
        """Take canonical N-Quads lines, without line end, each in a named graph, in any order.

        Raises `ValueError` for a blank node or a malformed line: a fault of the program, not of the data.
        """
        with disk_errors(self._layout.location):
            self._quads.add(nquads_lines)

    def put_text(self, sha256: str, text: str) -> None:
        """Keep the text of a source under the SHA-256 of its document."""
        if not SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in lower-case hexadecimal: {sha256!r}")
        with disk_errors(self._layout.location):
            (self._folder / "texts" / sha256).write_bytes(text.encode())

    def put_attachment(self, name: str, content: bytes) -> None:
        """Keep a file beside the graph, such as the report of a validation; `name` is a plain file name."""
        if not FILE_NAME.fullmatch(name):
            raise ValueError(f"not a plain file name: {name!r}")
        with disk_errors(self._layout.location):
            (self._folder / "attachments" / name).write_bytes(content)

    def publish(self, manifest: Mapping[str, Any]) -> str:
        """The number of the new version, once readers that open the store get it.

        `manifest` is JSON data kept with the version; the keys `format`, `version`, `quads`, `triples` (those
        of the merged graph) and `sha256` (of the sorted N-Quads) are added to it.
        """
        if self._published:
            raise ValueError("this draft is published already")
        with disk_errors(self._layout.location):
            counts = self._load()
            shutil.rmtree(self._folder / "runs")
            full = {**manifest, **counts, "format": FORMAT, "version": self._version}
            text = json.dumps(full, ensure_ascii=False, indent=1, sort_keys=True)
            (self._folder / "manifest.json").write_bytes(text.encode())
            (self._folder / "lock").touch()
            # All the files of the version must be on the disk before its name is.
            os.sync()
            self._folder.rename(self._layout.path(self._version))
            sync_folder(self._layout.versions)
            self._layout.switch(self._version)
            self._published = True
        # The version is there, even if an old one cannot be removed yet: the next build tries again.
        with suppress(OSError):
            self._layout.clean()
        return self._version

    def _load(self) -> dict[str, Any]:
        """Fill the database, sources in their named graphs and all of them merged in the default graph."""
        store = pyoxigraph.Store(self._folder / "data")
        # Neither name nor time in the header: equal graphs give equal files.
        with (
            (self._folder / "quads.nq.gz").open("wb") as file,
            gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=3, mtime=0) as copy,
        ):
            feed = _Feed(self._quads.lines(), copy)
            # Oxigraph reads by the kilobyte; the buffer keeps Python out of most of those calls.
            buffer = io.BufferedReader(feed, 1 << 20)
            try:
                store.bulk_load(input=buffer, format=pyoxigraph.RdfFormat.N_QUADS)
            except SyntaxError as error:
                raise ValueError(f"the engine refuses a quad: {error}") from error
        store.flush()
        return {"quads": feed.quads, "triples": feed.triples, "sha256": feed.digest.hexdigest()}


class _Feed(io.RawIOBase):
    """What the database reads: each quad, and each triple once without graph; quads are copied on the way."""

    def __init__(self, lines: Iterator[bytes], copy: gzip.GzipFile) -> None:
        super().__init__()
        self._lines = lines
        self._copy = copy
        self._last = b""
        self._rest = memoryview(b"")
        self.quads = 0
        self.triples = 0
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` as far as what is ready goes; 0 at the end."""
        while not self._rest and self._refill():
            pass
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    def _refill(self) -> bool:
        named: list[bytes] = []
        merged: list[bytes] = []
        for line in self._lines:
            named.append(line)
            statement = triple(line)
            if statement != self._last:
                self._last = statement
                merged.append(statement + b" .\n")
            if len(named) == 2000:
                break
        self.quads += len(named)
        self.triples += len(merged)
        block = b"".join(named)
        self._copy.write(block)
        self.digest.update(block)
        self._rest = memoryview(block + b"".join(merged))
        return bool(named)


@contextmanager
def draft(location: Path) -> Iterator[Draft]:
    """A draft of the next version of the store at `location`, thrown away unless it is published.

    Raises `StoreError` when another build is running there, the disk is full or the folder cannot be written.
    """
    with ExitStack() as held:
        with disk_errors(location):
            location.mkdir(parents=True, exist_ok=True)
            layout = Layout(location)
            layout.versions.mkdir(exist_ok=True)
            held.enter_context(layout.build_lock())
            layout.clean()
            version = layout.next()
            folder = layout.versions / f"{version}.draft"
            folder.mkdir()
            held.callback(shutil.rmtree, folder, ignore_errors=True)
            work = Draft(layout, folder, version)
        yield work
