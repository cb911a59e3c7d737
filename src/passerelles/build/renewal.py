"""A renewal: new exports put in the place of the previous ones, only what changed being read, stated and validated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from passerelles.build.batches import Batch, batches
from passerelles.build.changes import Change, change_of
from passerelles.build.construction import Listener, Run, build, is_piece_loader
from passerelles.build.outcome import Outcome
from passerelles.build.results import results_without
from passerelles.build.stating import StatedSource, flux_of
from passerelles.build.workers import stated_pieces
from passerelles.loaders import LOADERS
from passerelles.loaders.loader import Loader, Piece, PieceLoader
from passerelles.ontology import DERIVED_GRAPH, NS_GRAPH
from passerelles.records import Problem, Severity
from passerelles.store import EmbeddedDataset, StoredSource, current_version, draft, open_store
from passerelles.triples import ontology_nquads

_UNCHANGED = "Le graphe en place n’est pas modifié."
_FORCE = "Si c’est voulu, relancez avec « --force »."


def renew(
    paths: Sequence[Path],
    location: Path,
    *,
    now: datetime,
    day: date,
    force: bool = False,
    recipe: Sequence[Loader] = LOADERS,
    listener: Listener = lambda name: None,
    processes: int | None = None,
) -> Outcome:
    """Bring the store at `location` to the exports at `paths`, as they are on `day`.

    A fiche whose bytes are known is not read again; one that is gone from its export, or says something else now,
    becomes an earlier state. Other sources of the store stay as they are. An export that is cut short, or has less
    than half of the fiches it had, is refused unless `force`. Without a store this is a build. Raises `SourceError`
    for a path that does not exist and `StoreError` when the store cannot be written.
    """
    if current_version(location) is None:
        return build(paths, location, now=now, recipe=recipe, listener=listener, processes=processes)
    found = list(batches(paths, recipe))
    with open_store(location) as base, draft(location, base=base) as version:
        run = Run(version, day, listener, processes)
        run.problems += [item for item in found if isinstance(item, Problem)]
        comparison = _Comparison(base, run)
        for batch in found:
            if isinstance(batch, Batch):
                comparison.take(batch)
        reason = None if force else comparison.refusal()
        if reason is not None or not comparison.numbers:
            return Outcome(None, 0, 0, 0, run.report(), refused=reason or _nothing(paths))
        return comparison.unchanged() or comparison.finish(now)


def _nothing(paths: Sequence[Path]) -> str:
    names = ", ".join(str(path) for path in paths)
    return f"{names} : aucune fiche d’un export du registre n’a été trouvée. {_UNCHANGED}"


@dataclass
class _Comparison:
    """The fiches of the store beside those of the new exports."""

    base: EmbeddedDataset
    run: Run
    known: dict[str, StoredSource] = field(default_factory=dict)  # of the store, by SHA-256
    before: dict[str, list[StoredSource]] = field(default_factory=lambda: defaultdict(list))  # by flux
    still: set[str] = field(default_factory=set)  # SHA-256 seen again
    numbers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # seen, by flux
    fresh: dict[tuple[str, str], list[StatedSource]] = field(default_factory=lambda: defaultdict(list))
    cut: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        for source in self.base.sources():
            if source.flux:
                self.known[source.sha256] = source
                self.before[source.flux].append(source)

    def take(self, batch: Batch) -> None:
        """Read what is new in a batch."""
        loader = batch.loader
        if not is_piece_loader(loader):
            name = batch.entries[0].name
            message = f"{name} : ce n’est pas un export du registre, il n’est pas mis à jour."
            self.run.problems.append(Problem("fichier-ignore", Severity.INFO, name, message))
            return
        problems: list[Problem] = []
        cutting: list[Problem] = []
        pieces = self._changed(loader, batch, cutting)
        for item in stated_pieces(loader, batch.position, pieces, self.run.processes):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                self._add(item, problems)
        self.cut += (each for each in cutting if each.severity is Severity.ERROR)
        self.run.problems += loader.summary([*problems, *cutting])

    def _changed(self, loader: PieceLoader, batch: Batch, problems: list[Problem]) -> Iterator[Piece]:
        """The pieces that the store does not hold yet."""
        for item in self.run.pieces(loader, batch, problems):
            flux = flux_of(loader, item.number)
            if flux is not None and item.number is not None:
                self.numbers[flux].add(item.number)
            if item.sha256 in self.known:
                self.still.add(item.sha256)
            else:
                yield item

    def _add(self, item: StatedSource, problems: list[Problem]) -> None:
        source = item.graph.source
        self.run.listener(source.name)
        problems += self.run.add(item)
        if source.flux and source.number and self.before[source.flux]:
            self.fresh[source.flux, source.number].append(item)

    def refusal(self) -> str | None:
        """Why these exports cannot take the place of the previous ones, or None."""
        if self.cut:
            return f"{self.cut[0].message} {_UNCHANGED} {_FORCE}"
        for flux, numbers in sorted(self.numbers.items()):
            held = {source.number for source in self.before[flux]}
            if 2 * len(numbers) < len(held):
                register = flux.rpartition("/")[2]
                return (
                    f"L’export {register} n’a que {len(numbers)} fiche(s), contre {len(held)} dans le graphe : "
                    f"il est sans doute incomplet. {_UNCHANGED} {_FORCE}"
                )
        return None

    def unchanged(self) -> Outcome | None:
        """What there is already, when these are the very exports that it was made of, and nothing else to tell."""
        manifest = self.base.version.manifest
        if self.run.names or self._ended() or self._exports() != list(manifest.get("exports", ())):
            return None
        statements = sum(source.statements for source in self.base.sources())
        report = results_without(self.base, ())
        return Outcome(
            self.base.version.id, manifest["sources"], manifest["certifications"], statements, report
        )

    def finish(self, now: datetime) -> Outcome:
        """Put the earlier states aside, note what changed, validate what is new and publish."""
        run = self.run
        ended = self._ended()
        for source in ended:
            run.draft.end_source(source.sha256, run.day)
        run.draft.withdraw([source.graph for source in ended])
        changes = tuple(self._changes(ended))
        run.draft.record(run.day, [change.as_dict() for change in changes])
        run.draft.drop(str(DERIVED_GRAPH))
        self._bring_ontology()
        run.results = results_without(self.base, ended)
        outcome = run.finish(now, self._exports(), only=sorted(run.names))
        return replace(outcome, changes=changes)

    def _bring_ontology(self) -> None:
        """Put this program's ontology in the place of an older one."""
        ontology = ontology_nquads()
        graph = str(NS_GRAPH)
        if [f"{line[:-2]} <{graph}> ." for line in self.base.triples_of(graph)] != ontology:
            self.run.draft.drop(graph)
            self.run.draft.add(ontology)

    def _ended(self) -> list[StoredSource]:
        """What is in the exports no longer; a fiche that is there but could not be read keeps its earlier state."""
        ended = []
        for flux in sorted(self.numbers):
            again = {source.number for source in self.before[flux] if source.sha256 in self.still}
            for source in self.before[flux]:
                unread = source.number in self.numbers[flux] and (flux, source.number) not in self.fresh
                if source.sha256 not in self.still and not (unread and source.number not in again):
                    ended.append(source)
        return ended

    def _changes(self, ended: Iterable[StoredSource]) -> Iterator[Change]:
        old: dict[tuple[str, str], list[StoredSource]] = defaultdict(list)
        for source in ended:
            old[str(source.flux), str(source.number)].append(source)
        for flux, number in sorted({*old, *self.fresh}, key=_by_number):
            before, after = old.get((flux, number), []), self.fresh.get((flux, number), [])
            lines_before = [line for source in before for line in self.base.triples_of(source.graph)]
            lines_after = [line for each in after for line in each.graph.block.splitlines()]
            change = change_of(
                number,
                lines_before if before else None,
                lines_after if after else None,
                day=self.run.day,
            )
            if change is not None:
                yield change

    def _exports(self) -> list[dict[str, Any]]:
        """The exports of the manifest: the new ones in the place of those of the same flux."""
        earlier = self.base.version.manifest.get("exports", ())
        kept = [each for each in earlier if each.get("flux") not in self.numbers]
        return [*kept, *(export.as_dict() for export in self.run.exports())]


def _by_number(key: tuple[str, str]) -> tuple[str, int, str]:
    flux, number = key
    digits = "".join(character for character in number if character.isdigit())
    return flux, int(digits or 0), number
