"""The run of a build: every batch is read, stated, validated and added to a draft, which is published at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from passerelles import __version__
from passerelles.build.batches import Batch, batches
from passerelles.build.contradictions import contradictions
from passerelles.build.outcome import Outcome
from passerelles.loaders import LOADERS
from passerelles.loaders.loader import Loader
from passerelles.records import Problem, Reading, Severity
from passerelles.store import Draft, draft
from passerelles.triples import Retained, ontology_nquads, reading_nquads
from passerelles.validation import Report, validate_source

#: Called with what is being read, for a progress display: the name of the source.
Listener = Callable[[str], None]


def build(
    paths: Sequence[Path],
    location: Path,
    *,
    now: datetime,
    recipe: Sequence[Loader] = LOADERS,
    listener: Listener = lambda name: None,
) -> Outcome:
    """Build one graph out of all sources and put it in place of the one at `location`.

    `now` dates the version, nothing in the graph. Problems of the data end up in the report of the outcome; when
    nothing could be read, or an export is out of its bounds, the previous graph stays. Raises `SourceError` for a
    path that does not exist and `StoreError` when the store cannot be written.
    """
    found = list(batches(paths, recipe))
    problems = [item for item in found if isinstance(item, Problem)]
    with draft(location) as version:
        run = _Run(version, listener, problems)
        for item in found:
            if isinstance(item, Batch):
                run.take(item)
                for entry in item.entries:
                    entry.memo.clear()  # an opened document is not kept beyond its turn
        if not run.seen or run.refused:
            return Outcome(None, 0, 0, 0, run.report())
        return run.finish(now)


@dataclass
class _Run:
    draft: Draft
    listener: Listener
    problems: list[Problem]
    seen: dict[str, str] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    retained: Retained = field(default_factory=Retained)
    loaders: Counter[str] = field(default_factory=Counter)
    described: set[tuple[str, str | None]] = field(default_factory=set)
    statements: int = 0
    refused: bool = False

    def take(self, batch: Batch) -> None:
        """Read one batch; a source that fails becomes a problem and the run goes on."""
        readings = certifications = 0
        for item in _guarded(batch):
            if isinstance(item, Problem):
                self.problems.append(item)
            else:
                self.listener(item.source.name)
                self._add(item, batch)
                readings += 1
                certifications += len(item.certifications)
        if batch.loader.grouped and readings:
            self._check_bounds(batch, certifications)

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

    def _add(self, reading: Reading, batch: Batch) -> None:
        source = reading.source
        if source.sha256 in self.seen:
            self.problems.append(
                Problem(
                    "source-deja-lue",
                    Severity.INFO,
                    source.name,
                    f"{source.name} : même contenu que {self.seen[source.sha256]}, lu une seule fois.",
                )
            )
            return
        self.seen[source.sha256] = source.name
        self.problems += reading.problems
        lines = reading_nquads(reading)
        self.draft.add(lines)
        if source.text is not None:
            self.draft.put_text(source.sha256, source.text)
        self.retained.observe(lines, batch.position, source.date)
        self.reports.append(validate_source(lines, source.text))
        self.loaders[source.loader] += 1
        # Two sources may describe the same certification: it counts once.
        refs = (certification.ref for certification in reading.certifications)
        self.described |= {(ref.register, ref.number or ref.title) for ref in refs}
        self.statements += len(lines)

    def finish(self, now: datetime) -> Outcome:
        """Add what belongs to the whole graph and publish."""
        ontology = ontology_nquads()
        self.retained.observe(ontology, position=-1)
        derived = self.retained.nquads()
        self.draft.add(ontology)
        self.draft.add(derived)
        self.problems += contradictions(self.retained.disagreements(), self.seen)
        report = self.report()
        self.draft.put_attachment("rapport.json", report.to_json().encode())
        self.statements += len(ontology) + len(derived)
        version = self.draft.publish(self._manifest(now))
        return Outcome(version, len(self.seen), len(self.described), self.statements, report)

    def report(self) -> Report:
        """The results of the shapes and the problems of reading, together."""
        return Report.merged(self.reports).with_problems(self.problems)

    def _manifest(self, now: datetime) -> dict[str, Any]:
        return {
            "built": now.isoformat(timespec="seconds"),
            "passerelles": __version__,
            "sources": len(self.seen),
            "certifications": len(self.described),
            "loaders": dict(sorted(self.loaders.items())),
        }


def _guarded(batch: Batch) -> Iterator[Reading | Problem]:
    """The items of a batch; a fault of the loader itself is reported with its place and ends this batch only."""
    name = batch.entries[0].name
    try:
        yield from batch.loader.read(batch.entries)
    except (OSError, MemoryError) as error:
        reason = getattr(error, "strerror", None) or str(error) or "mémoire insuffisante"
        yield Problem("source-illisible", Severity.ERROR, name, f"{name} : lecture interrompue ({reason}).")
    except Exception as error:  # noqa: BLE001 - the edge to the loaders: one bad source never stops a run
        yield Problem(
            "lecteur-en-panne",
            Severity.ERROR,
            name,
            f"{name} : le lecteur « {batch.loader.name} » a échoué ({type(error).__name__} : {error}). "
            "Signalez ce fichier.",
        )
