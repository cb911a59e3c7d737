"""The map of a family or of a domain: its certifications, what binds them, and the communities this makes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date

from passerelles.analysis.explorer import Explorer
from passerelles.analysis.networks.measure import communities
from passerelles.analysis.networks.node import short
from passerelles.analysis.pictures.line import CALCULEE
from passerelles.analysis.pictures.mark import Mark
from passerelles.analysis.pictures.naming import Naming
from passerelles.analysis.pictures.picture import Box, Caption, Group, Hidden, Picture
from passerelles.analysis.pictures.scatter import placed
from passerelles.analysis.pictures.sheet import Sheet
from passerelles.analysis.rules import certification_of
from passerelles.answers.address import href
from passerelles.errors import NotFoundError

#: Certifications of a map that opens, and of the largest one.
FIRST, MOST = 300, 2000
#: Computed lines of each certification, among how many of its closest, from which score on.
LINES, AMONG, LEAST = 3, 60, 0.02
#: Up to so many certifications each line tells its reason at once.
_TOLD = 120
_DOT = 9.0
SCHEMES = {"famille": "type", "nsf": "nsf", "rome": "rome"}
_MEMBERS = """
SELECT c.id, c.iri, c.identifier, c.title, c.actif, c.debut, c.fin FROM certification c
WHERE c.described AND EXISTS (
  SELECT 1 FROM code d WHERE d.certification = c.id AND d.scheme = ?
  AND (CASE WHEN ? THEN d.notation = ? COLLATE NOCASE ELSE d.notation LIKE ? || '%' END)
) AND (c.actif IS 1 OR NOT ?)
ORDER BY c.actif IS NOT 1, c.fin IS NULL, c.fin DESC, c.id
"""
_LABEL = "SELECT notation, label FROM concept WHERE scheme = ? AND notation = ? COLLATE NOCASE"


@dataclass(frozen=True, slots=True)
class Domain:
    """What a map is of: a family (`famille`, a kind of certification), or the beginning of an NSF or ROME code."""

    scheme: str
    notation: str
    active: bool = False
    most: int = FIRST


@dataclass(frozen=True, slots=True)
class _Member:
    number: int
    mark: Mark


def domain_label(explorer: Explorer, domain: Domain) -> str | None:
    """What the code lists call it, None when none of them knows it."""
    found = explorer.catalogue.rows(_LABEL, (SCHEMES[domain.scheme], domain.notation))
    return str(found[0][1]) if found and found[0][1] else None


def territory(explorer: Explorer, domain: Domain, day: date) -> Picture:
    """The map of a domain; raises `NotFoundError` when no certification is in it."""
    members = _members(explorer, domain)
    if not members:
        raise NotFoundError(f"Aucune certification de ce graphe ne porte « {domain.notation} ».")
    hidden = []
    if len(members) > domain.most:
        hidden.append(Hidden("Certifications", domain.most, len(members)))
        members = members[: domain.most]
    sheet = Sheet(explorer, day, marks={each.mark.id: each.mark for each in members})
    _declared(sheet)
    _near(sheet, members)
    return _picture(sheet, members, tuple(hidden))


def _members(explorer: Explorer, domain: Domain) -> list[_Member]:
    notation = domain.notation.strip()
    whole = domain.scheme == "famille"
    # The beginning is looked for as it stands: « % » and « _ » are no letters of a code.
    if not notation or "%" in notation or "_" in notation:
        return []
    values = (SCHEMES[domain.scheme], whole, notation, notation, domain.active)
    found = []
    for number, iri, identifier, title, actif, start, end in explorer.catalogue.rows(_MEMBERS, values):
        id_ = short(str(iri))
        mark = Mark(
            id_,
            str(iri),
            "certification",
            str(identifier) if identifier else None,
            str(title) if title else None,
            href(str(iri)),
            active=None if actif is None else bool(actif),
            start=str(start) if start else None,
            end=str(end) if end else None,
        )
        found.append(_Member(int(str(number)), mark))
    return found


def _declared(sheet: Sheet) -> None:
    """What documents say between the members: replacements, and correspondances of their blocs."""
    base, inside = sheet.explorer.finder.base, set(sheet.marks)
    for mark in list(sheet.marks.values()):
        for new in base.newer.get(mark.iri, ()):
            if short(new) in inside:
                sheet.replacement(mark.iri, new)
    for rule in base.rules:
        starts = dict.fromkeys(certification_of(iri) for iri in sorted(rule.depuis))
        ends = dict.fromkeys(certification_of(iri) for iri in sorted(rule.vers))
        for start in starts:
            for end in ends:
                if short(start) in inside and short(end) in inside:
                    apart = Sheet(sheet.explorer, sheet.day)
                    apart.rule(rule)
                    said = next(iter(apart.lines.values()))
                    sheet.lines.setdefault(
                        (short(start), short(end), "correspondance"),
                        replace(said, start=short(start), end=short(end)),
                    )


def _near(sheet: Sheet, members: list[_Member]) -> None:
    """What lies close by computation: the strongest lines of each member."""
    import numpy as np

    by_number = {each.number: each.mark.id for each in members}
    scores: dict[tuple[str, str], float] = {}
    kept = Counter[str]()
    candidates: list[tuple[float, str, str]] = []
    numbers = np.array(sorted(by_number))
    for ranked in sheet.explorer.overlap.ranking.ranked(numbers, AMONG):
        one = by_number[ranked.row]
        for number, score in zip(ranked.numbers, ranked.scores, strict=True):
            other = by_number.get(int(number))
            if other is not None and score >= LEAST:
                pair = (one, other) if one < other else (other, one)
                scores[pair] = max(float(score), scores.get(pair, 0.0))
    candidates = sorted((-score, *pair) for pair, score in scores.items())
    for negative, one, other in candidates:
        # A line counts for both its ends; the first one of a certification is kept whatever the other has.
        if min(kept[one], kept[other]) < LINES and max(kept[one], kept[other]) < 2 * LINES:
            kept[one] += 1
            kept[other] += 1
            sheet.line(one, other, "proche", rank=CALCULEE, score=round(-negative, 4))
    if len(members) <= _TOLD:
        _reasons(sheet)


def _reasons(sheet: Sheet) -> None:
    by_start: dict[str, list[str]] = defaultdict(list)
    for start, end, kind in sheet.lines:
        if kind == "proche":
            by_start[start].append(end)
    for start, ends in by_start.items():
        found = {short(each.iri): each for each in sheet.explorer.similar(sheet.marks[start].iri, AMONG)}
        for end in ends:
            if end in found:
                line = sheet.lines[start, end, "proche"]
                sources = (*sheet.composed(sheet.marks[start].iri), *sheet.composed(sheet.marks[end].iri))
                sheet.lines[start, end, "proche"] = replace(
                    line,
                    explanation=found[end].reason,
                    parts=found[end].parts,
                    sources=tuple(dict.fromkeys(sources)),
                )


def _picture(sheet: Sheet, members: list[_Member], hidden: tuple[Hidden, ...]) -> Picture:
    import networkx as nx

    plain = nx.Graph()
    plain.add_nodes_from(sheet.marks)
    for line in sheet.lines.values():
        # What documents state binds as much as what is all but identical.
        weight = line.score if line.score is not None else 1.0
        if plain.has_edge(line.start, line.end):
            plain[line.start][line.end]["weight"] += weight
        else:
            plain.add_edge(line.start, line.end, weight=weight)
    number_of = communities(plain)
    places, outlines, width, tall = placed(plain, number_of)
    strength = dict(plain.degree(weight="weight"))
    most = max(strength.values(), default=0.0) or 1.0
    marks = tuple(
        replace(
            mark,
            group=number_of[mark.id] if plain.degree(mark.id) else None,
            weight=round(strength[mark.id] / most, 4),
        )
        for mark in sheet.marks.values()
    )
    naming = Naming(sheet.explorer.catalogue, {each.mark.id: each.number for each in members}, marks)
    groups = []
    for number in sorted(outlines):
        own = [mark for mark in marks if mark.group == number]
        x, y, outline = outlines[number]
        words, code, label = naming(own)
        groups.append(Group(number, len(own), words, code, label, x, y, outline))
    boxes = {id_: Box(x, y, _size(plain, id_), _size(plain, id_)) for id_, (x, y) in places.items()}
    alone = [mark for mark in marks if mark.group is None]
    captions: tuple[Caption, ...] = ()
    if alone:
        top = min(boxes[mark.id].y for mark in alone)
        captions = (Caption(width / 2, top - 30, "Sans lien dans cette carte", len(alone), len(alone)),)
    return Picture(
        "carte",
        marks,
        tuple(sheet.lines.values()),
        boxes,
        width,
        tall,
        captions=captions,
        hidden=hidden,
        groups=tuple(groups),
        lines_each=LINES,
        least=LEAST,
    )


def _size(plain: object, id_: str) -> float:
    import networkx as nx

    assert isinstance(plain, nx.Graph)
    return _DOT + min(float(plain.degree(id_)), 9.0)
