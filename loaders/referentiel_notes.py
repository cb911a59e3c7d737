"""What a reader of référentiels keeps at hand: the lines, what is accounted for, and the doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from passerelles.loaders.document import DocumentText
from passerelles.loaders.view import Coverage, View, view_of
from passerelles.records import Problem, Severity, Span, Stated, Text

SENTENCE_END = re.compile(r"[.!?…][)\"»]?$|\.\s*\)$|…\s*\)?[.]?$")
_WORD_CUT = re.compile(r"[^\W\d_]-$")


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """A line with something on it, without outer white space; `gap` tells a blank line before it.

    `indented` tells a line printed after white space: all that some extractions leave of a bullet.
    """

    view: View
    gap: bool
    indented: bool = False

    @property
    def text(self) -> str:
        """The cleaned text of the line."""
        return self.view.text

    @property
    def folded(self) -> str:
        """The line for matching: lower case, no accents."""
        return self.view.folded

    def cut(self, position: int) -> tuple[Line, Line]:
        """The line before and from `position`; the second part follows the first without a gap."""
        return Line(self.view[:position].strip(), self.gap, self.indented), Line(
            self.view[position:].strip(), False
        )


class Notes:
    """The view of one document, with its coverage and the problems found while reading it."""

    def __init__(self, document: DocumentText, name: str) -> None:
        self.view = view_of(document.text, document.page_starts)
        self.name = name
        self.problems: list[Problem] = list(document.problems)
        self._source = document.text
        self._coverage = Coverage(self.view)

    def label(self, view: View) -> None:
        """Account for a heading, a repeated header or page furniture, which is no value."""
        if view.text:
            self._coverage.mark(view)

    def text(self, views: Iterable[View]) -> Text:
        """The value that the views make together, with a span for each stretch that nothing interrupts."""
        parts = [view.strip() for view in views if view]
        for part in parts:
            self._coverage.mark(part)
        spans: list[Span] = []
        for part in parts:
            span = part.span
            if spans and not self._interrupted(spans[-1].end, span.start):
                spans[-1] = Span(spans[-1].start, span.end, spans[-1].page)
            else:
                spans.append(span)
        return Stated(joined(parts), tuple(spans))

    def doubt(self, cause: str, severity: Severity, message: str, view: View, field: str) -> None:
        """Record a problem about the place where `view` stands (about the document when it is blank)."""
        if not view:
            self.problems.append(Problem(cause, severity, self.name, message, field=field))
            return
        span = view.span
        place = f"ligne {self._source.count(chr(10), 0, span.start) + 1}"
        if span.page is not None:
            place = f"page {span.page}, {place}"
        found = view.value if len(view.value) <= 200 else view.value[:199] + "…"
        self.problems.append(
            Problem(cause, severity, self.name, message, place=place, span=span, field=field, found=found)
        )

    def unplaced(self) -> tuple[Text, ...]:
        """What nothing has accounted for, each run with its problem."""
        rest = self._coverage.left_over()
        for run in rest:
            self.doubt(
                "texte-non-place",
                Severity.WARNING,
                "Ce passage n’a pas trouvé sa place dans le référentiel ; il est gardé comme texte.",
                run,
                "texteNonPlace",
            )
        return tuple(run.stated for run in rest)

    def _interrupted(self, end: int, start: int) -> bool:
        return start < end or any(char.isalnum() for char in self._source[end:start])


def lines_of(view: View) -> list[Line]:
    """The lines of the view that have something on them."""
    lines: list[Line] = []
    gap = False
    for line in view.lines():
        if line:
            tabbed = line.text.startswith("\t")
            indented = line.text[:1] == " "
            lines.append(Line(line[: len(line.text.rstrip())] if tabbed else line.strip(), gap, indented))
            gap = False
        else:
            gap = True
    return lines


def joined(parts: Sequence[View]) -> str:
    """The values of the parts as one text; a word cut at its own hyphen is not parted by a space."""
    result = ""
    for part in parts:
        value = part.value
        glued = not result or (_WORD_CUT.search(result) and value[:1].islower())
        result += value if glued else f" {value}"
    return result


def plain(text: str) -> str:
    """The words of a folded text alone, to compare wordings."""
    return " ".join(re.findall(r"\w+", text))


def likeness(wording: str, other: str, floor: float) -> float:
    """How alike two wordings are, from 0 to 1; 0 when it is less than `floor`."""
    matcher = SequenceMatcher(None, wording, other, autojunk=False)
    if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= floor else 0.0


def ends_sentence(line: Line) -> bool:
    """True when the line ends a sentence."""
    return bool(SENTENCE_END.search(line.text.rstrip()))


def begins_sentence(line: Line) -> bool:
    """True when the line begins with a capital letter."""
    return line.text.lstrip("«\" '’(")[:1].isupper()


def is_continuation(line: Line) -> bool:
    """True when the line begins with a small letter, and so belongs to what precedes it."""
    return line.text.lstrip("(«\" '’")[:1].islower()
