"""The four families of criteria: the headings « En matière de… » and the lines that each one heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from passerelles.loaders.referentiel_notes import Line, Notes
from passerelles.loaders.view import View
from passerelles.records import Famille

_PREFIX = re.compile(r"en\s+matiere\s+d(?:e\s+|es\s+|'\s*)(?=(?:methode|moyen|lien|contrainte)s?\b)")
_BARE = re.compile(
    r"(?=(?:methodes?\s+utilise|moyens?\s+utilise|liens?\s+professionnel|contraintes?\s+liee)[^:]*:)"
)
_WORD = re.compile(
    r"\s*(?:methodes?|moyens?|liens?|contraintes?|utilise(?:e)?s?|professionnels?|relationnels?|liee?s?|au|aux|a\s+l'"
    r"|milieu|et|ou|a|de\s+l'|l'|d'|environnement|de|du|travail|[/,()])(?![\w])"
)
_COLON = re.compile(r"\s*:")
_FAMILIES = {
    "methode": Famille.METHODES,
    "moyen": Famille.MOYENS,
    "lien": Famille.LIENS,
    "contrainte": Famille.CONTRAINTES,
}


@dataclass
class Family:
    """A family (None when the criteria have no heading) and the lines under its heading."""

    famille: Famille | None
    lines: list[Line]


def is_family(line: Line) -> bool:
    """True when the line begins with the heading of a family."""
    return bool(line.view.match(_PREFIX) or line.view.match(_BARE))


def split_families(line: Line) -> list[Line]:
    """The line, cut before each heading of a family that stands in its middle."""
    parts: list[Line] = []
    rest = line
    while True:
        inside = next(
            (
                match.start()
                for match in rest.view.finditer(_PREFIX)
                if match.start() > 0 and rest.text[match.start()] == "E" and "\t" not in rest.text
            ),
            None,
        )
        if inside is None:
            return [*parts, rest]
        before, rest = rest.cut(inside)
        parts.append(before)


def families_of(notes: Notes, lines: Sequence[Line]) -> list[Family]:
    """The lines sorted under the headings of families, headings accounted for."""
    found: list[Family] = []
    pieces = [piece for line in lines for piece in split_families(line)]
    index = 0
    while index < len(pieces):
        line = pieces[index]
        index += 1
        if is_family(line):
            famille, heading, rest, wrapped = _heading(line, pieces[index] if index < len(pieces) else None)
            for view in heading:
                notes.label(view)
            found.append(Family(famille, []))
            index += wrapped
            if rest:
                found[-1].lines.append(Line(rest, True))
        else:
            if not found:
                found.append(Family(None, []))
            found[-1].lines.append(line)
    return found


def _heading(line: Line, following: Line | None) -> tuple[Famille, list[View], View, int]:
    """The family that a line heads, its heading, what follows it, and how many more lines that took."""
    prefix = line.view.match(_PREFIX)
    end, closed = _heading_end(line, prefix.end() if prefix else 0)
    famille = next(famille for stem, famille in _FAMILIES.items() if stem in line.folded[:end])
    rest = line.view[end:].strip()
    if not closed and not rest and following is not None:
        after, ended = _heading_end(following, 0)
        if ended:
            return famille, [line.view, following.view[:after]], following.view[after:].strip(), 1
    return famille, [line.view[:end]], rest, 0


def _heading_end(line: Line, start: int) -> tuple[int, bool]:
    """Where the words of a heading end in the line, and whether a colon closes them."""
    end = start
    while match := _WORD.match(line.folded, end):
        end = match.end()
    colon = _COLON.match(line.folded, end)
    return (colon.end(), True) if colon else (end, False)
