"""Paths from holdings to a certification, a bloc or a métier, on a day."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.identity import Finding
from passerelles.analysis.paths.accesses import Accesses
from passerelles.analysis.paths.answer import Maybe, Path, Paths, Target, Unreachable
from passerelles.analysis.paths.best import Best, Way, best_to, best_to_bloc
from passerelles.analysis.paths.jobs import Job, Jobs
from passerelles.analysis.paths.near import LeadingTo, NeighboursOf, Surroundings
from passerelles.analysis.paths.search import LIMIT
from passerelles.analysis.paths.stages import AccessesOf, CloseBy
from passerelles.analysis.paths.told import told
from passerelles.analysis.paths.why import advice, reasons, reasons_of_job
from passerelles.analysis.rules import (
    Certification,
    Closure,
    RuleBase,
    certification_of,
    close,
    is_bloc,
    named,
    read_rules,
)
from passerelles.analysis.rules.catalogued import CataloguedCertifications
from passerelles.analysis.rules.certifications import Certifications
from passerelles.answers.address import href
from passerelles.errors import NotFoundError, UsageError
from passerelles.identifiers import candidates
from passerelles.store import Dataset

_BOUND_MET = "La recherche s’est arrêtée à sa limite : un chemin plus court peut exister."
_OTHERS = (
    "La recherche s’est arrêtée à sa limite : d’autres chemins, plus longs que le premier, peuvent exister."
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: from which holdings, on which day, how many paths, and who computes what lies close.

    `limit` bounds the search; `close_by`, `neighbours` and what `identify` says of titles are shown apart and never
    counted.
    """

    holdings: tuple[str, ...]
    on: date
    top: int = 3
    close_by: CloseBy = lambda _, __: ()
    neighbours: NeighboursOf = lambda _: ()
    identify: Callable[[str], Finding | None] = lambda _: None
    limit: int = LIMIT


@dataclass(frozen=True, slots=True)
class Finder:
    """The rule base of a graph with what paths read besides; to be kept in memory as long as the graph is."""

    base: RuleBase
    accesses: AccessesOf
    jobs: Jobs
    leading_to: LeadingTo

    def item(self, text: str) -> str:
        """The IRI of the certification or bloc that is written so.

        Raises `NotFoundError` when the graph does not know it, `UsageError` when the text is no identifier.
        """
        found = next((iri for iri in candidates(text) if self.base.knows(iri)), None)
        if found is None:
            raise NotFoundError(f"{text} n’est pas dans ce graphe.")
        return found

    def find(self, target: str, question: Question) -> Paths:
        """The best paths to what `target` names: an identifier, a ROME code or IRI, or an appellation.

        Raises `NotFoundError` when there is no such thing in the graph, or when the name means several métiers.
        """
        job = self.jobs.by_code(target)
        if job is not None:
            return self._to_job(job, question)
        try:
            return self._to_item(self.item(target), question)
        except UsageError:
            return self._to_job(self.jobs.by_name(target), question)

    def _to_item(self, iri: str, question: Question) -> Paths:
        closure = close(self.base, question.holdings, question.on)
        whole = self.base.certification(certification_of(iri))
        assert whole is not None  # known, or `item` would have refused it
        item = named(self.base, iri)
        best = self._best(closure, whole, iri, question)
        target = Target("bloc" if item.bloc else "certification", iri, item.href, item.name, f"{item.name}.")
        found = tuple(told(closure, whole, iri, way, self.accesses, question.close_by) for way in best.ways)
        around = Surroundings(closure, self.leading_to, question.limit)
        unreachable = None
        if not found:
            successors = around.successors(whole)
            neighbours = (
                around.neighbours(whole, question.neighbours)
                or around.moved(whole.romes, self.jobs)
                or around.latest(
                    other for rome in whole.romes for other in self.leading_to(rome) if other != iri
                )
            )
            unreachable = Unreachable(
                reasons(closure, whole, iri), successors, neighbours, advice(successors, neighbours)
            )
        maybe = self._maybe(closure, {whole.iri}, question)
        return self._answer(closure, target, found, unreachable, best, maybe)

    def _best(self, closure: Closure, whole: Certification, iri: str, question: Question) -> Best:
        if iri not in closure.items and whole.standing(question.on, self.base.known).award is False:
            return Best(())
        if is_bloc(iri):
            return best_to_bloc(closure, iri, question.top, question.limit)
        return best_to(closure, whole, question.top, question.limit)

    def _to_job(self, job: Job, question: Question) -> Paths:
        closure = close(self.base, question.holdings, question.on)
        leading = self._leading(job)
        ranked, exact = self._ranked(closure, leading, question)
        found: list[Path] = []
        for whole, way in ranked:
            via = f"Mène au métier par le code ROME {leading[whole.iri].name}."
            found.append(told(closure, whole, whole.iri, way, self.accesses, question.close_by, via))
        understood = f"Métier {job.name}" + (
            f", trouvé par l’appellation « {job.found_by} »." if job.found_by else "."
        )
        target = Target("métier", job.iri, href(job.iri), job.name, understood)
        unreachable = None
        if not found:
            around = Surroundings(closure, self.leading_to, question.limit)
            known = [each for iri in leading if (each := self.base.certification(iri))]
            successors = tuple(
                dict.fromkeys(near for each in known for near in around.successors(each) if near.open)
            )
            neighbours = around.jobs(job, self.jobs) or around.latest(leading)
            unreachable = Unreachable(
                reasons_of_job(list(leading), job), successors, neighbours, advice(successors, neighbours)
            )
        maybe = self._maybe(closure, set(leading), question)
        return self._answer(closure, target, tuple(found), unreachable, Best((), exact), maybe)

    def _leading(self, job: Job) -> dict[str, Job]:
        """The certifications that lead to a métier, by its code, the broader one it comes from, or narrower ones."""
        around = self.jobs.around(job.iri)
        found: dict[str, Job] = {}
        for each in (job, *around.broader, *around.narrower):
            for iri in self.leading_to(each.iri):
                found.setdefault(iri, each)
        return found

    def _ranked(
        self, closure: Closure, leading: Iterable[str], question: Question
    ) -> tuple[list[tuple[Certification, Way]], bool]:
        """The best certifications, each by its best way: fewest blocs, fewest steps, most covered already."""
        ranked, exact = [], True
        for iri in leading:
            whole = self.base.certification(iri)
            if whole is None or (
                iri not in closure.items and whole.standing(question.on, self.base.known).award is False
            ):
                continue
            best = best_to(closure, whole, 1, question.limit)
            exact = exact and best.exact
            for way in best.ways:
                ranked.append((self._weight(closure, whole, way), whole, way))
        chosen = heapq.nsmallest(question.top, ranked, key=lambda each: each[0])
        return [(whole, way) for _, whole, way in chosen], exact

    def _weight(self, closure: Closure, whole: Certification, way: Way) -> tuple[object, ...]:
        covered = sum(bloc.iri in closure.items for bloc in whole.blocs)
        stated = whole.standing(closure.day, self.base.known).enrol is True
        return (*way.solution.cost, -covered, not stated, not whole.blocs, whole.iri)

    def _answer(
        self,
        closure: Closure,
        target: Target,
        found: tuple[Path, ...],
        unreachable: Unreachable | None,
        best: Best,
        maybe: tuple[Maybe, ...],
    ) -> Paths:
        return Paths(
            day=closure.day.isoformat(),
            known=self.base.known.isoformat() if self.base.known else None,
            holdings=tuple(named(self.base, iri) for iri in sorted(closure.held)),
            target=target,
            found=found,
            unreachable=unreachable,
            exact=best.exact,
            note=_BOUND_MET if not best.exact else None if best.complete else _OTHERS,
            maybe=maybe,
        )

    def _maybe(self, closure: Closure, wanted: set[str], question: Question) -> tuple[Maybe, ...]:
        """What is had by title alone and may be one of those wanted."""
        found = []
        for iri in sorted(closure.items):
            identity = question.identify(iri)
            for candidate in identity.candidates if identity else ():
                if candidate.iri in wanted - closure.items:
                    item, other = named(self.base, iri), named(self.base, candidate.iri)
                    sentence = (
                        f"« {item.name} » est acquis, et {other.short} en est une candidate au répertoire : "
                        "rien n’en est déduit, à faire confirmer par le certificateur."
                    )
                    found.append(Maybe(item, other, candidate.reasons, sentence))
        return tuple(found)


def open_finder(dataset: Dataset, known: date | None = None, catalogue: Catalogue | None = None) -> Finder:
    """A finder over a dataset, `known` being the day of its data; both must stay open.

    With the catalogue of the same version, certifications are read from it, which is quicker.
    """
    certifications = Certifications(dataset) if catalogue is None else CataloguedCertifications(catalogue)
    base = read_rules(dataset, known, certifications)
    return Finder(base, Accesses(dataset), Jobs(dataset), certifications.leading_to)
