"""A person's way to a target, as the pages show it: the paths told apart by the conditions, in groups of steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from passerelles.analysis.explorer import Data, Explorer
from passerelles.analysis.identity import Finding
from passerelles.analysis.paths import Paths
from passerelles.analysis.rules import Gained, Gains, Item, certification_of, named
from passerelles.errors import NotFoundError
from passerelles.web.person.condition import levels
from passerelles.web.person.file import Opened, code_of
from passerelles.web.person.holding import Holding, Replacement, read_holdings, read_replacements
from passerelles.web.person.way import Way, read_ways

#: Paths looked at when conditions set some aside, certifications shown that look like one that is out of reach.
_LOOKED_AT, _ALIKE = 40, 5


@dataclass(frozen=True, slots=True)
class Suggested:
    """A certification or a métier to aim at instead, with its code in addresses.

    `computed` is True for one that is near by its wording alone.
    """

    code: str
    name: str
    href: str
    sentence: str
    left: int | None
    open: bool
    computed: bool


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
    def besides(self) -> tuple[Gained[Finding], ...]:
        """What correspondances give from what is held, without what the first path counts as covered."""
        told = {each.item.iri for way in self.ways[:1] for each in way.path.covered}
        gained = self.gains.gained if self.gains else ()
        return tuple(each for each in gained if each.right != "contenu" and each.item.iri not in told)

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
    own = frozenset({*held, *(each.item.iri for each in gains.gained)} if gains else held)
    ways = read_ways(explorer, file, paths, own) if paths else ()
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


def _instead(explorer: Explorer, paths: Paths) -> tuple[Suggested, ...]:
    found = paths.unreachable
    near = (*found.successors, *found.neighbours) if found else ()
    return tuple(
        Suggested(
            code_of(explorer, each.iri), each.name, each.href, each.sentence, each.left,
            each.open and (each.left is not None or "/rome/" in each.iri), each.score is not None,
        )
        for each in near
    )  # fmt: skip


def _alike(
    explorer: Explorer, aimed: str | None, paths: Paths | None, held: tuple[str, ...], day: date
) -> tuple[Alike, ...]:
    """What looks like a target that is out of reach; without a target, what looks like what is held."""
    if paths is None:
        return _similar(explorer, certification_of(held[0]), day) if held else ()
    found = _similar(explorer, aimed, day) if aimed and paths.unreachable else ()
    told = paths.unreachable
    named_already = {each.iri for each in (*told.successors, *told.neighbours)} if told else set()
    return tuple(each for each in found if each.item.iri not in named_already)


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
