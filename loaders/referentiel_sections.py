"""The sections of a CQPM référentiel: its lines without page furniture, sorted under their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from passerelles.loaders.referentiel_notes import Line, Notes, lines_of
from passerelles.loaders.view import View
from passerelles.records import Severity

NUMBER = re.compile(
    # Without its letters, a number is one only in full and after a label or alone.
    r"(?:\bmq[ .\-]{0,3}|(?:^|(?<=° )|(?<=°)|(?<=: )|(?<=:))(?=(?:19|20)\d\d \d\d \d\d \d{4}\b))"
    r"(?P<year>(?:19|20)\d\d|\d\d(?=[ .\-]\d\d[ .\-]))[ .\-]{0,3}"
    r"(?P<rest>\d{2,4}(?:[ .\-]\d{2,4}){0,2})(?:[ .\-]?(?P<r>r))?\b"
)
_PAGE = re.compile(r"^(?:page\s*)?\d{1,3}\s*(?:sur|/|of)\s*\d{1,3}$|^page\s*\d{1,3}$|^-\s*\d{1,3}\s*-$")
_NUMBER_LABEL = re.compile(
    r"^(?:numero|n\s*°|reference|code|qualification|certification)"
    r"(?:\s+(?:du|de\s+la|de)\s+(?:cqp[im]|referentiel|certification|qualification))?\s*:?\s*$"
)
_ORDINAL = r"(?:\d[\d.]*\s*[.)]?\s*)?"
_HEADINGS = {
    name: re.compile(pattern)
    for name, pattern in (
        (
            "document",
            rf"{_ORDINAL}referentiel\s+(?:du|de)\s+(?:la\s+)?(?:cqp[im]|certification)\b(?:\s*/\s*cqp[im]\b)?"
            r"(?:\s+(?:du|de\s+la)\s+cqp[im]\b)?\s*:?",
        ),
        ("titre", r"(?:titre|intitule)\s+(?:du|de\s+la)\s+(?:cqp[im]|certification|qualification)\b\s*:?"),
        ("activites", rf"{_ORDINAL}referentiel\s+d'\s*activites?\b(?:\s+du\s+cqp[im])?(?:\s+vise)?\s*:?"),
        (
            "missions",
            rf"{_ORDINAL}missions?\s*(?:\(s\))?\s*(?:et|,)\s*activites?"
            r"(?:\s+visees?)?(?:\s+par\s+la\s+certification(?:\s+professionnelle)?)?\s*:?",
        ),
        ("environnement", rf"{_ORDINAL}environnement\s+de\s+travail\b\s*:?"),
        ("interactions", rf"{_ORDINAL}interactions?\s+dans\s+l'\s*environnement(?:\s+de\s+travail)?\b\s*:?"),
        ("competences", rf"{_ORDINAL}referentiel\s+de\s+competences?\b(?:\s+du\s+cqp[im])?\s*:?"),
        ("evaluations", rf"{_ORDINAL}referentiel\s+d'\s*evaluations?\b(?:\s+du\s+cqp[im])?\s*:?"),
        (
            "criteres",
            rf"{_ORDINAL}conditions\s+de\s+realisation\s+et\s+d'\s*evaluation(?:\s+des\s+competences)?"
            r"(?:\s+professionnelles)?(?:\s+selon\s+les\s+criteres\s+mesurables,?)?"
            r"(?:\s+observables)?(?:\s+et\s+les\s+resultats\s+attendus)?\s*:?",
        ),
        ("modalites", rf"{_ORDINAL}modalites?\s+d'\s*evaluations?\b\s*:?"),
        (
            "admissibilite",
            rf"{_ORDINAL}conditions?\s+d'\s*(?:admissibilite|attribution|admission)\b(?:\s+du\s+cqp[im])?\s*:?",
        ),
    )
}  # fmt: skip
# The heading of 3.1 is long enough to wrap; its second line is one of these ends.
_HEADING_END = re.compile(
    r"^(?:(?:mesurables,?\s+)?(?:observables\s+)?et\s+les\s+)?resultats\s+attendus\s*:?$"
)
_UNKNOWN = re.compile(r"^\d{1,2}\s*[.)]\s*[A-ZÀ-Ý’' ]{8,}$")


@dataclass
class Sections:
    """The lines under each heading, by the heading's name; what precedes any heading is under ""."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    numbers: list[View] = field(default_factory=list)
    kinds: list[View] = field(default_factory=list)
    footers: list[View] = field(default_factory=list)

    def of(self, name: str) -> list[Line]:
        """The lines of a section, none when the document has no such section."""
        return self.lines.get(name, [])


def sections_of(notes: Notes) -> Sections:
    """The document cut at its headings, whatever their order; page furniture is accounted for apart."""
    sections = Sections()
    current = ""
    wrapped = False
    for line in _without_furniture(notes, lines_of(notes.view), sections):
        found = _heading(line)
        if found is not None:
            current, end = found
            _note_heading(notes, sections, current, line.view[:end])
            line = Line(line.view[end:].strip(" \t:"), True)
            wrapped = current == "criteres"
        elif wrapped and _HEADING_END.match(line.folded):
            notes.label(line.view)
            continue
        elif _UNKNOWN.match(line.text) and not NUMBER.search(line.folded):
            current = "inconnue"
            notes.doubt(
                "section-inconnue",
                Severity.WARNING,
                f"La section « {line.view.value} » n’est pas de celles qu’un référentiel a d’ordinaire.",
                line.view,
                "section",
            )
        if found is None:
            wrapped = False
        if line.view:
            sections.lines.setdefault(current, []).append(line)
    return sections


def _note_heading(notes: Notes, sections: Sections, name: str, heading: View) -> None:
    notes.label(heading)
    sections.lines.setdefault(name, [])
    if name in ("document", "titre"):
        kind = re.search(r"cqp[im]", heading.folded)
        if kind:
            sections.kinds.append(heading[kind.start() : kind.end()])


def _heading(line: Line) -> tuple[str, int] | None:
    """The name of the heading that begins the line and where it ends; a sentence is none."""
    text = line.text
    start = re.match(r"[\d.)\s]*", text)
    first = text[start.end() : start.end() + 1] if start else ""
    if not first.isupper():
        return None
    for name, pattern in _HEADINGS.items():
        match = pattern.match(line.folded)
        if match and _stands_alone(text, match.end(), numbered=text[:1].isdigit(), name=name):
            return name, match.end()
    return None


def _stands_alone(text: str, end: int, *, numbered: bool, name: str) -> bool:
    """True when the words of a heading are one, not the beginning of a sentence."""
    rest = text[end:].strip()
    shouted = text[:end].upper() == text[:end]
    return not rest or numbered or shouted or name == "titre" or text[:end].rstrip().endswith(":")


def _without_furniture(notes: Notes, lines: list[Line], sections: Sections) -> list[Line]:
    kept: list[Line] = []
    gap = False
    for line in lines:
        number = NUMBER.search(line.folded)
        if number:
            sections.numbers.append(line.view[number.start() : number.end()])
        label = _NUMBER_LABEL.match(line.folded[: number.start()]) if number else None
        if number and label:
            notes.label(line.view[: number.start()])
        if _PAGE.match(line.folded):
            notes.label(line.view)
            gap = True
        elif number and (number.start() == 0 or label):
            rest = line.view[number.end() :].strip(" -–—:\t")
            page = re.search(r"page\s*\d{1,3}(?:\s*(?:sur|/)\s*\d{1,3})?$", rest.folded)
            if page:
                notes.label(rest[page.start() :])
                rest = rest[: page.start()].strip(" -–—:\t")
            if rest:
                sections.footers.append(rest)
            gap = True
        else:
            kept.append(replace(line, gap=line.gap or gap))
            gap = False
    return kept
