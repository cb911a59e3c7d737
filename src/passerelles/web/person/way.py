"""A path as the pages show it: its steps in groups, what speaks against it, what lies close to what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from passerelles.analysis.comparison import Comparison, Statement
from passerelles.analysis.explorer import Explorer
from passerelles.analysis.paths import Access, Close, Covered, Path, Paths, Stage
from passerelles.analysis.rules import Derivation, Item, certification_of, is_bloc, named
from passerelles.errors import NotFoundError
from passerelles.web.person.condition import Obstacle, in_order, levels, obstacles
from passerelles.web.person.file import PersonFile, code_of
from passerelles.web.person.spoken import spoken

#: The kinds of steps, as templates name them.
_KINDS = {"acquérir": "acquire", "reconnaissance": "recognise", "délivrance": "award"}
#: Certifications held that are compared with one to acquire, and matches shown of a bloc.
_COMPARED, _MATCHES = 4, 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """A capacité or bloc had and one that is missing whose words are near: computed, both are shown."""

    had: Statement
    missing: Statement
    of: Item
    score: float
    strength: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a group, with what lies close to it by computation among what the person has."""

    stage: Stage
    close: tuple[Close, ...]
    likenesses: tuple[Likeness, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps of one kind that follow each other in one certification; `accesses` only the first time it is met.

    `kind` is "acquire", "recognise" or "award".
    """

    first: int
    kind: str
    certification: Item
    parts: tuple[Part, ...]
    standing: str
    accesses: tuple[Access, ...]

    @property
    def last(self) -> int:
        """The number of its last step."""
        return self.first + len(self.parts) - 1


@dataclass(frozen=True, slots=True)
class Way:
    """One path with its steps in groups, what speaks against it, and the sentences to read to the person."""

    path: Path
    groups: tuple[Steps, ...]
    blocs: tuple[Item, ...]
    levels: tuple[str, ...]
    code: str
    whole: str
    against: tuple[Obstacle, ...]
    spoken: tuple[str, ...]

    @property
    def through(self) -> tuple[Item, ...]:
        """The other certifications that the path goes through."""
        found = {group.certification.iri: group.certification for group in self.groups}
        return tuple(item for iri, item in found.items() if iri != self.path.target.certification)

    @property
    def aside(self) -> bool:
        """Whether a condition is not met for certain."""
        return any(each.sure for each in self.against)

    @property
    def proved(self) -> tuple[tuple[tuple[Covered, ...], Derivation | None], ...]:
        """What is covered already, with how: what the same steps give is together and proved once."""
        found: list[tuple[list[Covered], Derivation | None]] = []
        for each in self.path.covered:
            if found and each.derivation and _same(found[-1][1], each.derivation):
                found[-1][0].append(each)
            else:
                found.append(([each], each.derivation))
        return tuple((tuple(items), derivation) for items, derivation in found)

    def covering(self, iri: str) -> Covered | None:
        """How a bloc of the target is had already, None when it is not."""
        return next((each for each in self.path.covered if each.item.iri == iri), None)

    @property
    def missing(self) -> tuple[Item, ...]:
        """The blocs of the target that are not had."""
        had = {each.item.iri for each in self.path.covered}
        return () if self.path.held else tuple(each for each in self.blocs if each.iri not in had)


def _same(one: Derivation | None, other: Derivation) -> bool:
    return one is not None and [step.iri for step in one.steps] == [step.iri for step in other.steps]


def read_ways(explorer: Explorer, file: PersonFile, paths: Paths, own: frozenset[str]) -> tuple[Way, ...]:
    """The paths in their order; `own` is what is held and what follows from it (IRIs)."""
    chosen = paths.target.kind != "métier"
    found, shown = [], 0
    for path in paths.found:
        against = obstacles(explorer, file, path, chosen=chosen)
        # What is set aside is told in one line: no need to look for what lies close.
        aside = any(each.sure for each in against) or shown >= file.paths
        shown += not aside
        groups = tuple(_groups(explorer, path, own, near=not aside))
        whole = explorer.finder.base.certification(path.target.certification)
        blocs = [bloc.iri for bloc in whole.required] if whole and not path.target.bloc else []
        found.append(
            Way(
                path=path,
                groups=groups,
                blocs=tuple(named(explorer.finder.base, iri) for iri in blocs or [path.target.iri]),
                levels=levels(explorer, path.target.certification),
                code=code_of(explorer, path.target.iri),
                whole=code_of(explorer, path.target.certification),
                against=against,
                spoken=spoken(path, len(blocs), file.voie, None if chosen else paths.target.name),
            )
        )
    return tuple(found)


def _groups(explorer: Explorer, path: Path, own: frozenset[str], *, near: bool) -> Iterator[Steps]:
    met: set[str] = set()
    first = 1
    alike = _likenesses(explorer, path, own) if near else {}
    for (kind, iri, _), stages in groupby(path.stages, _group):
        parts = tuple(_part(stage, own, alike) for stage in stages)
        new = kind == "acquérir" and iri not in met
        if new:
            met.add(iri)
        yield Steps(
            first=first,
            kind=_KINDS[kind],
            certification=named(explorer.finder.base, iri),
            parts=parts,
            standing=parts[0].stage.standing,
            accesses=in_order(parts[0].stage.accesses) if new else (),
        )
        first += len(parts)


def _group(stage: Stage) -> tuple[str, str, str]:
    """What is acquired in one certification is told together, each recognition by itself."""
    apart = "" if stage.kind == "acquérir" else stage.items[0].iri
    return stage.kind, stage.items[0].certification, apart


def _part(stage: Stage, own: frozenset[str], alike: dict[str, list[Likeness]]) -> Part:
    # What is acquired earlier on the way is close too, but the person does not have it yet.
    close = tuple(each for each in stage.close if each.item.iri in own)
    return Part(stage, close, tuple(alike.get(stage.items[0].iri, ())))


def _likenesses(explorer: Explorer, path: Path, own: frozenset[str]) -> dict[str, list[Likeness]]:
    """For each bloc to acquire: the capacités had whose words are near to some of its own, best first."""
    wanted = {stage.items[0].iri: stage.items[0] for stage in path.stages if stage.kind == "acquérir"}
    whole = [iri for iri in own if not is_bloc(iri)]
    certifications = sorted({certification_of(iri) for iri in own})[:_COMPARED]
    found: dict[str, list[Likeness]] = {}
    for target in dict.fromkeys(certification_of(iri) for iri in wanted):
        for other in certifications:
            comparison = _compared(explorer, other, target) if other != target else None
            if comparison is None:
                continue
            blocs = None if other in whole else {iri for iri in own if certification_of(iri) == other}
            for missing, likeness in _matches(explorer, comparison, wanted, blocs):
                found.setdefault(missing, []).append(likeness)
    for each in found.values():
        each.sort(key=lambda likeness: -likeness.score)
        del each[_MATCHES:]
    return found


def _compared(explorer: Explorer, one: str, other: str) -> Comparison | None:
    try:
        return explorer.compare(one, other)
    except NotFoundError:
        return None


def _matches(
    explorer: Explorer, comparison: Comparison, wanted: dict[str, Item], blocs: set[str] | None
) -> Iterator[tuple[str, Likeness]]:
    """The matches of a comparison that are about a bloc to acquire; with `blocs`, only from those of the left side."""
    by_number = {item.identifier: iri for iri, item in wanted.items() if item.identifier}
    of = named(explorer.finder.base, comparison.left.iri)
    mine = {named(explorer.finder.base, iri).identifier for iri in blocs or ()} | (blocs or set())
    for match in (*comparison.capacites, *comparison.crossed):
        for had, missing in ((had, missing) for had in match.left[:1] for missing in match.right[:1]):
            iri = missing.iri if missing.iri in wanted else by_number.get(missing.bloc or "")
            if iri and (blocs is None or had.bloc in mine or had.iri in mine):
                yield iri, Likeness(had, missing, of, match.score, match.strength, match.why.sentence)
