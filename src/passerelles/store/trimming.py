"""A version without some of its graphs: its files are shared, not copied, and only what is left out costs time."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from passerelles.store.draft import unmerge, unmerge_quad
from passerelles.store.embedded import EmbeddedDataset, Part, open_part
from passerelles.store.layout import disk_errors

#: Raised by one whenever a part made by older code could hold what it must not.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Trimming:
    """What a part of a version lacks: whole graphs and single N-Quads lines; and lines that take the place of some."""

    graphs: frozenset[str]
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A name for the part, another one for each other content."""
        said = "\n".join([*sorted(self.graphs), "", *sorted(self.removed), "", *sorted(self.added)])
        return f"sans-{FORMAT}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def trimmed(whole: EmbeddedDataset, trimming: Trimming) -> EmbeddedDataset:
    """The part of the version that `whole` reads; made once and kept beside it. Both are to be closed.

    It is made in a temporary folder, which goes when the part is closed, where the version's cannot be written.
    Raises `StoreError` when the disk refuses.
    """
    with disk_errors(whole.location):
        folder = whole.derived_folder
        if _is_writable(folder):
            return open_part(whole, Part(_kept(whole, trimming, folder / trimming.key), trimming.graphs))
        temporary = tempfile.TemporaryDirectory(prefix="passerelles-")
        try:
            made = Path(temporary.name) / trimming.key
            _make(whole, trimming, made)
            return open_part(whole, Part(made, trimming.graphs, temporary))
        except BaseException:
            temporary.cleanup()
            raise


def _is_writable(folder: Path) -> bool:
    return os.access(folder if folder.is_dir() else folder.parent, os.W_OK)


def _kept(whole: EmbeddedDataset, trimming: Trimming, folder: Path) -> Path:
    """The folder of the part, made when it is not there; two processes may make it at once, the first is kept."""
    if folder.is_dir():
        return folder
    folder.parent.mkdir(exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _make(whole, trimming, waiting)
        with suppress(OSError):
            # Refused when another process was first: what it made is the same.
            waiting.rename(folder)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return folder


def _make(whole: EmbeddedDataset, trimming: Trimming, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    whole.backup_to(folder / "data")
    store = ox.Store(str(folder / "data"))
    away = whole.ended_graphs() | trimming.graphs
    for graph in sorted(trimming.graphs):
        unmerge(store, graph, away)
        store.remove_graph(ox.NamedNode(graph))
    for quad in _quads(trimming.removed):
        store.remove(quad)
        unmerge_quad(store, quad, away)
    for quad in _quads(trimming.added):
        store.extend([quad, ox.Quad(quad.subject, quad.predicate, quad.object)])
    store.flush()


def _quads(lines: Iterable[str]) -> list[ox.Quad]:
    return [quad for quad in ox.parse("".join(lines), ox.RdfFormat.N_QUADS) if isinstance(quad, ox.Quad)]
