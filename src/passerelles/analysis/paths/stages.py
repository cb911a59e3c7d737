"""The steps of one path, in an order that gives partial results early."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from passerelles.analysis.paths.accesses import Access
from passerelles.analysis.paths.answer import Close, Earned, Stage
from passerelles.analysis.paths.course import Course, awarded
from passerelles.analysis.paths.problem import Solution, Way
from passerelles.analysis.rules import (
    Closure,
    Complete,
    certification_of,
    close,
    derivation,
    listed,
    named,
    step,
)
from passerelles.analysis.rules.gains import complete

#: For a missing bloc and the holdings: what lies close by computation, with a score and a French sentence.
CloseBy = Callable[[str, Sequence[str]], Sequence[tuple[str, float, str]]]
#: The voies d'accès of a certification.
AccessesOf = Callable[[str], tuple[Access, ...]]


@dataclass
class Walk:
    """One path walked step by step: what is had after each."""

    closure: Closure
    course: Course
    solution: Solution
    accesses: AccessesOf
    close_by: CloseBy
    target: str
    _shown: set[str] = field(init=False)
    _completed: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self._shown = set(self.closure.items)
        # The target itself is the conclusion of the path, not a partial result.
        self._completed = {self.target} | {each.item.iri for each in complete(self.closure)}

    def stages(self) -> Iterator[Stage]:
        """The steps: for each way what it asks to acquire, then the way; in the end what is left."""
        left = sorted(self.solution.acquired, key=self._place)
        for way in self.solution.ways:
            for item in [item for item in left if item in way.needs]:
                left.remove(item)
                yield self._acquire(item)
            if way.steps:
                yield self._take(way)
        for item in left:
            yield self._acquire(item)

    @property
    def reached(self) -> Closure:
        """What is had where the walk stands."""
        return self.closure

    def _place(self, item: str) -> tuple[str, int, str]:
        whole = self.closure.base.certification(certification_of(item))
        blocs = [bloc.iri for bloc in whole.blocs] if whole else []
        return certification_of(item), blocs.index(item) if item in blocs else 0, item

    def _acquire(self, iri: str) -> Stage:
        base, day = self.closure.base, self.closure.day
        whole = base.certification(certification_of(iri))
        standing = whole.standing(day, base.known) if whole else None
        item = named(base, iri)
        near = self.close_by(iri, sorted(self.closure.held))
        self._have(iri)
        of = f" de {whole.name}" if item.bloc and whole else ""
        sentence = (
            f"Acquérir le bloc {item.name}{of}."
            if item.bloc
            else f"Obtenir la certification {item.name}, que ses sources ne découpent pas en blocs."
        )
        return Stage(
            kind="acquérir",
            items=(item,),
            sentence=sentence,
            enrol=standing.enrol if standing else None,
            award=standing.award if standing else None,
            standing=standing.sentence if standing else "",
            accesses=self.accesses(certification_of(iri)),
            close=tuple(Close(named(base, each), score, why) for each, score, why in near),
            rule=None,
            earned=self._earned(),
            complete=self._complete(),
        )

    def _take(self, way: Way) -> Stage:
        base, day = self.closure.base, self.closure.day
        certification = awarded(way)
        if certification is not None:
            return self._award(certification)
        rule = self.course.rules[way.name]
        shown = step(base, rule, day)
        # What follows from here belongs to this step, even if it was already true when its last bloc was had.
        self._shown.update(rule.vers)
        by = f" auprès de {' et '.join(shown.declared_by)}" if shown.declared_by else ""
        gives = "donnent" if len(rule.depuis) > 1 else "donne"
        whole = base.certification(certification_of(min(rule.vers)))
        standing = whole.standing(day, base.known) if whole else None
        return Stage(
            kind="reconnaissance",
            items=shown.vers,
            sentence=f"Faire reconnaître {listed(shown.vers)}{by} : {listed(shown.depuis)} y {gives} droit.",
            enrol=standing.enrol if standing else None,
            award=standing.award if standing else None,
            standing=standing.sentence if standing else "",
            accesses=(),
            close=(),
            rule=shown,
            earned=self._earned(),
            complete=self._complete(),
        )

    def _award(self, iri: str) -> Stage:
        base = self.closure.base
        whole = base.certification(iri)
        standing = whole.standing(self.closure.day, base.known) if whole else None
        self._have(iri)
        item = named(base, iri)
        return Stage(
            kind="délivrance",
            items=(item,),
            sentence=f"Demander la délivrance de {item.name} : tous ses blocs sont acquis.",
            enrol=standing.enrol if standing else None,
            award=standing.award if standing else None,
            standing=standing.sentence if standing else "",
            accesses=(),
            close=(),
            rule=None,
            earned=self._earned(),
            complete=self._complete(),
        )

    def _have(self, iri: str) -> None:
        """Go on with this item held."""
        self.closure = close(self.closure.base, self.closure.held | {iri}, self.closure.day)
        self._shown.add(iri)

    def _earned(self) -> tuple[Earned, ...]:
        """What is new, without what a later step of this path is about."""
        later = {item for rule in self.course.rules.values() if not rule.contains for item in rule.vers}
        own = {item for way in self.solution.ways for item in way.gives} & later
        new = sorted(self.closure.items - self._shown - own)
        self._shown.update(new)
        found = [(iri, self.closure.derivations(iri)[0]) for iri in new]
        return tuple(
            Earned(named(self.closure.base, iri), each.right.word, derivation(self.closure, each))
            for iri, each in found
        )

    def _complete(self) -> tuple[Complete, ...]:
        """The certifications whose blocs are now all shown as had."""
        found = [
            each
            for each in complete(self.closure)
            if each.item.iri not in self._completed and all(bloc.iri in self._shown for bloc in each.blocs)
        ]
        self._completed.update(each.item.iri for each in found)
        return tuple(found)
