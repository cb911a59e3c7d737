"""A competence path in layers: from what a person holds to what she wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from passerelles.analysis.explorer import Explorer
from passerelles.analysis.networks.node import short
from passerelles.analysis.paths import Near, Path, Paths, Stage, Unreachable
from passerelles.analysis.pictures.layers import KNOT_HEIGHT, placed, ranked
from passerelles.analysis.pictures.lettering import height, lettered
from passerelles.analysis.pictures.line import CALCULEE
from passerelles.analysis.pictures.mark import Mark
from passerelles.analysis.pictures.picture import Caption, Hidden, Picture
from passerelles.analysis.pictures.sheet import Sheet
from passerelles.analysis.rules import Derivation, Item, certification_of

HELD, GOAL, COVERED = "détenu", "but", "déjà acquis"
ACQUIRE, RECOGNISE, AWARD = "à acquérir", "à faire reconnaître", "à faire délivrer"
ON_THE_WAY, INSTEAD, LOOK = "gagné en chemin", "remplace le but", "à regarder"
_STATES = {"acquérir": ACQUIRE, "reconnaissance": RECOGNISE, "délivrance": AWARD}
#: What is gained on the way, and what lies close to a missing bloc: more would hide the path.
EARNED, CLOSE = 6, 2


def course(explorer: Explorer, paths: Paths, day: date, choice: int = 0) -> Picture:
    """The path of that number (from 0) in layers; where there is none, the goal and what to look at instead."""
    drawn = _Course(Sheet(explorer, day))
    return drawn.picture(paths, choice)


class _Course:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._hidden: list[Hidden] = []

    def picture(self, paths: Paths, choice: int) -> Picture:
        sheet = self._sheet
        held = [sheet.item(each.iri, state=HELD) for each in paths.holdings]
        goal = self._goal(paths)
        if paths.found:
            path = paths.found[min(choice, len(paths.found) - 1)]
            self._path(path, goal, held)
        elif paths.unreachable:
            self._unreachable(paths.unreachable, goal)
        names = list(sheet.marks)
        # What only lies close comes neither before nor after.
        arrows = [
            (line.start, line.end)
            for line in sheet.lines.values()
            if line.kind not in ("remplacement", "proche")
        ]
        layer = ranked(names, arrows, held, goal) if paths.found else self._aside(names, held, goal)
        knots = frozenset(mark.id for mark in sheet.marks.values() if mark.kind == "correspondance")
        boxes, width, tall = placed(layer, arrows, self._heights(), knots)
        captions = [Caption(boxes[goal].x, boxes[goal].top - 12, "But")]
        if held:
            top = min(boxes[name].top for name in held)
            captions.insert(0, Caption(boxes[held[0]].x, top - 12, "Acquis"))
        return Picture(
            "parcours",
            tuple(sheet.marks.values()),
            tuple(sheet.lines.values()),
            boxes,
            width,
            tall,
            goal,
            tuple(captions),
            tuple(self._hidden),
        )

    def _goal(self, paths: Paths) -> str:
        """The mark of what is asked for: a certification, a bloc or a job."""
        sheet, target = self._sheet, paths.target
        id_ = short(target.iri)
        if target.kind not in ("certification", "bloc"):
            sheet.marks[id_] = Mark(id_, target.iri, "métier", None, target.name, target.href)
            return sheet.note(id_, state=GOAL)
        sheet.item(target.iri)
        return id_ if sheet.marks[id_].state else sheet.note(id_, state=GOAL)

    def _path(self, path: Path, goal: str, held: Sequence[str]) -> None:
        sheet = self._sheet
        wanted = sheet.item(path.target.iri)
        if wanted != goal:
            sheet.line(wanted, goal, "métier", sources=sheet.composed(path.target.certification))
        for covered in path.covered:
            name = sheet.item(covered.item.iri)
            if not sheet.marks[name].state:
                sheet.note(name, state=COVERED)
            if covered.derivation:
                self._derivation(covered.derivation)
            self._counts(name, wanted)
        for number, stage in enumerate(path.stages, start=1):
            self._stage(stage, number, wanted)
        # What is had before it is counted among the blocs of a certification on the way.
        for line in list(sheet.lines.values()):
            if line.start in held and line.end == goal:
                sheet.note(goal, state=GOAL)

    def _stage(self, stage: Stage, number: int, wanted: str) -> None:
        sheet = self._sheet
        if stage.rule:
            sheet.step(stage.rule)
        for item in stage.items:
            name = sheet.item(item.iri)
            mark = sheet.marks[name]
            if mark.state in (None, GOAL):
                state = mark.state if name == wanted else _STATES[stage.kind]
                sheet.note(name, state=state, step=number)
            if stage.kind == "délivrance":
                self._blocs_of(item, name)
            self._counts(name, wanted)
            held = [close for close in stage.close if self._held(close.item.iri)]
            for close in held[:CLOSE]:
                near = sheet.item(close.item.iri)
                sheet.line(near, name, "proche", rank=CALCULEE, score=close.score, explanation=close.sentence)
        for earned in stage.earned[:EARNED]:
            name = sheet.item(earned.item.iri)
            if not sheet.marks[name].state:
                sheet.note(name, state=ON_THE_WAY)
            self._derivation(earned.derivation)
            self._counts(name, wanted)
        if len(stage.earned) > EARNED:
            self._hidden.append(
                Hidden("Gagné en chemin", EARNED, len(stage.earned), ", ".join(i.short for i in stage.items))
            )

    def _held(self, iri: str) -> bool:
        mark = self._sheet.marks.get(short(iri))
        return mark is not None and mark.state == HELD

    def _derivation(self, found: Derivation) -> None:
        for each in found.steps:
            self._sheet.step(each)

    def _counts(self, name: str, wanted: str) -> None:
        """A bloc counts for the certification it belongs to, when that one is what is wanted."""
        mark = self._sheet.marks[name]
        if mark.kind == "bloc" and short(certification_of(mark.iri)) == wanted:
            sources = self._sheet.composed(certification_of(mark.iri))
            self._sheet.line(name, wanted, "compte", sources=sources)

    def _blocs_of(self, item: Item, name: str) -> None:
        for mark in list(self._sheet.marks.values()):
            if mark.kind == "bloc" and certification_of(mark.iri) == item.iri:
                self._sheet.line(mark.id, name, "compte", sources=self._sheet.composed(item.iri))

    def _unreachable(self, why: Unreachable, goal: str) -> None:
        sheet = self._sheet
        for each in why.successors:
            name = self._other(each)
            sheet.note(name, state=sheet.marks[name].state or INSTEAD)
            sheet.line(goal, name, "remplacement", explanation=each.sentence)
        for each in why.neighbours[:4]:
            name = self._other(each)
            sheet.note(name, state=sheet.marks[name].state or LOOK)
            sheet.line(goal, name, "proche", rank=CALCULEE, score=each.score, explanation=each.sentence)
        if len(why.neighbours) > 4:
            self._hidden.append(Hidden("Proches par calcul", 4, len(why.neighbours)))

    def _other(self, found: Near) -> str:
        """A certification to look at instead, or a job."""
        id_ = short(found.iri)
        if id_.startswith("rome/"):
            self._sheet.marks.setdefault(id_, Mark(id_, found.iri, "métier", None, found.name, found.href))
            return id_
        return self._sheet.item(found.iri)

    def _aside(self, names: Iterable[str], held: Sequence[str], goal: str) -> dict[str, int]:
        """Holdings, the goal that they do not reach, and behind it what to look at."""
        return {name: 0 if name in held and name != goal else 1 if name == goal else 2 for name in names}

    def _heights(self) -> dict[str, float]:
        return {
            mark.id: KNOT_HEIGHT
            if mark.kind == "correspondance"
            else height(len(lettered(mark.title)) + (mark.state is not None))
            for mark in self._sheet.marks.values()
        }
