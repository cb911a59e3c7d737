"""A published version of a store on this disk, opened for reading."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any

import pyoxigraph as ox

from passerelles.errors import StoreError
from passerelles.store.draft import FILE_NAME, SHA256
from passerelles.store.engine_dataset import EngineDataset
from passerelles.store.engine_terms import triple_from_engine
from passerelles.store.layout import Layout, disk_errors
from passerelles.store.quads import triple
from passerelles.store.terms import Triple


@dataclass(frozen=True, slots=True)
class Version:
    """One published state of a store: its number, and the manifest written with it."""

    id: str
    manifest: Mapping[str, Any]


class EmbeddedDataset(EngineDataset):
    """A `Dataset` over one version on disk; it goes on answering from it while new ones are published.

    Safe to use from several threads. Close it, or use it as a context manager, so that the version can be
    removed once it is old.
    """

    def __init__(self, layout: Layout, version: str, lock: int) -> None:
        self._lock: int | None = lock
        self._folder = layout.path(version)
        self.location = layout.location
        self.version = Version(version, MappingProxyType(layout.manifest(version)))
        try:
            super().__init__(ox.Store.read_only(str(self._folder / "data")))
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

    def text_of(self, sha256: str) -> str | None:
        """The text of a source as it was read, or None when the store has none under that SHA-256."""
        if not SHA256.fullmatch(sha256):
            return None
        content = self._file("texts", sha256)
        return None if content is None else content.decode()

    def attachment(self, name: str) -> bytes | None:
        """A file kept beside the graph, or None when there is none of that name."""
        return self._file("attachments", name) if FILE_NAME.fullmatch(name) else None

    def _file(self, folder: str, name: str) -> bytes | None:
        with disk_errors(self.location):
            try:
                return (self._folder / folder / name).read_bytes()
            except FileNotFoundError:
                return None

    def nquads(self) -> Iterator[bytes]:
        """The named graphs as sorted N-Quads in pieces of whole lines, equal for equal graphs."""
        with disk_errors(self.location), gzip.open(self._folder / "quads.nq.gz", "rb") as file:
            while block := file.readlines(1 << 18):
                yield b"".join(block)

    def triples(self) -> Iterator[Triple]:
        """The triples of the merged graph, each once, sorted as N-Triples are; read as needed."""
        last = b""
        for block in self.nquads():
            merged = []
            for line in block.splitlines():
                statement = triple(line)
                if statement != last:
                    last = statement
                    merged.append(statement + b" .\n")
            for quad in ox.parse(b"".join(merged), ox.RdfFormat.N_TRIPLES):
                yield triple_from_engine(quad.triple)


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
