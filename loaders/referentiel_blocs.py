"""The second part of a référentiel: blocs, their capacités (numbered in each or through), connaissances."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from passerelles.loaders.referentiel_notes import Line, Notes, ends_sentence, is_continuation, plain
from passerelles.loaders.view import View
from passerelles.records import Severity

# Two spaces before a capital letter are what some extractions leave of a bullet.
BULLET = re.compile(r"[•▪‣●➢➤\ue000-\uf8ff]\s*|(?:^|(?<=\t))[-–*]\s+|(?<=\S) {2,}(?=[A-ZÀ-Ý])")
_BLOC = re.compile(
    r"(?:bdc|bc|blocs?(?:\s+de\s+competences?)?)\s*(?:n\s*[°o]\s*)?(?P<code>xx|\d{1,4}[-.]\d{1,2}(?!\d)|\d{1,2}|\d{4}(?=\s*(?:[:-]|$)))\b\s*[:.\-]?\s*"
)
_NUMBER = re.compile(r"(?:(?P<c>C)\s?)?(?P<number>\d{1,2})\s?(?P<mark>[.):–-])?\s*(?=[A-ZÀ-Ý])")
_SMALL_END = re.compile(
    r"\b(?:de|des|du|d'un|d'une|le|la|les|un|une|et|ou|a|au|aux|en|sur|pour|avec|par)$|[,/(]$|'$"
)
_LABELS = re.compile(
    r"^(?:(?:bloc|competence)s?(?: de competences?)?(?: professionnelles?)?|connaissances?(?: associees?)?"
    r"|competences et connaissances afferentes au cqp[im] vise"
    r"|pour cela il (?:\(?elle\)? )?doit etre capable de"
    r"|blocs? de competences? competences? professionnelles? connaissances? associees?)$"
)


@dataclass
class ListedCapacite:
    """A capacité in its bloc: its number there, the pieces of its wording, how many connaissances before."""

    number: int
    views: list[View]
    place: int = 0


@dataclass
class ListedBloc:
    """A bloc as listed: its printed code, and the pieces of its title, capacités and connaissances."""

    code: View | None = None
    title: list[View] = field(default_factory=list)
    capacites: list[ListedCapacite] = field(default_factory=list)
    connaissances: list[list[View]] = field(default_factory=list)


@dataclass(frozen=True)
class _Piece:
    """A stretch of a line: what marks its beginning, and what it says."""

    kind: str  # "bloc", "capacite", "connaissance", "titre" or "" for running text
    view: View
    line: Line
    code: View | None = None
    number: int = 0
    cell: bool = False
    bullet: bool = False


def listed_blocs(notes: Notes, lines: Sequence[Line], titles: Sequence[str]) -> list[ListedBloc]:
    """The blocs of the section; `titles` are wordings (of activités) known to be titles of blocs."""
    blocs: list[ListedBloc] = []
    target: list[View] | None = None
    state = ""
    previous: _Piece | None = None
    for piece in _pieces(notes, lines, titles):
        kind = piece.kind or _implied(piece, state, previous, notes)
        if kind == "bloc" and state == "bloc" and not piece.code and not any(blocs[-1].title):
            kind = ""  # the title after its « BDC XX »
        if kind == "bloc":
            blocs.append(ListedBloc(piece.code, [piece.view]))
            target = blocs[-1].title
        elif kind == "capacite":
            if not blocs or (piece.number == 1 and blocs[-1].capacites):
                blocs.append(ListedBloc())
            blocs[-1].capacites.append(
                ListedCapacite(piece.number, [piece.view], len(blocs[-1].connaissances))
            )
            target = blocs[-1].capacites[-1].views
        elif kind == "connaissance" and blocs:
            blocs[-1].connaissances.append([piece.view])
            target = blocs[-1].connaissances[-1]
        elif target is not None:
            target.append(piece.view)
        state = kind or state
        previous = piece
    return _distributed(notes, blocs)


def _implied(piece: _Piece, state: str, previous: _Piece | None, notes: Notes) -> str:
    """What an unmarked piece is: the rest of what precedes it, or a connaissance whose bullet is lost."""
    if previous is None or state not in ("capacite", "connaissance") or not piece.view:
        return ""
    if piece.cell or (piece.bullet and piece.view.text[:1].isupper()):
        return "connaissance"
    if is_continuation(piece.line) or not piece.view.text[:1].isupper():
        return ""
    if state == "connaissance" and not ends_sentence(previous.line):
        return ""
    if _SMALL_END.search(previous.view.folded.rstrip()):
        return ""
    notes.doubt(
        "coupe-incertaine",
        Severity.INFO,
        "Sans puce ni numéro, ce passage est lu comme une connaissance associée.",
        piece.view,
        "connaissance",
    )
    return "connaissance"


def _pieces(notes: Notes, lines: Sequence[Line], titles: Sequence[str]) -> Iterator[_Piece]:
    known = {plain(title): title for title in titles}
    number = 0
    skip = 0
    if sum(line.indented for line in lines) * 3 > 2 * len(lines):
        lines = [replace(line, indented=False) for line in lines]  # a margin, not bullets
    for index, line in enumerate(lines):
        if skip:
            skip -= 1
            continue
        if _is_label(line):
            notes.label(line.view)
            continue
        length = _known_title(lines, index, known)
        if length:
            yield _Piece("bloc", line.view, line)
            for other in lines[index + 1 : index + length]:
                yield _Piece("", other.view, other)
            skip = length - 1
            continue
        for cell, view in enumerate(line.view.split(re.compile("\t"))):
            for piece in _marked(notes, line, view.strip(), number, in_cell=cell > 0):
                number = piece.number or number
                yield piece


def _is_label(line: Line) -> bool:
    return all(_LABELS.match(plain(cell.folded)) for cell in line.view.split(re.compile("\t")))


def _known_title(lines: Sequence[Line], index: int, known: dict[str, str]) -> int:
    """How many lines from `index` make one of the known titles (0 when none does)."""
    words = ""
    for length, line in enumerate(lines[index : index + 6], 1):
        words = f"{words} {plain(line.folded)}".strip()
        if words in known:
            return length
    return 0


def _marked(notes: Notes, line: Line, view: View, last: int, *, in_cell: bool) -> Iterator[_Piece]:
    """The pieces of a line or cell, cut before each mark; `last` is the number of the last capacité seen."""
    bloc = view.match(_BLOC)
    position = 0
    if bloc:
        notes.label(view[: bloc.end()])
        code = view.group(bloc, "code")
        printed = view[: bloc.end("code")] if code.folded != "xx" else None
        position = bloc.end()
    marks = list(_marks(view, position, last))
    first = marks[0][0] if marks else len(view)
    head = view[position:first].strip()
    if bloc:
        yield _Piece("bloc", head, line, code=printed, cell=in_cell)
    elif head:
        yield _Piece("", head, line, cell=in_cell, bullet=line.indented and not in_cell)
    for place, (start, end, number) in enumerate(marks):
        stop = marks[place + 1][0] if place + 1 < len(marks) else len(view)
        notes.label(view[start:end])
        yield _Piece("capacite" if number else "connaissance", view[end:stop].strip(), line, number=number)


def _marks(view: View, position: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Where capacités (with their number) and connaissances (0) begin."""
    found = [(match.start(), match.end(), 0) for match in BULLET.finditer(view.text, position)]
    for match in _NUMBER.finditer(view.text, position):
        before = view.text[position : match.start()]
        if (before.strip() and not before[-1:].isspace()) or not (match["c"] or match["mark"]):
            continue
        number = int(match["number"])
        begins = not before.strip()
        if number == last + 1 or (number == 1 and (begins or position)):
            found.append((match.start(), match.end(), number))
            last = number
    bullets = [mark for mark in found if not mark[2]]
    numbers = [mark for mark in found if mark[2]]
    # A bullet right before a number is part of the number's mark.
    kept = [mark for mark in bullets if not any(mark[1] == other[0] for other in numbers)]
    return iter(sorted([*kept, *numbers]))


def _distributed(notes: Notes, blocs: list[ListedBloc]) -> list[ListedBloc]:
    """Blocs whose titles all stand before all capacités (columns one after the other) get theirs by order."""
    titled = [bloc for bloc in blocs if bloc.title]
    groups = [bloc for bloc in blocs if bloc.capacites]
    late = [bloc for bloc in blocs if not bloc.title]
    apart = not any(bloc.capacites or bloc.connaissances for bloc in titled[:-1])
    if not late or len(groups) != len(titled) or len(late) + 1 != len(titled) or not apart:
        return blocs
    parts = [(group.capacites, group.connaissances) for group in (titled[-1], *late)]
    for bloc, (capacites, connaissances) in zip(titled, parts, strict=True):
        bloc.capacites, bloc.connaissances = capacites, connaissances
    notes.doubt(
        "coupe-incertaine",
        Severity.INFO,
        "Les capacités sont imprimées après tous les titres de blocs ; elles leur sont données dans l’ordre.",
        titled[0].title[0],
        "bloc",
    )
    return titled


def part_glued(bloc: ListedBloc, wordings: Sequence[str]) -> None:
    """Part a connaissance printed right after a capacité, without any mark, where a known wording ends."""
    for one in bloc.capacites:
        words = plain(" ".join(view.folded for view in one.views)).split()
        for wording in wordings:
            length = len(wording.split())
            if 0 < length < len(words) and " ".join(words[:length]) == wording:
                kept, rest = _after_words(one.views, length)
                if rest and rest[0].text[:1].isupper():
                    one.views = kept
                    bloc.connaissances.insert(one.place, rest)
                    for other in bloc.capacites:
                        other.place += other.place >= one.place and other is not one
                break


def _after_words(views: Sequence[View], count: int) -> tuple[list[View], list[View]]:
    """The views cut after `count` words."""
    kept: list[View] = []
    for index, view in enumerate(views):
        words = list(re.finditer(r"\w+", view.text))
        if count <= len(words):
            end = words[count - 1].end()
            after = words[count].start() if count < len(words) else len(view)
            kept.append(view[:end])
            rest = [view[after:], *views[index + 1 :]]
            return kept, [part for part in rest if part]
        kept.append(view)
        count -= len(words)
    return kept, []
