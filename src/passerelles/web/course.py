"""A person's way to a target, as the pages show it: the paths told apart by the conditions, in groups of steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from passerelles.analysis.comparison import Comparison, Statement
from passerelles.analysis.explorer import Data, Explorer
from passerelles.analysis.identity import Finding
from passerelles.analysis.paths import Access, Close, Path, Paths, Stage
from passerelles.analysis.rules import Gains, Item, certification_of, is_bloc, named
from passerelles.errors import NotFoundError
from passerelles.web.condition import Obstacle, levels, obstacles
from passerelles.web.holding import Holding, Replacement, read_holdings, read_replacements
from passerelles.web.person_file import MANY, VOIES, Opened, code_of
from passerelles.web.spoken import spoken

#: The kinds of steps, as templates name them.
_KINDS = {"acquérir": "acquire", "reconnaissance": "recognise", "délivrance": "award"}
#: Paths looked at when conditions set some aside, certifications compared with a target, matches shown of a bloc,
#: certifications shown that look like one that is out of reach.
_LOOKED_AT, _COMPARED, _MATCHES, _ALIKE = 40, 4, 3, 5


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
    def missing(self) -> tuple[Item, ...]:
        """The blocs of the target that are not had."""
        had = {each.item.iri for each in self.path.covered}
        return () if self.path.held else tuple(each for each in self.blocs if each.iri not in had)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A certification or a métier to aim at instead, with its code in addresses."""

    code: str
    name: str
    href: str
    sentence: str
    left: int | None
    open: bool


@dataclass(frozen=True, slots=True)
class Alike:
    """A certification that looks like the target, by computation, and where it stands on the day."""

    item: Item
    code: str
    sentence: str
    standing: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Course:
    """All that the page of a person's file shows.

    `kept` and `aside` are the paths that meet the conditions, or may, and those that do not; `last` is the last day on
    which the target could be awarded, when it no longer can.
    """

    opened: Opened
    day: date
    data: Data
    holdings: tuple[Holding, ...]
    gains: Gains[Finding] | None
    paths: Paths | None
    code: str | None
    whole: str | None
    levels: tuple[str, ...]
    replacements: tuple[Replacement, ...]
    kept: tuple[Way, ...]
    aside: tuple[Way, ...]
    instead: tuple[Suggested, ...]
    similar: tuple[Alike, ...]
    last: date | None
    problem: str | None

    @property
    def job(self) -> bool:
        """Whether the target is a métier."""
        return self.paths is not None and "/rome/" in self.paths.target.iri

    @property
    def compared(self) -> tuple[str, ...]:
        """The codes of certifications worth comparing: those held, then the targets of the paths; five at most."""
        held = [each.code for each in self.holdings]
        aimed = [self.whole] if self.whole else [way.whole for way in self.ways]
        return tuple(dict.fromkeys([*held[:3], *aimed]))[:5]

    @property
    def ways(self) -> tuple[Way, ...]:
        """The paths to show: those kept, at most as many as are wanted."""
        return self.kept[: self.opened.file.paths]


def read_course(explorer: Explorer, opened: Opened, today: date) -> Course:
    """What a file leads to on its day, or on `today`; a target that is not known is told in `problem`."""
    file, held = opened.file, opened.held
    day = file.le or today
    gains = explorer.gains(held, day) if held else None
    paths, problem = None, None
    if file.vers:
        strict = bool(file.niveau or file.voie)
        try:
            paths = explorer.paths(held, file.vers, day, _LOOKED_AT if strict else file.paths)
        except NotFoundError as error:
            problem = str(error)
    ways = _ways(explorer, opened, paths, gains) if paths else ()
    certification = paths is not None and paths.target.kind != "métier"
    aimed = certification_of(paths.target.iri) if paths and certification else None
    return Course(
        opened=opened,
        day=day,
        data=explorer.data,
        holdings=read_holdings(explorer, held, day),
        gains=gains,
        paths=paths,
        code=code_of(explorer, paths.target.iri) if paths else None,
        whole=code_of(explorer, aimed) if aimed else None,
        levels=levels(explorer, aimed) if aimed else (),
        replacements=read_replacements(explorer, aimed, day) if aimed else (),
        kept=tuple(way for way in ways if not way.aside),
        aside=tuple(way for way in ways if way.aside),
        instead=_instead(explorer, paths) if paths else (),
        similar=_alike(explorer, aimed, paths, held, day),
        last=_last_day(explorer, paths, day) if paths else None,
        problem=problem,
    )


def _ways(explorer: Explorer, opened: Opened, paths: Paths, gains: Gains[Finding] | None) -> tuple[Way, ...]:
    own = {each.item.iri for each in gains.gained} | set(opened.held) if gains else set()
    chosen = paths.target.kind != "métier"
    found, shown = [], 0
    for path in paths.found:
        against = obstacles(explorer, opened.file, path, chosen=chosen)
        # What is set aside is told in one line: no need to look for what lies close.
        aside = any(each.sure for each in against) or shown >= MANY
        shown += not aside
        groups = tuple(_groups(explorer, path, frozenset(own), near=not aside))
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
                spoken=spoken(path, len(blocs), opened.file.voie),
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
        met.add(iri)
        yield Steps(
            first=first,
            kind=_KINDS[kind],
            certification=named(explorer.finder.base, iri),
            parts=parts,
            standing=parts[0].stage.standing,
            accesses=_in_order(parts[0].stage.accesses) if new else (),
        )
        first += len(parts)


def _group(stage: Stage) -> tuple[str, str, str]:
    """What is acquired in one certification is told together, each recognition by itself."""
    apart = "" if stage.kind == "acquérir" else stage.items[0].iri
    return stage.kind, stage.items[0].certification, apart


def _in_order(accesses: tuple[Access, ...]) -> tuple[Access, ...]:
    return tuple(sorted(accesses, key=lambda each: VOIES.index(each.code) if each.code in VOIES else 9))


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
            iri = missing.iri if missing.iri in wanted else by_number.get(missing.bloc)
            if iri and (blocs is None or had.bloc in mine or had.iri in mine):
                yield iri, Likeness(had, missing, of, match.score, match.strength, match.why.sentence)


def _instead(explorer: Explorer, paths: Paths) -> tuple[Suggested, ...]:
    found = paths.unreachable
    near = (*found.successors, *found.neighbours) if found else ()
    return tuple(
        Suggested(
            code_of(explorer, each.iri), each.name, each.href, each.sentence, each.left,
            each.open and (each.left is not None or "/rome/" in each.iri),
        )
        for each in near
    )  # fmt: skip


def _alike(
    explorer: Explorer, aimed: str | None, paths: Paths | None, held: tuple[str, ...], day: date
) -> tuple[Alike, ...]:
    """What looks like a target that is out of reach; without a target, what looks like what is held."""
    if paths is None:
        return _similar(explorer, certification_of(held[0]), day) if held else ()
    return _similar(explorer, aimed, day) if aimed and paths.unreachable else ()


def _similar(explorer: Explorer, iri: str, day: date) -> tuple[Alike, ...]:
    base = explorer.finder.base
    try:
        alike = explorer.similar(iri, _ALIKE, active_first=True)
    except NotFoundError:  # nothing describes it
        return ()
    found = []
    for each in alike:
        whole = base.certification(each.iri)
        standing = whole.standing(day, base.known) if whole else None
        found.append(
            Alike(
                item=named(base, each.iri),
                code=code_of(explorer, each.iri),
                sentence=each.reason,
                standing=standing.sentence if standing else "",
                ended=standing is not None and standing.award is False,
            )
        )
    return tuple(found)


def _last_day(explorer: Explorer, paths: Paths, day: date) -> date | None:
    """The last day before this one on which what is out of reach could be awarded, or what is near to it."""
    if paths.unreachable is None:
        return None
    if paths.target.kind != "métier":
        return _ended(explorer, [paths.target.iri], day)
    return _ended(explorer, (each.iri for each in paths.unreachable.neighbours), day)


def _ended(explorer: Explorer, iris: Iterable[str], day: date) -> date | None:
    ends = []
    for iri in iris:
        whole = explorer.finder.base.certification(certification_of(iri))
        periods = whole.periods if whole else ()
        ends += [period.limit or period.end for period in periods if period.limit or period.end]
    return max((end for end in ends if end and end < day), default=None)
