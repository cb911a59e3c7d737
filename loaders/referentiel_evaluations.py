"""The third part of a référentiel: conditions, criteria in four families and expected results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from passerelles.loaders.referentiel_columns import BULLET_LINE, column_width, cut_results, paragraphs
from passerelles.loaders.referentiel_families import Family, families_of, is_family, split_families
from passerelles.loaders.referentiel_notes import Line, Notes, begins_sentence, ends_sentence, likeness, plain
from passerelles.loaders.referentiel_rows import rows_of
from passerelles.loaders.view import View
from passerelles.records import Critere, Severity, Text

_START = re.compile(r"(?:C\s?)?(?P<number>\d{1,2})\s?[.):–-]?\s*(?=[A-ZÀ-Ý])")
_CUE = re.compile(
    r"(?:a\s+partir|a\s+l'aide|avec|dans|en\s+fonction|en\s+presence|sur|selon|le\s+travail|l'activite|l'intervention)\b"
)
_HEADER = re.compile(
    r"(?:competences?(?: professionnelles?)? )?(?:conditions? de realisation )?"
    r"(?:criteres? mesurables?(?: et)?(?: observables?)? )?(?:resultats? attendus? )?$"
)
_HEADER_REST = re.compile(r"(?:professionnelles?|et observables?|observables?|de realisation|attendus?) $")
_RESULTS = re.compile(r"resultats? attendus? $")
_CONDITIONS = re.compile(r"conditions?\s+de\s+realisation\s*:\s*")
_MARK = re.compile(r"(?:[•▪‣●➢➤\ue000-\uf8ff]|[-–*](?=\s))\s*")
_SENTENCES = re.compile(r"(?<=[.;…])\s+(?=[A-ZÀ-Ý])")
_LIKE = 0.75


@dataclass(eq=False)
class Evaluation:
    """What the table says of one capacité: the lines of its four columns, then the values read in them.

    `mixed` tells that results may stand among the lines of criteria, as in a table laid out column by column.
    """

    number: int
    title: list[Line]
    mixed: bool
    condition_lines: list[Line] = field(default_factory=list)
    criteria_lines: list[Line] = field(default_factory=list)
    result_lines: list[Line] = field(default_factory=list)
    conditions: tuple[Text, ...] = ()
    criteres: tuple[Critere, ...] = ()
    resultats: tuple[Text, ...] = ()

    @property
    def wording(self) -> list[View]:
        """The pieces of the title, without its number and final stop."""
        views = [line.view for line in self.title]
        views[-1] = views[-1].strip().strip(" .:")
        return [view for view in views if view]


def evaluations(notes: Notes, lines: Sequence[Line], titles: Sequence[str]) -> list[Evaluation]:
    """One `Evaluation` per capacité of the section; `titles` are the wordings of the listed capacités."""
    body = [piece for line in _without_headers(notes, lines) for piece in split_families(line)]
    known = list(dict.fromkeys(plain(title) for title in titles))
    found = (
        _from_rows(notes, body)
        if any("\t" in line.text for line in body)
        else _from_columns(notes, body, known)
    )
    for evaluation in found:
        _read(notes, evaluation)
    return found


def _without_headers(notes: Notes, lines: Sequence[Line]) -> list[Line]:
    """The lines without the headers of the table, repeated on each page."""
    kept: list[Line] = []
    header = False
    for index, line in enumerate(lines):
        words = plain(line.folded) + " "
        if _RESULTS.match(words) and not header and not _header_at(lines, index + 1):
            kept.append(line)  # a label of its own, not the last column of a header
        elif _HEADER.match(words) or (header and _HEADER_REST.match(words)):
            notes.label(line.view)
            header = True
        else:
            kept.append(replace(line, gap=line.gap or header))
            header = False
    return kept


def _header_at(lines: Sequence[Line], index: int) -> bool:
    return index < len(lines) and _HEADER.match(plain(lines[index].folded) + " ") is not None


def _from_rows(notes: Notes, body: Sequence[Line]) -> list[Evaluation]:
    found: list[Evaluation] = []
    for row in rows_of(body):
        title, conditions, criteria, results = row.cells
        start = _START.match(title[0].text) if title else None
        if title and start:
            notes.label(title[0].view[: start.end()])
            title[0] = replace(title[0], view=title[0].view[start.end() :])
            found.append(Evaluation(int(start["number"]), title, mixed=False))
        elif title and found:
            found[-1].title += title
        if found:
            found[-1].condition_lines += conditions
            found[-1].criteria_lines += criteria
            found[-1].result_lines += results
    return found


def _from_columns(notes: Notes, body: Sequence[Line], titles: Sequence[str]) -> list[Evaluation]:
    starts = list(_starts(body, titles))
    found = []
    for place, (index, number, begin) in enumerate(starts):
        stop = starts[place + 1][0] if place + 1 < len(starts) else len(body)
        notes.label(body[index].view[:begin])
        segment = [replace(body[index], view=body[index].view[begin:].strip()), *body[index + 1 : stop]]
        family = next((spot for spot, line in enumerate(segment) if is_family(line)), len(segment))
        end = _title_end(segment[:family], titles)
        segment, results = _labelled_results(notes, segment)
        family = min(family, len(segment))
        found.append(
            Evaluation(
                number,
                segment[:end],
                mixed=True,
                condition_lines=segment[end:family],
                criteria_lines=segment[family:],
                result_lines=results,
            )
        )
    return found


def _labelled_results(notes: Notes, segment: list[Line]) -> tuple[list[Line], list[Line]]:
    """The segment without the results that stand under a label of their own, and these results."""
    label = next(
        (at for at, line in enumerate(segment) if at and _RESULTS.match(plain(line.folded) + " ")), None
    )
    if label is None:
        return segment, []
    notes.label(segment[label].view)
    stop = next((at for at in range(label + 1, len(segment)) if is_family(segment[at])), len(segment))
    return [*segment[:label], *segment[stop:]], segment[label + 1 : stop]


def _starts(body: Sequence[Line], titles: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where capacités begin: the line, the number, and where their wording begins in the line."""
    last = 0
    for index, line in enumerate(body):
        start = _START.match(line.text)
        number = int(start["number"]) if start else 0
        if not start or number not in (1, last + 1):
            continue
        wording = plain(
            " ".join([line.folded[start.end() :], *(other.folded for other in body[index + 1 : index + 6])])
        )
        if _similar(wording, titles) or (line.gap and number == last + 1 and _leads_to_family(body, index)):
            last = number
            yield index, number, start.end()


def _similar(wording: str, titles: Sequence[str]) -> bool:
    """True when the wording begins as one of the titles does, give or take a word."""
    for title in titles:
        length = len(title.split())
        beginning = " ".join(wording.split()[:length])
        if likeness(beginning, title, _LIKE):
            return True
    return False


def _leads_to_family(body: Sequence[Line], index: int) -> bool:
    for line in body[index + 1 : index + 40]:
        if is_family(line):
            return True
        if _START.match(line.text):
            return False
    return False


def _title_end(segment: Sequence[Line], titles: Sequence[str]) -> int:
    """How many lines make the title: those of a known one, else up to a blank line or the first condition."""
    words = ""
    best, best_ratio = 0, _LIKE
    for count, line in enumerate(segment[:8], 1):
        words = f"{words} {plain(line.folded)}".strip()
        for title in titles:
            ratio = likeness(words, title, best_ratio)
            if ratio > best_ratio:
                best, best_ratio = count, ratio
    if best:
        return best
    for index, line in enumerate(segment[1:], 1):
        if line.gap or (begins_sentence(line) and line.view.match(_CUE)) or ends_sentence(segment[index - 1]):
            return index
    return max(1, min(len(segment), 1))


def _read(notes: Notes, evaluation: Evaluation) -> None:
    """Read the values of the columns, each with its place."""
    families = families_of(notes, evaluation.criteria_lines)
    results = [evaluation.result_lines] if evaluation.result_lines else []
    width = column_width([family.lines for family in families]) if evaluation.mixed else 0
    criteres: list[Critere] = []
    for family in families:
        lines = family.lines
        if evaluation.mixed:
            cut = cut_results(lines, width)
            lines = cut.criteria
            if cut.results:
                results.append(cut.results)
            if not cut.certain:
                _doubt_cut(notes, evaluation, cut.results[0])
        criteres += [Critere(notes.text(_unmarked(part)), family.famille) for part in _criteria(lines, width)]
    lines = _without_label(notes, evaluation.condition_lines)
    evaluation.conditions = tuple(notes.text(_unmarked(part)) for part in _conditions(lines))
    evaluation.criteres = tuple(criteres)
    evaluation.resultats = tuple(
        notes.text(_unmarked([line.view for line in part]))
        for lines in results
        for part in paragraphs(lines, 0)
    )
    _doubt_families(notes, evaluation, families)


def _without_label(notes: Notes, lines: Sequence[Line]) -> list[Line]:
    """The lines of conditions without the label that may begin them."""
    label = lines[0].view.match(_CONDITIONS) if lines else None
    if label is None:
        return list(lines)
    notes.label(lines[0].view[: label.end()])
    rest = replace(lines[0], view=lines[0].view[label.end() :])
    return [*([rest] if rest.view else []), *lines[1:]]


def _unmarked(views: list[View]) -> list[View]:
    """The pieces of a value without the bullet that begins it."""
    mark = _MARK.match(views[0].text) if views else None
    return [views[0][mark.end() :], *views[1:]] if mark else views


def _criteria(lines: Sequence[Line], width: int) -> list[list[View]]:
    """The criteria of a family; a family that is one long line is cut at its sentences."""
    if len(lines) == 1 and not BULLET_LINE.match(lines[0].text):
        return [[sentence] for sentence in _sentences(lines[0].view)]
    return [[line.view for line in part] for part in paragraphs(lines, width)]


def _sentences(view: View) -> list[View]:
    parts, last = [], 0
    for match in _SENTENCES.finditer(view.text):
        before = view.text[: match.start()]
        if before.count("(") <= before.count(")"):
            parts.append(view[last : match.start()])
            last = match.end()
    return [*parts, view[last:]]


def _conditions(lines: Sequence[Line]) -> list[list[View]]:
    """The conditions: each begins with a capital after the end of another, or with « À partir », « Avec »…"""
    if len(lines) == 1:
        sentences = _sentences(lines[0].view)
        return [[one] for one in sentences] if all(one.match(_CUE) for one in sentences) else [sentences]
    found: list[list[Line]] = []
    for line in lines:
        starts = begins_sentence(line) and (
            not found or ends_sentence(found[-1][-1]) or line.view.match(_CUE) is not None
        )
        if not found or starts or BULLET_LINE.match(line.text):
            found.append([line])
        else:
            found[-1].append(line)
    return [[line.view for line in part] for part in found]


def _doubt_cut(notes: Notes, evaluation: Evaluation, line: Line) -> None:
    notes.doubt(
        "coupe-incertaine",
        Severity.INFO,
        f"Capacité {evaluation.number} : les colonnes sont mises bout à bout ; "
        "les résultats attendus semblent commencer ici.",
        line.view,
        "resultatAttendu",
    )


def _doubt_families(notes: Notes, evaluation: Evaluation, families: Sequence[Family]) -> None:
    first = evaluation.title[0].view
    for family in families:
        if family.famille is None and family.lines:
            notes.doubt(
                "famille-inconnue",
                Severity.INFO,
                f"Capacité {evaluation.number} : ces critères ne sont rangés dans aucune famille.",
                family.lines[0].view,
                "famille",
            )
    for values, field_name, label in (
        (evaluation.criteres, "critere", "critère d’évaluation"),
        (evaluation.resultats, "resultatAttendu", "résultat attendu"),
    ):
        if not values:
            notes.doubt(
                "element-absent",
                Severity.INFO,
                f"Capacité {evaluation.number} : aucun {label} n’a été trouvé.",
                first,
                field_name,
            )
