"""The neighbourhood of a certification: what it is made of and what it is bound to, opened step by step."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

from passerelles.analysis.catalogue import Capacite, Code
from passerelles.analysis.explorer import Explorer
from passerelles.analysis.networks.node import short
from passerelles.analysis.pictures.lettering import height, lettered
from passerelles.analysis.pictures.mark import Mark
from passerelles.analysis.pictures.picture import Hidden, Picture
from passerelles.analysis.pictures.sheet import KIND_OF_SCHEME, Sheet
from passerelles.analysis.pictures.tree import Branch, placed
from passerelles.analysis.rules import Rule, SourceName, certification_of
from passerelles.errors import NotFoundError
from passerelles.ontology import ID

#: Things of one sort beside a mark; the same once their list has been opened; things of a whole picture.
FIRST, OPENED, MOST = 8, 60, 300
NEIGHBOURS, ALL_NEIGHBOURS, RIGHTS = 5, 20, 4
#: The branch of what is left of a list.
_REST = "~"
_BLOCS = "Blocs"
#: Heights of what holds no title.
_SIZES = {"suite": 40.0, "correspondance": 22.0}
_SCHEMES = (("nsf", "Spécialités (NSF)"), ("rome", "Métiers (ROME)"), ("formacode", "Formacodes"))
_BY_CODE = """
SELECT c.iri FROM code d JOIN certification c ON c.id = d.certification WHERE d.iri = ?
ORDER BY c.actif IS NOT 1, c.fin IS NULL, c.fin DESC, c.iri
"""
_BY_ORGANISATION = """
SELECT c.iri FROM organisation o JOIN certificateur l ON l.organisation = o.id
JOIN certification c ON c.id = l.certification WHERE o.iri = ?
ORDER BY c.actif IS NOT 1, c.fin IS NULL, c.fin DESC, c.iri
"""
_ORGANISATIONS = """
SELECT o.iri, o.name FROM certificateur l JOIN organisation o ON o.id = l.organisation
WHERE l.certification = ? ORDER BY o.iri
"""
#: How much opening a mark would show.
_COUNTS = {
    "certification": "SELECT COUNT(*) FROM bloc b JOIN certification c ON c.id = b.certification WHERE c.iri = ?",
    "bloc": "SELECT COUNT(*) FROM bloc_capacite l JOIN bloc b ON b.id = l.bloc WHERE b.iri = ?",
    "certificateur": (
        "SELECT COUNT(*) FROM organisation o JOIN certificateur l ON l.organisation = o.id WHERE o.iri = ?"
    ),
}
_COUNT_CODE = "SELECT COUNT(*) FROM code WHERE iri = ?"


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _List(Generic[T]):
    """Things of one sort that a mark leads to: `draw` puts some of them on the sheet and names their marks."""

    words: str
    side: int
    things: Sequence[T]
    draw: Callable[[Sequence[T]], list[str]]
    first: int = FIRST


def neighbourhood(explorer: Explorer, iri: str, day: date, opened: Collection[str] = ()) -> Picture:
    """What surrounds a certification (IRI), with the marks of these names opened; raises `NotFoundError`.

    A bloc stands for its certification, with that bloc opened.
    """
    whole = certification_of(iri)
    if not explorer.knows(whole):
        raise NotFoundError(f"« {short(whole)} » n’est pas dans ce graphe.")
    wanted = {*opened, short(iri)}
    return _Neighbourhood(Sheet(explorer, day), wanted).picture(whole)


class _Neighbourhood:
    def __init__(self, sheet: Sheet, opened: Collection[str]) -> None:
        self._sheet = sheet
        self._opened = opened
        self._branches: dict[str, list[Branch]] = {}
        self._hidden: list[Hidden] = []
        self._sides: dict[str, int] = {}
        self._ruled: set[str] = set()

    def picture(self, iri: str) -> Picture:
        sheet = self._sheet
        root = sheet.item(iri)
        self._sides[root] = 0
        waiting = deque([root])
        while waiting:
            id_ = waiting.popleft()
            waiting += self._open(id_)
        self._close()
        knots = frozenset(mark.id for mark in sheet.marks.values() if mark.kind == "correspondance")
        boxes, captions, width, tall = placed(root, self._branches, self._heights(), knots)
        marks = tuple(mark for mark in sheet.marks.values() if mark.id in boxes)
        lines = tuple(line for line in sheet.lines.values() if line.start in boxes and line.end in boxes)
        return Picture(
            "voisinage", marks, lines, boxes, width, tall, root, tuple(captions), tuple(self._hidden)
        )

    def _open(self, id_: str) -> Iterator[str]:
        """Show what a mark leads to; gives the marks that are to be opened in their turn."""
        sheet = self._sheet
        sheet.note(id_, opened=True)
        for each in self._lists(sheet.marks[id_]):
            new = self._show(id_, each)
            if each.words == _BLOCS and not self._sides[id_]:
                # What the blocs of the certification give, and what gives them, is seen at once.
                for bloc in new:
                    if sheet.marks[bloc].kind == "bloc":
                        self._rights(sheet.marks[bloc])
            yield from (name for name in new if name in self._opened)

    def _rights(self, mark: Mark) -> None:
        self._ruled.add(mark.id)
        for each in self._correspondances(mark.iri):
            self._show(mark.id, each)

    def _show(self, id_: str, each: _List[Any]) -> list[str]:
        """Draw a list beside a mark, as far as there is room; gives the marks that are new."""
        sheet = self._sheet
        rest = f"{id_}{_REST}{each.words}"
        room = max(MOST - len(self._sides), 0)
        most = min(OPENED if rest in self._opened else each.first, room, len(each.things))
        drawn = each.draw(each.things[:most])
        new = [name for name in dict.fromkeys(drawn) if name not in self._sides]
        side = self._sides[id_] or each.side
        self._sides |= dict.fromkeys(new, side)
        left = len(each.things) - most
        knots = [name for name in new if sheet.marks[name].kind == "correspondance"]
        inside = self._behind(knots, new, side)
        branch = Branch(
            each.words, side, len(each.things), most, [name for name in new if name not in inside]
        )
        self._branches.setdefault(id_, []).append(branch)
        if left:
            self._hidden.append(Hidden(each.words, most, len(each.things), sheet.marks[id_].short))
            if rest not in self._opened and room:
                sheet.marks[rest] = Mark(rest, "", "suite", None, each.words, hidden=left)
                self._sides[rest] = side
                branch.ids.append(rest)
        return new

    def _behind(self, knots: Sequence[str], new: Sequence[str], side: int) -> set[str]:
        """What only a knot leads to stands behind it."""
        found: set[str] = set()
        for knot in knots:
            lines = [line for line in self._sheet.lines.values() if knot in (line.start, line.end)]
            ends = dict.fromkeys(line.start if line.end == knot else line.end for line in lines)
            own = [name for name in ends if name in new and name not in found]
            found.update(own)
            self._branches.setdefault(knot, []).append(Branch("", side, len(own), len(own), own))
        return found

    def _lists(self, mark: Mark) -> Iterator[_List[Any]]:
        if mark.kind == "certification":
            yield from self._of_certification(mark)
        elif mark.kind == "bloc":
            yield from self._of_bloc(mark)
        elif mark.kind in KIND_OF_SCHEME.values():
            yield self._certifications(mark, _BY_CODE, mark.kind)
        elif mark.kind == "certificateur":
            yield self._certifications(mark, _BY_ORGANISATION, "certificateur")

    def _of_certification(self, mark: Mark) -> Iterator[_List[Any]]:
        sheet, catalogue = self._sheet, self._sheet.explorer.catalogue
        found = catalogue.certification(mark.iri)
        if found is None:
            return
        sources = sheet.composed(mark.iri)
        blocs = catalogue.blocs(found.id)

        def bind(kind: str, names: Iterable[str], back: bool = False) -> list[str]:
            kept = list(names)
            for name in kept:
                start, end = (name, mark.id) if back else (mark.id, name)
                sheet.line(start, end, kind, sources=sources)
            return kept

        yield _List(_BLOCS, 1, blocs, lambda some: bind("bloc", (sheet.item(b.iri) for b in some)), 12)
        held = {number for bloc in blocs for number in bloc.capacites}
        outside = [each for each in catalogue.capacites(found.id) if each.id not in held]
        yield _List("Capacités", 1, outside, lambda some: bind("capacité", map(sheet.capacite, some)))
        yield from self._correspondances(mark.iri)
        yield self._replacements(mark)
        codes = [code for code in catalogue.codes(found.id) if code.scheme in KIND_OF_SCHEME]
        organisations = catalogue.rows(_ORGANISATIONS, (found.id,))
        yield _List(
            "Certificateurs",
            -1,
            organisations,
            lambda some: bind(
                "certificateur", (sheet.organisation(str(o), str(n) if n else None) for o, n in some)
            ),
        )
        for scheme, words in _SCHEMES:
            own = [code for code in codes if code.scheme == scheme]
            yield _List(words, -1, own, partial(self._coded, mark, sources))
        near = sheet.explorer.similar(mark.iri, ALL_NEIGHBOURS) if found.described else ()
        yield _List(
            "Proches par calcul", 1, near, lambda some: [sheet.near(mark.id, n) for n in some], NEIGHBOURS
        )

    def _coded(self, mark: Mark, sources: tuple[SourceName, ...], some: Sequence[Code]) -> list[str]:
        names = [self._sheet.code(code) for code in some]
        for code, name in zip(some, names, strict=True):
            self._sheet.line(mark.id, name, KIND_OF_SCHEME[code.scheme], sources=sources)
        return names

    def _of_bloc(self, mark: Mark) -> Iterator[_List[Any]]:
        sheet, catalogue = self._sheet, self._sheet.explorer.catalogue
        whole = catalogue.certification(certification_of(mark.iri))
        if whole is None:
            return
        bloc = next(each for each in catalogue.blocs(whole.id) if each.iri == mark.iri)
        by_number = {each.id: each for each in catalogue.capacites(whole.id)}
        sources = sheet.composed(whole.iri)

        def draw(some: Sequence[Capacite]) -> list[str]:
            names = [sheet.capacite(each) for each in some]
            for name in names:
                sheet.line(mark.id, name, "capacité", sources=sources)
            return names

        yield _List("Capacités", 1, [by_number[number] for number in bloc.capacites], draw, 20)
        if mark.id not in self._ruled:
            yield from self._correspondances(mark.iri)

    def _correspondances(self, iri: str) -> Iterator[_List[Any]]:
        base = self._sheet.explorer.finder.base

        def draw(some: Sequence[Rule]) -> list[str]:
            return [name for rule in some for name in self._sheet.rule(rule)]

        yield _List("Ce que cela donne", 1, base.asking(iri), draw, RIGHTS)
        yield _List("Ce qui le donne", 1, base.giving(iri), draw, RIGHTS)

    def _replacements(self, mark: Mark) -> _List[tuple[str, str]]:
        base = self._sheet.explorer.finder.base
        pairs = [(mark.iri, new) for new in base.newer.get(mark.iri, ())]
        pairs += [(old, mark.iri) for old in base.older.get(mark.iri, ())]

        def draw(some: Sequence[tuple[str, str]]) -> list[str]:
            return [name for old, new in some for name in self._sheet.replacement(old, new)]

        return _List("Remplacements", 1, pairs, draw)

    def _certifications(self, mark: Mark, sql: str, kind: str) -> _List[str]:
        sheet = self._sheet
        iris = [str(row[0]) for row in sheet.explorer.catalogue.rows(sql, (mark.iri,))]
        others = [iri for iri in iris if short(iri) not in self._sides]

        def draw(some: Sequence[str]) -> list[str]:
            names = [sheet.item(iri) for iri in some]
            for iri, name in zip(some, names, strict=True):
                sheet.line(name, mark.id, kind, sources=sheet.composed(iri))
            return names

        return _List("Certifications", 1, others, draw)

    def _close(self) -> None:
        """Count what the marks that are not opened would show, and say it."""
        catalogue = self._sheet.explorer.catalogue
        for mark in list(self._sheet.marks.values()):
            if mark.opened or mark.id not in self._sides:
                continue
            sql = _COUNT_CODE if mark.iri.startswith(ID) and mark.kind in KIND_OF_SCHEME.values() else ""
            sql = sql or _COUNTS.get(mark.kind, "")
            if sql:
                count = int(str(catalogue.rows(sql, (mark.iri,))[0][0]))
                around = count if mark.kind in ("certification", "bloc") else max(count - 1, 0)
                # A certification always leads somewhere: its codes, what lies close to it.
                self._sheet.note(mark.id, hidden=max(around, 1) if mark.kind == "certification" else around)

    def _heights(self) -> dict[str, float]:
        return {
            mark.id: _SIZES.get(mark.kind) or height(len(lettered(mark.title)))
            for mark in self._sheet.marks.values()
        }
