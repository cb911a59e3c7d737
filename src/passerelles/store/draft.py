"""A new version of a store, written beside the current one and put in its place at the end."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from passerelles.store.dump import sorted_triples
from passerelles.store.embedded import EmbeddedDataset
from passerelles.store.engine_dataset import EngineDataset
from passerelles.store.layout import FORMAT, Layout, disk_errors, sync_folder
from passerelles.store.loading import Loading
from passerelles.store.sources import (
    FILE_NAME,
    SHA256,
    SourceGraph,
    SourcesBeingWritten,
    StoredSource,
    compressed,
)

_ATTACHMENT = re.compile(r"[\w-][\w.-]*")
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


class Draft:
    """The version being written; nothing of it is seen by readers before `publish` returns."""

    def __init__(self, layout: Layout, folder: Path, version: str) -> None:
        self._layout = layout
        self._folder = folder
        self._version = version
        self._published = False
        (folder / "attachments").mkdir(exist_ok=True)
        self._loading = Loading(folder / "data")
        self._sources = SourcesBeingWritten(folder / FILE_NAME)

    def add(self, nquads_lines: Iterable[str]) -> None:
        """Take canonical N-Quads lines, without line end, each in a named graph, in any order.

        Raises `ValueError` for a blank node or a malformed line: a fault of the program, not of the data.
        """
        with disk_errors(self._layout.location):
            self._loading.add(nquads_lines)

    def add_source(self, graph: SourceGraph, day: date) -> None:
        """Take all that one source says, as it is from `day` on."""
        with disk_errors(self._layout.location):
            self._loading.add_block(graph.source.graph, graph.block, graph.source.statements)
            self._sources.add(graph, day)

    def end_source(self, sha256: str, day: date) -> None:
        """Take note that a source holds no longer from `day` on; `withdraw` then takes it out of the merge."""
        with disk_errors(self._layout.location):
            self._sources.end(sha256, day)

    def withdraw(self, graphs: Iterable[str]) -> None:
        """Take the triples of these graphs out of the default graph, but for those that another source states.

        The graphs themselves stay: they are the earlier state.
        """
        with disk_errors(self._layout.location):
            store, ended = self._loading.store(), self._sources.ended_graphs()
            for name in graphs:
                unmerge(store, name, ended)

    def merge(self, graphs: Iterable[str]) -> None:
        """Put the triples of graphs that are in the store into the default graph (again)."""
        with disk_errors(self._layout.location):
            store = self._loading.store()
            for name in graphs:
                quads = store.quads_for_pattern(None, None, None, ox.NamedNode(name))
                store.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads])

    def drop(self, graph: str) -> None:
        """Remove a graph that is no source, such as the derived one, to write it anew."""
        with disk_errors(self._layout.location):
            store = self._loading.store()
            unmerge(store, graph, self._sources.ended_graphs() | {graph})
            store.remove_graph(ox.NamedNode(graph))

    def restore(self, day: date) -> None:
        """Make the sources those that held at the end of `day`."""
        with disk_errors(self._layout.location):
            before = {source.graph for source in self._sources.holding()}
            self._sources.restore(day)
            after = {source.graph for source in self._sources.holding()}
            self.withdraw(sorted(before - after))
            self.merge(sorted(after - before))

    def record(self, day: date, changes: Iterable[dict[str, Any]]) -> None:
        """Keep what changed on a day, for `changes` of the published version."""
        with disk_errors(self._layout.location):
            self._sources.record(day, changes)

    def sources(self) -> list[StoredSource]:
        """The sources that hold in this draft, in the order of their graphs."""
        return list(self._sources.holding())

    def ended_graphs(self) -> frozenset[str]:
        """The graphs of the sources that hold no longer."""
        return self._sources.ended_graphs()

    def text_of(self, sha256: str) -> str | None:
        """The text of a source of this draft, or None."""
        return self._sources.text_of(sha256)

    def put_text(self, sha256: str, text: str) -> None:
        """Keep the text of a source under the SHA-256 of its document."""
        if not SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in lower-case hexadecimal: {sha256!r}")
        with disk_errors(self._layout.location):
            self._sources.put_text(sha256, compressed(text))

    def put_attachment(self, name: str, content: bytes) -> None:
        """Keep a file beside the graph, such as the report of a validation; `name` is a plain file name."""
        if not _ATTACHMENT.fullmatch(name):
            raise ValueError(f"not a plain file name: {name!r}")
        with disk_errors(self._layout.location):
            (self._folder / "attachments" / name).write_bytes(content)

    def attachment_before(self, name: str) -> bytes | None:
        """That file beside the graph that is published now, or None."""
        current = self._layout.current()
        if current is None:
            return None
        with disk_errors(self._layout.location), suppress(FileNotFoundError):
            return (self._layout.path(current) / "attachments" / name).read_bytes()
        return None

    def reader(self) -> Callable[[], EngineDataset]:
        """What opens the draft as it is now for reading, in this process or another (it can be pickled).

        Nothing may be added while such a dataset is open.
        """
        with disk_errors(self._layout.location):
            self._loading.close()
        return partial(_open, str(self._folder / "data"))

    def extract(self, graphs: Iterable[str]) -> EngineDataset:
        """A dataset in memory of some graphs of the draft alone, merged in its default graph."""
        with disk_errors(self._layout.location):
            store, some = self._loading.store(), ox.Store()
            for name in graphs:
                quads = list(store.quads_for_pattern(None, None, None, ox.NamedNode(name)))
                some.extend(quads)
                some.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads])
        return EngineDataset(some)

    def publish(self, manifest: Mapping[str, Any]) -> str:
        """The number of the new version, once readers that open the store get it.

        `manifest` is JSON data kept with the version; the keys `format`, `version`, `quads`, `triples` (those
        of the merged graph) and `sha256` (of all graphs, equal for equal content) are added to it.
        """
        if self._published:
            raise ValueError("this draft is published already")
        with disk_errors(self._layout.location):
            counts = self._counts()
            self._loading.close()
            self._sources.close()
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

    def discard(self) -> None:
        """Let go of the files, which are about to be removed."""
        self._loading.discard()
        self._sources.discard()

    def _counts(self) -> dict[str, Any]:
        store = self._loading.store()
        found = store.query(_COUNT)
        assert isinstance(found, ox.QuerySolutions)
        triples = int(next(iter(found))["n"].value)
        quads = 0
        whole = hashlib.sha256()
        known = {source.graph: source for source in self._sources.holding()}
        ended = self._sources.ended_graphs()
        for graph in sorted(node.value for node in store.named_graphs() if isinstance(node, ox.NamedNode)):
            if graph in ended:
                continue
            if source := known.get(graph):
                statements, digest = source.statements, source.digest
            else:
                lines = sorted_triples(store, graph)
                statements, digest = len(lines), hashlib.sha256(b"".join(lines)).hexdigest()
            quads += statements
            whole.update(f"{graph} {digest}\n".encode())
        return {"quads": quads, "triples": triples, "sha256": whole.hexdigest()}


def unmerge(store: ox.Store, graph: str, ended: frozenset[str]) -> None:
    """Take the triples of a graph out of the default graph, but for those of a graph that is not `ended`."""
    for quad in list(store.quads_for_pattern(None, None, None, ox.NamedNode(graph))):
        unmerge_quad(store, quad, ended)


def unmerge_quad(store: ox.Store, quad: ox.Quad, ended: frozenset[str]) -> None:
    """Take one triple out of the default graph, unless a graph that is not `ended` states it."""
    merged = ox.Quad(quad.subject, quad.predicate, quad.object)
    if not _stated(store, merged, ended):
        store.remove(merged)


def _stated(store: ox.Store, merged: ox.Quad, ended: frozenset[str]) -> bool:
    """Whether a graph that is not one of `ended` states the triple."""
    for quad in store.quads_for_pattern(merged.subject, merged.predicate, merged.object, None):
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value not in ended:
            return True
    return False


def _open(folder: str) -> EngineDataset:
    return EngineDataset(ox.Store.read_only(folder))


@contextmanager
def draft(location: Path, *, base: EmbeddedDataset | None = None) -> Iterator[Draft]:
    """A draft of the next version of the store at `location`, thrown away unless it is published.

    It starts empty, or as `base`, a version open for reading, is: its files are shared, not copied. Raises
    `StoreError` when another build is running there, the disk is full or the folder cannot be written.
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
            if base is not None:
                base.copy_to(folder)
            work = Draft(layout, folder, version)
            held.callback(work.discard)
        yield work
