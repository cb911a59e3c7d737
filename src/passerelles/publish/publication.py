"""A SPARQL store filled with the named graphs of a store on this disk, and checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from passerelles.publish.address import update_address
from passerelles.publish.batch import batches
from passerelles.publish.merging import MergeChoice, place_for, tried
from passerelles.publish.outcome import Difference, PublicationOutcome
from passerelles.publish.plan import Plan, plan
from passerelles.publish.progress import Listener, Progress, Step, silent
from passerelles.publish.source import LocalGraphs
from passerelles.publish.target import Target
from passerelles.store import MERGED, EmbeddedDataset, MergePlace, PublicationNote

#: Statements sent at once: enough to be quick, few enough for every engine.
BATCH = 5_000
#: Graphs taken out, or copied without being sent, by one update.
_TOGETHER = 100


def publish(
    dataset: EmbeddedDataset,
    endpoint: str,
    *,
    update: str | None = None,
    graph_store: str | None = None,
    merge: MergeChoice = MergeChoice.AUTO,
    batch: int = BATCH,
    resume: bool = True,
    listener: Listener = silent,
    **options: Any,
) -> PublicationOutcome:
    """Make the store behind `endpoint` hold the named graphs of `dataset`, and tell whether the counts agree.

    Only what is missing there, or differs, is sent; without `resume` all of it. `update` and `graph_store` are the
    addresses for updates (guessed from `endpoint`) and of the Graph Store Protocol, when graphs are to be sent by it;
    `options` are those of `Endpoint`. Raises `StoreError`, and `UsageError` for a merge that the store cannot hold:
    what has been sent stays, and the next call goes on from there.
    """
    target = Target(endpoint, update or update_address(endpoint), graph_store, **options)
    place = place_for(merge, tried(target.reader, target.writer))
    listener(Progress(Step.COMPARE))
    source = LocalGraphs(dataset)
    counts = target.counts()
    todo = plan(source.graphs, counts, target.digests(), resume=resume)
    note = _note(place, source)
    target.note(note)
    if place is not MergePlace.GRAPH and MERGED in counts:
        target.drop(MERGED)
    _remove(target, todo, place, listener)
    _merge_adopted(target, todo, place, source, listener)
    _send(target, source, todo, place, batch, listener)
    listener(Progress(Step.CHECK))
    _complete_merge(target, place, source, listener)
    differences = tuple(_differences(source, target, place, todo))
    if not differences:
        target.note(replace(note, ended=True))
    return PublicationOutcome(
        endpoint=endpoint,
        place=place,
        sent=len(todo.send),
        kept=len(todo.kept) + len(todo.adopted),
        removed=len(todo.gone),
        graphs=len(source.graphs),
        statements=source.statements,
        merged=source.merged,
        differences=differences,
    )


def _note(place: MergePlace | None, source: LocalGraphs) -> PublicationNote:
    said = (source.sha256, source.manifest.get("day"), source.manifest.get("built"))
    return PublicationNote(place, False, *(str(value) if value else None for value in said))


def _remove(target: Target, todo: Plan, place: MergePlace | None, listener: Listener) -> None:
    total, done = len(todo.gone) + len(todo.replaced), 0
    for graphs, forget in ((todo.gone, True), (todo.replaced, False)):
        for few in _groups(graphs):
            listener(Progress(Step.REMOVE, done, total))
            target.remove(few, place, forget=forget)
            done += len(few)


def _merge_adopted(
    target: Target, todo: Plan, place: MergePlace | None, source: LocalGraphs, listener: Listener
) -> None:
    """Graphs loaded by other means are copied into the merged graph, unless it was loaded too."""
    if not todo.adopted:
        return
    copied = place in (MergePlace.DEFAULT, MergePlace.GRAPH)
    whole = copied and not todo.send and target.merged(place) == source.merged
    for number, few in enumerate(_groups(todo.adopted)):
        listener(Progress(Step.MERGE, number * _TOGETHER, len(todo.adopted)))
        if not whole:
            target.merge([graph.iri for graph in few], place)
        target.record(few)


def _complete_merge(
    target: Target, place: MergePlace | None, source: LocalGraphs, listener: Listener
) -> None:
    """What the merged graph lacks is copied into it: the place is new, or it was emptied since."""
    if place in (MergePlace.DEFAULT, MergePlace.GRAPH) and target.merged(place) < source.merged:
        for number, few in enumerate(_groups(list(source.graphs))):
            listener(Progress(Step.MERGE, number * _TOGETHER, len(source.graphs)))
            target.merge(few, place)


def _send(
    target: Target,
    source: LocalGraphs,
    todo: Plan,
    place: MergePlace | None,
    size: int,
    listener: Listener,
) -> None:
    total, done = sum(graph.statements for graph in todo.send), 0
    for batch in batches(source, todo.send, size):
        listener(Progress(Step.SEND, done, total))
        target.add(batch.pieces)
        target.merge([graph.iri for graph in batch.ends], place)
        target.record(batch.ends)
        done += batch.size
    listener(Progress(Step.SEND, done, total))


def _differences(
    source: LocalGraphs, target: Target, place: MergePlace | None, todo: Plan
) -> Iterator[Difference]:
    counts = target.counts()
    for iri, graph in source.graphs.items():
        if counts.get(iri, 0) != graph.statements:
            yield Difference(iri, graph.statements, counts.get(iri, 0))
    for iri in todo.gone:
        if counts.get(iri, 0):
            yield Difference(iri, 0, counts[iri])
    # A store that merges by itself shows its other graphs too.
    if place in (MergePlace.DEFAULT, MergePlace.GRAPH):
        merged = target.merged(place)
        if merged != source.merged:
            yield Difference(None, source.merged, merged)


def _groups(items: Sequence[Any]) -> Iterator[Any]:
    for start in range(0, len(items), _TOGETHER):
        yield items[start : start + _TOGETHER]
