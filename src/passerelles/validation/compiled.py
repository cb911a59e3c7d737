"""Validation of whole stores: the rules run as queries, in as many processes as asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar

from passerelles.ontology import ID
from passerelles.store import Dataset, EmbeddedDataset
from passerelles.validation.compiled_findings import (
    Found,
    compiled,
    findings_of,
    shipped_rules,
)
from passerelles.validation.compiled_results import results_of, with_lines
from passerelles.validation.compiled_scope import Scope
from passerelles.validation.compiled_store import merged_scope, source_scope
from passerelles.validation.evidence import TextOf, no_text
from passerelles.validation.report import Report
from passerelles.validation.result import Result

_FICHE = f"{ID}fiche/"
#: Results whose places are looked for together.
_BATCH = 2_000
#: Rules, or batches of results, that a process sees to, on average, before all are replaced.
_TASKS = 20
#: So many sources are asked for one by one; of more, all are looked through.
_FEW = 500

OpenDataset = Callable[[], Dataset]
Task = TypeVar("Task")
Answer = TypeVar("Answer")


def validate_sources(
    open_dataset: OpenDataset,
    sources: Collection[str] | None = None,
    *,
    processes: int | None = None,
    text_of: TextOf | None = None,
) -> Report:
    """The report of each source of a store alone, the code schemes of the store being known.

    All sources of the version, or those whose SHA-256 are given. The report is what `validate_source` would say of
    each, merged. `open_dataset` is called once a process, and has to be picklable when `processes` is above one;
    there are as many as cores unless given.
    `text_of` gives texts of sources for line numbers; without it the store itself is asked.
    """
    if sources is not None and not sources:
        return Report()
    processes = processes or os.cpu_count() or 1
    with _opened(open_dataset) as dataset:
        chosen = _chosen(dataset, sources)
        few = tuple(sorted(chosen)) if sources is not None and chosen and len(chosen) <= _FEW else ()
        scope = source_scope(dataset, shipped_rules(), few)
        if text_of is None:
            text_of = dataset.text_of if isinstance(dataset, EmbeddedDataset) else no_text
        results = (
            _Work(dataset, scope).all(chosen)
            if processes < 2 or few
            else _in_processes(open_dataset, scope, chosen, processes)
        )
        return Report(tuple(with_lines(results, text_of)))


def validate_merged(dataset: Dataset, text_of: TextOf = no_text) -> Report:
    """The report of the merged graph of a store, so that rules across sources apply."""
    scope = merged_scope(dataset, shipped_rules())
    return Report(tuple(with_lines(_Work(dataset, scope).all(None), text_of)))


@dataclass(frozen=True, slots=True)
class _Work:
    """One process's view of a store."""

    dataset: Dataset
    scope: Scope

    def all(self, chosen: frozenset[str] | None) -> Iterator[Result]:
        """The results of all rules, one after the other."""
        found = _sorted(one for number in range(len(shipped_rules())) for one in self.found(number, chosen))
        return (result for batch in _batches(found) for result in self.results(batch))

    def found(self, number: int, chosen: frozenset[str] | None) -> list[Found]:
        """What one rule finds in the sources that count."""
        return [
            one
            for query in compiled(shipped_rules()[number], self.scope)
            for one in findings_of(self.dataset, query)
            if self.scope.merged or (one.graph.startswith(_FICHE) if chosen is None else one.graph in chosen)
        ]

    def results(self, found: list[Found]) -> list[Result]:
        """The results of findings, with names and places but without lines."""
        return list(results_of(self.dataset, found))


def _chosen(dataset: Dataset, sources: Collection[str] | None) -> frozenset[str] | None:
    """The graphs that count; None for all that are graphs of sources."""
    if sources is not None:
        return frozenset(f"{_FICHE}{sha256}" for sha256 in sources)
    if isinstance(dataset, EmbeddedDataset):
        # Graphs of earlier states are in the store, too.
        return frozenset(source.graph for source in dataset.sources()) or None
    return None


def _in_processes(
    open_dataset: OpenDataset, scope: Scope, chosen: frozenset[str] | None, processes: int
) -> Iterator[Result]:
    def answers(work: Callable[[Task], Answer], tasks: list[Task]) -> Iterator[Answer]:
        # A process keeps the memory of its largest join: new ones now and then give it back. A pool that
        # replaces its own processes (`max_tasks_per_child`) may wait for ever, up to Python 3.13 at least.
        for start in range(0, len(tasks), _TASKS * processes):
            with ProcessPoolExecutor(
                processes, get_context("spawn"), _start, (open_dataset, scope, chosen)
            ) as workers:
                yield from workers.map(work, tasks[start : start + _TASKS * processes])

    found = _sorted(one for batch in answers(_found, _longest_first()) for one in batch)
    for results in answers(_results, list(_batches(found))):
        yield from results


def _longest_first() -> list[int]:
    """The rules by number, those that look at most things first, so that no process is left with a long one."""
    rules = shipped_rules()
    return sorted(
        range(len(rules)), key=lambda number: (not rules[number].queries, -len(rules[number].targets))
    )


#: What a worker process works with, set once when it starts.
_WORKER: list[tuple[_Work, frozenset[str] | None]] = []


def _start(open_dataset: OpenDataset, scope: Scope, chosen: frozenset[str] | None) -> None:
    _WORKER.append((_Work(open_dataset(), scope), chosen))


def _found(number: int) -> list[Found]:
    work, chosen = _WORKER[0]
    return work.found(number, chosen)


def _results(found: list[Found]) -> list[Result]:
    return _WORKER[0][0].results(found)


def _sorted(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda one: one.graph)


def _batches(found: list[Found]) -> Iterator[list[Found]]:
    return (found[start : start + _BATCH] for start in range(0, len(found), _BATCH))


@contextmanager
def _opened(open_dataset: OpenDataset) -> Iterator[Dataset]:
    dataset = open_dataset()
    try:
        yield dataset
    finally:
        if isinstance(dataset, EmbeddedDataset):
            dataset.close()
