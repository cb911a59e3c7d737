"""What can be reached when the target cannot: its successors, certifications of the same métiers, other métiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from passerelles.analysis.paths.answer import Near
from passerelles.analysis.paths.best import best_to
from passerelles.analysis.paths.jobs import Job, Jobs
from passerelles.analysis.rules import Certification, Closure, RuleBase, current, named, successors
from passerelles.answers.address import href

#: For a certification: those close to it by computation, with a score and a French sentence.
NeighboursOf = Callable[[str], Sequence[tuple[str, float, str]]]
#: The certifications that name a ROME code.
LeadingTo = Callable[[str], Iterable[str]]
#: How many neighbours are shown, and how many of those found first are looked at.
_SHOWN, _LOOKED_AT = 5, 60


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around a target for someone who has certain things on a certain day."""

    closure: Closure
    leading_to: LeadingTo
    limit: int
    _opened: dict[str, Certification | None] = field(default_factory=dict)

    @property
    def _base(self) -> RuleBase:
        return self.closure.base

    def successors(self, target: Certification) -> tuple[Near, ...]:
        """The fiches that replace it and in which one can enrol, each with what is left to acquire there.

        When none is open, those at the end of the replacements, with why they are not.
        """
        found = []
        for chain in current(self._base, target.iri, self.closure.day):
            near = self._near(chain[-1], self._replacing(target, chain))
            if near:
                found.append(near)
        return tuple(found) or self._ends(target)

    def _ends(self, target: Certification) -> tuple[Near, ...]:
        found = []
        for chain in successors(self._base, target.iri):
            whole = self._base.certification(chain[-1])
            if whole:
                sentence = f"{self._replacing(target, chain)} {self._standing(whole)}"
                found.append(Near(whole.iri, href(whole.iri), whole.name, sentence, None, open=False))
        return tuple(found)

    def _replacing(self, target: Certification, chain: tuple[str, ...]) -> str:
        names = " → ".join(named(self._base, iri).short for iri in (target.iri, *chain))
        return f"La remplace ({names}). Un remplacement ne donne aucun droit par lui-même."

    def neighbours(self, target: Certification, computed: NeighboursOf) -> tuple[Near, ...]:
        """Certifications close by computation, then those of the same ROME codes, open on the day."""
        found: dict[str, Near] = {}
        for iri, score, sentence in computed(target.iri):
            near = self._near(iri, sentence, score) if iri != target.iri else None
            if near:
                found[iri] = near
        shared = Counter(
            iri
            for rome in target.romes
            for iri in self.leading_to(rome)
            if iri not in {target.iri, *found} and self._open(iri)
        )
        ranked = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:_LOOKED_AT]
        same = [
            near
            for iri, count in ranked
            if (near := self._near(iri, _shared(count, len(target.romes)))) is not None
        ]
        same.sort(key=lambda near: (-shared[near.iri], near.left, near.iri))
        return tuple([*found.values(), *same][:_SHOWN])

    def moved(self, romes: Iterable[str], jobs: Jobs) -> tuple[Near, ...]:
        """Certifications open on the day that lead to the métiers which the ROME says one can move to."""
        found: dict[str, Near] = {}
        for rome in romes:
            for other in jobs.around(rome).mobilities:
                for iri in self.leading_to(other.iri):
                    if len(found) < _SHOWN and iri not in found and self._open(iri):
                        sentence = (
                            f"Mène à un métier proche, par une mobilité que dit le ROME : {other.name}."
                        )
                        near = self._near(iri, sentence)
                        if near:
                            found[iri] = near
        return tuple(found.values())

    def latest(self, certifications: Iterable[str]) -> tuple[Near, ...]:
        """Those that were awarded last, when nothing is open: where the question can be put to a certificateur."""
        known = filter(None, map(self._base.certification, certifications))
        ended = [(max(str(period.end) for period in each.periods), each) for each in known if each.periods]
        ended.sort(key=lambda pair: (pair[0], pair[1].iri), reverse=True)
        return tuple(
            Near(each.iri, href(each.iri), each.name, self._standing(each), None, open=False)
            for _, each in ended[:_SHOWN]
        )

    def _standing(self, certification: Certification) -> str:
        return certification.standing(self.closure.day, self._base.known).sentence

    def jobs(self, job: Job, jobs: Jobs) -> tuple[Near, ...]:
        """The métiers around one, with the certifications open on the day that lead there."""
        around = jobs.around(job.iri)
        relations = (
            ("Code ROME plus large", around.broader),
            ("Code ROME plus précis", around.narrower),
            ("Mobilité vers un autre métier, dite par le ROME", around.mobilities),
        )
        found: list[Near] = []
        for words, others in relations:
            for other in others:
                open_ones = [iri for iri in self.leading_to(other.iri) if self._open(iri)]
                if open_ones and len(found) < _SHOWN:
                    count = len(open_ones)
                    plural = "s y mènent" if count > 1 else " y mène"
                    sentence = f"{words} : {count} certification{plural} à cette date."
                    found.append(Near(other.iri, other.href, other.name, sentence, None))
        return tuple(found)

    def _open(self, iri: str) -> Certification | None:
        """The certification, when nothing says that one cannot enrol or be awarded on the day."""
        if iri not in self._opened:
            whole = self._base.certification(iri)
            standing = whole.standing(self.closure.day, self._base.known) if whole else None
            self._opened[iri] = whole if standing and standing.enrol and standing.award else None
        return self._opened[iri]

    def _near(self, iri: str, sentence: str, score: float | None = None) -> Near | None:
        whole = self._open(iri)
        if whole is None:
            return None
        best = best_to(self.closure, whole, 1, self.limit).ways
        if not best:
            return None
        left = best[0].solution.cost[0]
        return Near(iri, href(iri), whole.name, sentence, left, score)


def _shared(count: int, of: int) -> str:
    codes = "le même code ROME" if of == 1 else f"{count} code{'s' if count > 1 else ''} ROME sur {of}"
    return f"Partage {codes}."
