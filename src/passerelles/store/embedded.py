"""A published version of a store on this disk, opened for reading."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType, TracebackType
from typing import Any

import pyoxigraph as ox

from passerelles.errors import StoreError
from passerelles.store.dump import merged_triples, sorted_quads, sorted_triples
from passerelles.store.engine_dataset import EngineDataset
from passerelles.store.layout import Layout, disk_errors
from passerelles.store.sources import FILE_NAME, Sources, StoredSource
from passerelles.store.terms import Triple

_ATTACHMENT = re.compile(r"[\w-][\w.-]*")
#: Lines given back in one piece.
_PIECE = 2_000


@dataclass(frozen=True, slots=True)
class Part:
    """What is left of a version without some graphs: its folder, and the graphs that are not in it."""

    folder: Path
    hidden: frozenset[str]
    temporary: TemporaryDirectory[str] | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One published state of a store: its number, and the manifest written with it."""

    id: str
    manifest: Mapping[str, Any]


class EmbeddedDataset(EngineDataset):
    """A `Dataset` over one version on disk, or a part of it; it answers from it while new ones are published.

    Safe to use from several threads. Close it, or use it as a context manager, so that the version can be
    removed once it is old.
    """

    def __init__(self, layout: Layout, version: str, lock: int, part: Part | None = None) -> None:
        self._lock: int | None = lock
        self._part = part
        self._folder = layout.path(version)
        self.location = layout.location
        self._sources = Sources(self._folder / FILE_NAME)
        self.version = Version(version, MappingProxyType(layout.manifest(version)))
        try:
            super().__init__(ox.Store.read_only(str(self.data_folder)))
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(
                f"La base « {layout.location} » est abîmée (version {version}) : "
                f"reconstruisez-la avec « passerelles build ». Détail : {error}"
            ) from error

    def __enter__(self) -> EmbeddedDataset:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the version; the dataset must not be used afterwards."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
            if self._part is not None and self._part.temporary is not None:
                self._part.temporary.cleanup()

    @property
    def hidden(self) -> frozenset[str]:
        """The graphs of the version that this dataset is without, their texts and what came of them too."""
        return self._part.hidden if self._part else frozenset()

    @property
    def data_folder(self) -> Path:
        """Where the engine's files are."""
        return (self._part.folder if self._part else self._folder) / "data"

    @property
    def derived_folder(self) -> Path:
        """Where files derived from this dataset may be kept; they are removed with its version."""
        return (self._part.folder if self._part else self._folder) / "derived"

    def text_of(self, sha256: str) -> str | None:
        """The text of a source as it was read, or None when the store has none under that SHA-256."""
        if any(graph.endswith(f"/{sha256}") for graph in self.hidden):
            return None
        with disk_errors(self.location):
            return self._sources.text_of(sha256)

    def attachment(self, name: str) -> bytes | None:
        """A file kept beside the graph, or None when there is none of that name."""
        if not _ATTACHMENT.fullmatch(name):
            return None
        with disk_errors(self.location):
            try:
                return (self._folder / "attachments" / name).read_bytes()
            except FileNotFoundError:
                return None

    def sources(self) -> list[StoredSource]:
        """The sources that the graph is made of, in the order of their graphs."""
        return [source for source in self._sources.holding() if source.graph not in self.hidden]

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted; those of earlier states are left out."""
        with disk_errors(self.location):
            ended = self._sources.ended_graphs()
            named = [node.value for node in self._store.named_graphs() if isinstance(node, ox.NamedNode)]
        return sorted(graph for graph in named if graph not in ended)

    def triples_of(self, graph: str) -> list[str]:
        """The sorted N-Triples lines of one named graph, of whatever state, without line end."""
        return [line.decode().rstrip("\n") for line in sorted_triples(self._store, graph)]

    def changes(self, since: date) -> list[dict[str, Any]]:
        """What updates changed on `since` and later, oldest first, as it was recorded."""
        return self._sources.changes(since)

    def days(self) -> list[date]:
        """The days of the states that can be asked for, oldest first."""
        return self._sources.days()

    def nquads(self, without: frozenset[str] = frozenset()) -> Iterator[bytes]:
        """The named graphs as sorted N-Quads in pieces of whole lines, equal for equal graphs.

        Graphs of earlier states and those of `without` are left out.
        """
        left = self._sources.ended_graphs() | without
        graphs = sorted(node.value for node in self._store.named_graphs() if isinstance(node, ox.NamedNode))
        with disk_errors(self.location):
            lines = sorted_quads(self._store, [graph for graph in graphs if graph not in left])
            while block := list(islice(lines, _PIECE)):
                yield b"".join(block)

    def triples(self) -> Iterator[Triple]:
        """The triples of the merged graph, each once, sorted as N-Triples are; read as needed."""
        return merged_triples(self.nquads())

    def ended_graphs(self) -> frozenset[str]:
        """The graphs of earlier states."""
        return self._sources.ended_graphs()

    def backup_to(self, folder: Path) -> None:
        """Make the database in `folder`, sharing its files, which never change."""
        self._store.backup(str(folder))

    def copy_to(self, folder: Path) -> None:
        """Make the whole version's content in `folder`, sharing the files of the database, which never change."""
        if self._part is not None:
            raise ValueError("a part of a version is no version")
        self.backup_to(folder / "data")
        shutil.copyfile(self._folder / FILE_NAME, folder / FILE_NAME)
        shutil.copytree(self._folder / "attachments", folder / "attachments")


def open_part(whole: EmbeddedDataset, part: Part) -> EmbeddedDataset:
    """That part of the version that `whole` reads; both are to be closed."""
    layout = Layout(whole.location)
    with disk_errors(whole.location):
        lock = layout.hold(whole.version.id)
        if lock is None:
            raise StoreError(f"La version {whole.version.id} de la base « {whole.location} » n’est plus là.")
        try:
            return EmbeddedDataset(layout, whole.version.id, lock, part)
        except BaseException:
            os.close(lock)
            raise


def open_store(location: Path, version: str | None = None) -> EmbeddedDataset:
    """The current version of the store at `location`, or the one asked for, opened for reading.

    Raises `StoreError` when there is no store, it is damaged, or another version of Passerelles made it.
    """
    layout = Layout(location)
    with disk_errors(location):
        # A build may remove a version between reading its number and holding it: then a newer one is there.
        for _ in range(20):
            wanted = version or layout.current()
            if wanted is None:
                break
            lock = layout.hold(wanted)
            if lock is not None:
                try:
                    return EmbeddedDataset(layout, wanted, lock)
                except BaseException:
                    os.close(lock)
                    raise
            if version or wanted == layout.current():
                raise StoreError(
                    f"La version {wanted} de la base « {location} » n’est plus là : "
                    "reconstruisez-la avec « passerelles build »."
                )
    raise StoreError(
        f"Il n’y a pas de base Passerelles dans « {location} » : construisez-la avec "
        f"« passerelles build DOSSIER --store {location} », ou donnez un autre dossier avec « --store »."
    )


def current_version(location: Path) -> str | None:
    """The number of the version that `open_store` would open now, or None when there is none."""
    with disk_errors(location):
        return Layout(location).current()
