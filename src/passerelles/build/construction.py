"""The run of a build: every source is read, stated and added to a draft, validated and published at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Any, TypeGuard

from passerelles import __version__
from passerelles.build.batches import Batch, batches
from passerelles.build.contradictions import contradictions
from passerelles.build.export import Export, day_of, export_of, file_of
from passerelles.build.meeting import meeting
from passerelles.build.outcome import Outcome
from passerelles.build.results import TRENDS, trends
from passerelles.build.stating import StatedSource, failure, flux_of, state
from passerelles.build.workers import stated_pieces
from passerelles.loaders import LOADERS
from passerelles.loaders.loader import Loader, Piece, PieceLoader
from passerelles.ontology import NS_GRAPH
from passerelles.records import Problem, Severity
from passerelles.store import Dataset, Draft, StoredSource, draft
from passerelles.triples import ontology_nquads
from passerelles.validation import Report, validate_sources

OpenDataset = Callable[[], Dataset]
#: Called with what is being read, for a progress display: the name of the source.
Listener = Callable[[str], None]


#: From so many sources on, they are validated in the store, by several processes.
_MANY_SOURCES = 1_000
#: Two sources may describe the same certification: it counts once.
_DESCRIBED = """
SELECT (COUNT(DISTINCT ?certification) AS ?n) WHERE {
  ?fiche <http://xmlns.com/foaf/0.1/primaryTopic> ?certification
}"""


def build(
    paths: Sequence[Path],
    location: Path,
    *,
    now: datetime,
    recipe: Sequence[Loader] = LOADERS,
    listener: Listener = lambda name: None,
    processes: int | None = None,
) -> Outcome:
    """Build one graph out of all sources and put it in place of the one at `location`.

    `now` dates the version, nothing in the graph. Problems of the data end up in the report of the outcome; when
    nothing could be read, or an export is out of its bounds, the previous graph stays. `processes` is how many
    read and validate, the number of cores unless given. Raises `SourceError` for a path that does not exist and
    `StoreError` when the store cannot be written.
    """
    found = list(batches(paths, recipe))
    batches_found = [item for item in found if isinstance(item, Batch)]
    exports = [item for item in batches_found if is_piece_loader(item.loader)]
    day = day_of(entry for item in exports for entry in item.entries) or now.date()
    with draft(location) as version:
        run = Run(version, day, listener, processes)
        run.problems += [item for item in found if isinstance(item, Problem)]
        for batch in batches_found:
            run.take(batch)
        if not run.names or run.refused:
            return Outcome(None, 0, 0, 0, run.report())
        run.draft.add(ontology_nquads())
        return run.finish(now, [export.as_dict() for export in run.exports()])


@dataclass
class Run:
    """One draft being filled; `day` is the day from which its sources hold."""

    draft: Draft
    day: date
    listener: Listener
    processes: int | None
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # of the sources added, by SHA-256
    fiches: Counter[tuple[str, str]] = field(default_factory=Counter)  # by flux and file
    refused: bool = False
    results: Report = field(default_factory=Report)

    def take(self, batch: Batch) -> None:
        """Read one batch; a source that fails becomes a problem and the run goes on."""
        readings = certifications = 0
        problems: list[Problem] = []
        for item in self._items(batch):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                self.listener(item.graph.source.name)
                problems += self.add(item)
                readings += 1
                certifications += len(item.described)
        for entry in batch.entries:
            entry.memo.clear()  # an opened document is not kept beyond its turn
        self.problems += _summarised(batch.loader, problems)
        if batch.loader.grouped and readings:
            self._check_bounds(batch, certifications)
        # The loader of a list of codes counts them itself.
        self.refused |= any(problem.cause == "compte-hors-bornes" for problem in problems)

    def add(self, stated: StatedSource) -> Sequence[Problem]:
        """Take one source; the problems found in it, or that it was read already."""
        source = stated.graph.source
        if source.sha256 in self.names:
            message = f"{source.name} : même contenu que {self.names[source.sha256]}, lu une seule fois."
            return [Problem("source-deja-lue", Severity.INFO, source.name, message)]
        self.names[source.sha256] = source.name
        self.draft.add_source(stated.graph, self.day)
        return stated.problems

    def finish(
        self, now: datetime, exports: Sequence[dict[str, Any]], only: Sequence[str] | None = None
    ) -> Outcome:
        """Validate, add what belongs to the whole graph, and publish.

        `exports` go into the manifest; `only` are the SHA-256 of the sources to validate, all unless given.
        """
        sources = self.draft.sources()
        reader = self.draft.reader()
        whole = reader()
        retained, certifications = meeting(whole, sources), _described(whole)
        names = {source.sha256: source.name for source in sources}
        self.problems += contradictions(retained.disagreements(), names)
        report = Report.merged([self.report(), self._validated(reader, sources, only)])
        self.draft.add(retained.nquads())
        self.draft.put_attachment("rapport.json", report.to_json().encode())
        built = now.isoformat(timespec="seconds")
        told = trends(self.draft.attachment_before(TRENDS), built, self.day.isoformat(), len(sources), report)
        self.draft.put_attachment(TRENDS, told)
        readers = Counter(source.reader for source in sources)
        manifest: dict[str, Any] = {
            "built": built,
            "day": self.day.isoformat(),
            "passerelles": __version__,
            "sources": len(sources),
            "certifications": certifications,
            "loaders": dict(sorted(readers.items())),
            "exports": list(exports),
        }
        version = self.draft.publish(manifest)
        statements = sum(source.statements for source in sources)
        return Outcome(version, len(sources), certifications, statements, report)

    def pieces(self, loader: PieceLoader, batch: Batch, problems: list[Problem]) -> Iterator[Piece]:
        """The pieces of a batch, counted by file; `problems` takes what cannot be cut."""
        files = {PurePath(file).name: file for file in map(file_of, (entry.name for entry in batch.entries))}
        for item in loader.pieces(batch.entries):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            flux = flux_of(loader, item.number)
            if flux is not None:
                name = PurePath(file_of(item.name)).name
                self.fiches[flux, files.get(name, min(files.values()))] += 1
            yield item

    def exports(self) -> list[Export]:
        """The exports that were read, by flux and file."""
        return [export_of(flux, file, count) for (flux, file), count in sorted(self.fiches.items())]

    def _validated(
        self, reader: OpenDataset, sources: Sequence[StoredSource], only: Sequence[str] | None
    ) -> Report:
        """The report of all sources, or of those whose SHA-256 are given."""
        chosen = [source.graph for source in sources if only is None or source.sha256 in only]
        if len(chosen) >= _MANY_SOURCES:
            return validate_sources(reader, only, processes=self.processes, text_of=self.draft.text_of)
        # A few sources are validated apart: what is asked of a small store is answered before a large one is read.
        some = self.draft.extract([*chosen, str(NS_GRAPH)])
        return validate_sources(lambda: some, processes=1, text_of=self.draft.text_of)

    def report(self) -> Report:
        """The problems of reading as a report."""
        return self.results.with_problems(self.problems)

    def _items(self, batch: Batch) -> Iterator[StatedSource | Problem]:
        loader = batch.loader
        try:
            if is_piece_loader(loader):
                problems: list[Problem] = []
                pieces = self.pieces(loader, batch, problems)
                yield from stated_pieces(loader, batch.position, pieces, self.processes)
                yield from problems
            else:
                for item in loader.read(batch.entries):
                    yield item if isinstance(item, Problem) else state(item, batch.position)
        except Exception as error:  # noqa: BLE001 - the edge to the loaders: one bad source never stops a run
            yield failure(loader, batch.entries[0].name, error)

    def _check_bounds(self, batch: Batch, certifications: int) -> None:
        """Refuse the build when an export holds fewer or more certifications than its kind ever does."""
        bounds, name = batch.loader.description, batch.entries[0].group
        if not bounds.minimum <= certifications <= bounds.maximum:
            self.refused = True
            message = (
                f"{name} : {certifications} certification(s) décrite(s), alors que cette source en compte de "
                f"{bounds.minimum} à {bounds.maximum}. Le graphe n’est pas remplacé ; vérifiez le fichier."
            )
            self.problems.append(Problem("compte-hors-bornes", Severity.ERROR, name, message))


def is_piece_loader(loader: Loader) -> TypeGuard[PieceLoader]:
    """True for a loader of exports that are read piece by piece."""
    return hasattr(loader, "pieces")


def _summarised(loader: Loader, problems: Sequence[Problem]) -> Sequence[Problem]:
    return list(loader.summary(problems)) if is_piece_loader(loader) else problems


def _described(dataset: Dataset) -> int:
    found = dataset.select(_DESCRIBED).rows[0][0]
    return int(found.value) if found else 0
