"""One version of a graph with all that the analyses derive from it: what commands, pages, the API and notebooks ask."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from passerelles.analysis.cache import Cache, Held
from passerelles.analysis.catalogue import Catalogue, write_catalogue
from passerelles.analysis.contents import open_overview, write_overview
from passerelles.analysis.prepared import prepared
from passerelles.answers.changes import Change, changes_since
from passerelles.answers.contents import Overview
from passerelles.errors import NotFoundError
from passerelles.identifiers import candidates
from passerelles.store import Dataset, EmbeddedDataset, open_endpoint, open_store, read_note

if TYPE_CHECKING:
    from passerelles.analysis.audit import Audit
    from passerelles.analysis.comparison import Comparer, Comparison, Declared
    from passerelles.analysis.finding import Finding, Found
    from passerelles.analysis.identity import Finding as Identity
    from passerelles.analysis.identity import Identities
    from passerelles.analysis.overlap import Neighbour, Overlap
    from passerelles.analysis.paths import Finder, Paths
    from passerelles.analysis.quality import Quality
    from passerelles.analysis.rules import Gains

_CATALOGUE = "catalogue.sqlite"
#: From this likeness on, two blocs are said to be near-identical.
NEAR = 0.9
#: Told of each part that is about to be prepared, by its French name.
Listener = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Data:
    """Which data an answer rests on: the day that the graph describes, when it was built, and its version.

    All are None for a graph behind an endpoint that does not say. The version is a number for a store on disk, and
    the digest that its publication noted for one behind an endpoint.
    """

    day: str | None
    built: str | None
    version: str | None


UNSTATED = Data(None, None, None)


def _silent(part: str) -> None:
    """Tell nobody."""


class Explorer:
    """The analyses of one graph, each part prepared when it is first asked for; safe to use from several threads.

    What is derived from a store on disk is kept beside it; from another dataset in the folder `derived` if there is
    one, which must be for these very data. `stated` is what is known of the data of an endpoint that notes nothing:
    without their day, what is inactive today counts as inactive on every day. Close it, or use it as a context
    manager; the dataset given stays its owner's to close.
    """

    def __init__(
        self,
        dataset: Dataset,
        *,
        listener: Listener = _silent,
        derived: Path | None = None,
        stated: Data = UNSTATED,
    ) -> None:
        self.dataset = dataset
        self._listener = listener
        self._stated = stated
        self._derived = dataset.derived_folder if isinstance(dataset, EmbeddedDataset) else derived
        # One part at a time; the catalogue is asked for while another is being made.
        self._lock = threading.RLock()
        self._temporary: list[Path] = []
        self._opened: list[EmbeddedDataset | Held] = []
        #: Whether `prepare` has ended: what is then asked for is answered at once.
        self.is_prepared = False

    def __enter__(self) -> Explorer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of files; the explorer must not be used afterwards."""
        for part in ("comparer", "catalogue"):
            if part in self.__dict__:
                self.__dict__[part].close()
        for opened in self._opened:
            opened.close()
        for folder in self._temporary:
            shutil.rmtree(folder, ignore_errors=True)

    @cached_property
    def data(self) -> Data:
        """Which data the answers rest on; an endpoint is asked once."""
        if not isinstance(self.dataset, EmbeddedDataset):
            note = read_note(self.dataset)
            return Data(note.day, note.built, note.version) if note else self._stated
        manifest = self.dataset.version.manifest
        return Data(manifest.get("day"), manifest.get("built"), self.dataset.version.id)

    def knows(self, iri: str) -> bool:
        """Whether the graph has this certification, or this bloc."""
        table = "bloc" if "/bloc/" in iri else "certification"
        return bool(self.catalogue.rows(f"SELECT 1 FROM {table} WHERE iri = ?", (iri,)))

    def iri_of(self, text: str) -> str:
        """The IRI of the certification or bloc that a person names, as `passerelles.identifiers` reads names.

        Raises `UsageError` for what is no identifier, `NotFoundError` for one that the graph does not know.
        """
        for iri in candidates(text):
            if self.knows(iri):
                return iri
        raise NotFoundError(f"« {text} » n’est pas dans ce graphe.")

    def prepare(self) -> None:
        """Make everything that later questions rest on, so that none of them waits for it."""
        _ = (
            self.catalogue,
            self.overview,
            self.quality,
            self.overlap,
            self.comparer,
            self.finding,
            self.finder,
        )
        self.is_prepared = True

    def rehearse(self) -> None:
        """Ask one question of each kind: what is read at the first one is then in memory."""
        first = next((each for each in self.catalogue.certifications() if each.described), None)
        if first is None:
            return
        day = date.fromisoformat(first.fin or date.max.isoformat())
        self.search(first.title or first.name)
        near = self.similar(first.iri, 1)
        target = near[0].iri if near else first.iri
        self.compare(first.iri, target)
        self.gains([first.iri], day)
        self.paths([first.iri], target, day, 1)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The certifications and what surrounds them."""
        with self._lock:
            made = self._prepared(
                "catalogue", "le catalogue", lambda folder: write_catalogue(self.dataset, folder / _CATALOGUE)
            )
            return Catalogue(made / _CATALOGUE)

    @cached_property
    def overview(self) -> Overview:
        """What the graph holds."""
        with self._lock:
            made = self._prepared(
                "contents", "le sommaire", lambda folder: write_overview(self.dataset, folder)
            )
            return open_overview(made)

    @cached_property
    def quality(self) -> Quality:
        """What the validation of the graph found."""
        from passerelles.analysis.quality import Quality, write_quality

        with self._lock:
            catalogue = self.catalogue
            made = self._prepared(
                "quality",
                "la qualité des données",
                lambda folder: write_quality(self.dataset, catalogue, folder),
            )
            return Quality(catalogue, made)

    @cached_property
    def overlap(self) -> Overlap:
        """What lies close to what, and why."""
        from passerelles.analysis.overlap import Overlap, write_overlap

        with self._lock:
            catalogue = self.catalogue
            made = self._prepared(
                "overlap", "les rapprochements", lambda folder: write_overlap(catalogue, folder)
            )
            return Overlap(catalogue, made)

    @cached_property
    def comparer(self) -> Comparer:
        """Which capacités and blocs of two certifications match, and why."""
        from passerelles.analysis.comparison import Comparer, write_vocabulary

        with self._lock:
            catalogue = self.catalogue
            made = self._prepared(
                "comparison", "les comparaisons", lambda folder: write_vocabulary(catalogue, folder)
            )
            return Comparer(catalogue, made, self._declared)

    def _declared(self, one: str, other: str) -> Sequence[Declared]:
        """The correspondances between two blocs, whichever of them gives the other."""
        from passerelles.analysis.comparison import Declared
        from passerelles.analysis.rules import step

        base = self.finder.base
        rules = [rule for a, b in ((one, other), (other, one)) for rule in base.asking(a) if b in rule.vers]
        steps = (step(base, rule, date.min) for rule in rules)
        return [
            Declared(
                each.iri, each.rank or "", each.explanation, tuple(source.iri for source in each.sources)
            )
            for each in steps
        ]

    @cached_property
    def finding(self) -> Finding:
        """Full-text search, completion, and what a sentence means."""
        from passerelles.analysis.finding import Finding, write_finding

        with self._lock:
            catalogue = self.catalogue
            made = self._prepared("finding", "la recherche", lambda folder: write_finding(catalogue, folder))
            return Finding(catalogue, made)

    @cached_property
    def finder(self) -> Finder:
        """The correspondances as rules, and the paths that they open."""
        from passerelles.analysis.paths import open_finder

        with self._lock:
            known = date.fromisoformat(self.data.day) if self.data.day else None
            return open_finder(self.dataset, known, self.catalogue)

    @cached_property
    def identities(self) -> Identities:
        """What texts name by a title alone, looked for in the register."""
        from passerelles.analysis.identity import Identities

        with self._lock:
            return Identities(self.dataset)

    def search(self, text: str, top: int = 10) -> Found:
        """What a question finds among certifications, métiers, blocs, capacités, codes and certificateurs."""
        return self.finding.search(text, top=top)

    def similar(self, iri: str, top: int = 20, active_first: bool = False) -> tuple[Neighbour, ...]:
        """The certifications closest to one (an IRI), closest first, those in force before the others when asked."""
        return self.overlap.similar(iri, top, active_first)

    def compare(self, left: str, right: str) -> Comparison:
        """Two certifications (IRIs) beside each other; `NotFoundError` for one that the graph does not know."""
        return self.comparer.compare(left, right)

    def gains(self, holdings: Iterable[str], day: date) -> Gains[Identity]:
        """What certifications and blocs (IRIs) give on a day, with the derivation of each item."""
        from passerelles.analysis.rules import gains

        return gains(self.finder.base, holdings, day, self.identities)

    def paths(self, holdings: Iterable[str], target: str, day: date, top: int = 3) -> Paths:
        """The best paths from holdings (IRIs) to a certification, a bloc, a ROME code or an appellation.

        What lies close by computation is shown apart and never counts. Raises `NotFoundError` for a target that the
        graph does not know.
        """
        from passerelles.analysis.paths import Question

        question = Question(
            tuple(holdings), day, top, self._close_by, self._neighbours, identify=self.identities
        )
        return self.finder.find(target, question)

    def _close_by(self, missing: str, holdings: Sequence[str]) -> Sequence[tuple[str, float, str]]:
        return self.comparer.close_to(missing, holdings)

    def _neighbours(self, iri: str) -> Sequence[tuple[str, float, str]]:
        return [(each.iri, each.score, each.reason) for each in self.similar(iri, 10, active_first=True)]

    def audit(self, day: date, threshold: float = NEAR) -> Audit:
        """What the correspondances, the blocs and the replacements leave undone on a day.

        Blocs of at least `threshold` likeness, from 0 to 1, are near-identical.
        """
        from passerelles.analysis.audit import audit

        near = (
            (each.left, each.right, each.score, each.words) for each in self.comparer.near_blocs(threshold)
        )
        return audit(self.dataset, self.catalogue, day, near, self.data.day)

    def changes(self, since: date) -> tuple[Change, ...]:
        """What updates changed on that day and later, oldest first; `UsageError` for a graph behind an endpoint."""
        return changes_since(self.dataset, since)

    def _prepared(self, part: str, name: str, make: Callable[[Path], None]) -> Path:
        def told(folder: Path) -> None:
            self._listener(name)
            make(folder)

        folder = self._derived
        if folder is not None and (folder.is_dir() or os.access(folder.parent, os.W_OK)):
            return prepared(folder, part, told)
        return prepared(self._own_folder(), part, told)

    def _own_folder(self) -> Path:
        """A folder of this process, for a graph whose own folder cannot be written or that has none."""
        if not self._temporary:
            self._temporary.append(Path(tempfile.mkdtemp(prefix="passerelles-")))
        return self._temporary[0]


def open_explorer(location: Path, *, listener: Listener = _silent) -> Explorer:
    """The explorer of the current version of the store at `location`; raises what `open_store` raises."""
    dataset = open_store(location)
    explorer = Explorer(dataset, listener=listener)
    explorer._opened.append(dataset)
    return explorer


def open_remote_explorer(
    endpoint: str,
    cache: Path | None,
    *,
    listener: Listener = _silent,
    stated: Data = UNSTATED,
    **options: Any,
) -> Explorer:
    """The explorer of the graph behind an endpoint; raises what `open_endpoint` raises, whose options these are.

    What it derives is kept in the folder `cache` when the version of the data is known: `publish` notes it, a server of
    ours is `stated` to have one. Without version or without such a folder it is made anew for each explorer.
    """
    dataset = open_endpoint(endpoint, **options)
    note = read_note(dataset)
    version = note.version if note else None
    if version is None and stated.version and stated.built:
        # Versions of a store are numbered from 1: two stores behind one address differ by when they were built.
        version = f"{stated.version} {stated.built}"
    held = None
    if cache is not None and version is not None:
        # Where nothing can be written, the files are made in a temporary folder.
        with suppress(OSError):
            held = Cache(cache).hold(endpoint, version)
    explorer = Explorer(dataset, listener=listener, derived=held.path if held else None, stated=stated)
    if held is not None:
        explorer._opened.append(held)
    return explorer
