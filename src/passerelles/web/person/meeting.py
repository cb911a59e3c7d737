"""What the printed document of a meeting holds besides the paths: certifications side by side, and the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from passerelles.analysis.catalogue import Code, Source
from passerelles.analysis.comparison import Comparison
from passerelles.analysis.explorer import Explorer
from passerelles.analysis.paths import Access
from passerelles.analysis.rules import Item, SourceName, Step, certification_of, named
from passerelles.answers.address import href
from passerelles.errors import NotFoundError, UsageError
from passerelles.web.person.condition import in_order
from passerelles.web.person.course import Course

#: Certifications compared, and matches of two of them that are printed.
COMPARED, MATCHES = 5, 6


@dataclass(frozen=True, slots=True)
class Compared:
    """One certification of the table: `ended` when it can no longer be awarded on the day."""

    item: Item
    levels: tuple[str, ...]
    standing: str
    ended: bool
    accesses: tuple[Access, ...]
    blocs: int
    capacites: int
    romes: tuple[Code, ...]
    certificateurs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A document with the sentences of it that the answers rest on."""

    source: SourceName
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """The document: the course, the certifications compared, their likenesses with the target, the sources."""

    course: Course
    compared: tuple[Compared, ...]
    likenesses: tuple[Comparison, ...]
    sources: tuple[Quoted, ...]


def read_meeting(explorer: Explorer, course: Course, ids: Iterable[str]) -> Meeting:
    """The document of a course; `ids` name the certifications to compare, else those held and the target."""
    iris = dict.fromkeys(certification_of(iri) for iri in _known(explorer, [*ids] or course.compared))
    aimed = {way.path.target.certification for way in course.ways[:1]}
    if course.paths and not course.job:
        aimed.add(certification_of(course.paths.target.iri))
    shown = list(iris)[:COMPARED]
    held = [iri for iri in shown if iri not in aimed]
    pairs = product(held, [iri for iri in shown if iri in aimed])
    return Meeting(
        course=course,
        compared=tuple(_compared(explorer, iri, course) for iri in shown),
        likenesses=tuple(filter(None, (_likeness(explorer, one, other) for one, other in pairs))),
        sources=_sources(explorer, course, shown),
    )


def _known(explorer: Explorer, codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        try:
            yield explorer.iri_of(code)
        except (NotFoundError, UsageError):
            continue  # the page of the comparison says so


def _compared(explorer: Explorer, iri: str, course: Course) -> Compared:
    base, catalogue = explorer.finder.base, explorer.catalogue
    whole, known = base.certification(iri), catalogue.certification(iri)
    standing = whole.standing(course.day, base.known) if whole else None
    codes = catalogue.codes(known.id) if known else []
    names = (
        catalogue.rows(
            "SELECT o.name FROM certificateur c JOIN organisation o ON o.id = c.organisation "
            "WHERE c.certification = ? AND o.name IS NOT NULL ORDER BY o.name",
            (known.id,),
        )
        if known
        else []
    )
    return Compared(
        item=named(base, iri),
        levels=tuple(code.notation for code in codes if code.scheme == "niveau"),
        standing=standing.sentence if standing else "",
        ended=standing is not None and standing.award is False,
        accesses=in_order(explorer.finder.accesses(iri)),
        blocs=len(whole.blocs) if whole else 0,
        capacites=len(catalogue.capacites(known.id)) if known else 0,
        romes=tuple(code for code in codes if code.scheme == "rome"),
        certificateurs=tuple(str(name) for (name,) in names),
    )


def _likeness(explorer: Explorer, one: str, other: str) -> Comparison | None:
    try:
        return explorer.compare(one, other)
    except NotFoundError:
        return None


def _sources(explorer: Explorer, course: Course, compared: Iterable[str]) -> tuple[Quoted, ...]:
    """The documents of what is shown, each once, with the sentences of the correspondances that are told."""
    found: dict[str, SourceName] = {}
    sentences: dict[str, dict[str, None]] = {}
    for step in _steps(course):
        for source in step.sources:
            found.setdefault(source.iri, source)
            sentences.setdefault(source.iri, {}).update(dict.fromkeys(step.sentences))
    for way in course.ways:
        for source in way.path.sources:
            found.setdefault(source.iri, source)
    for iri in compared:
        known = explorer.catalogue.certification(iri)
        for each in explorer.catalogue.sources(known.id) if known else ():
            found.setdefault(each.iri, _named(each))
    return tuple(Quoted(source, tuple(sentences.get(iri, ()))) for iri, source in found.items())


def _named(source: Source) -> SourceName:
    return SourceName(source.iri, href(source.iri), source.file, source.day)


def _steps(course: Course) -> Iterator[Step]:
    """The correspondances that the document tells."""
    for way in course.ways:
        for covered in way.path.covered:
            yield from covered.derivation.steps if covered.derivation else ()
        yield from (stage.rule for stage in way.path.stages if stage.rule)
    for gained in course.gains.gained if course.gains else ():
        if gained.right != "contenu":
            yield from gained.derivation.steps
