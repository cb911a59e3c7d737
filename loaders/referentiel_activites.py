"""The first part of a référentiel: missions, activités, environment, sectors, interactions."""

from __future__ import annotations

import re

from passerelles.loaders.referentiel_notes import Line, Notes, is_continuation
from passerelles.loaders.referentiel_sections import Sections
from passerelles.loaders.view import View
from passerelles.records import Activite, FreeText, Text

_BULLET = re.compile(r"^(?:[•▪‣●➢➤\ue000-\uf8ff]|[-–*]\s)\s*")
_INTRODUCTION = re.compile(r"\b(?:activites?|missions?|taches)\b[^.:]*:\s*$")
_SECTEURS = re.compile(
    r"secteurs?(?:\s+d'activites?)?\s+(?:\w+\s+){0,3}?(?:sont|est)\s*:|secteurs?[^.:\n]{0,60}:\s"
)
_END_OF_LIST = re.compile(r"\.(?=\s|$)|…\s*$|…(?=\s+[A-ZÀ-Ý])")
_SEPARATOR = re.compile(r"[,;]|\bet\s+(?=(?:l[ae]s?\b|l'|du\b|des\b))|\betc\b\.?|…|\.\.\.")
_LEADING = re.compile(r"^\s*(?:mais\s+aussi|ainsi\s+que|ou\s+encore|et|ou|notamment)\s+")
_SMALL_WORD = re.compile(
    r"\b(?:de|des|du|d'un|d'une|le|la|les|un|une|et|ou|a|au|aux|en|sur|pour|avec|par|d'|l')$"
)

FREE_TEXTS = (
    ("missions", "missions"),
    ("environnement", "environnement"),
    ("interactions", "interactions"),
    ("modalites", "modalitesEvaluation"),
    ("admissibilite", "conditionsAdmissibilite"),
)


def free_texts(notes: Notes, sections: Sections) -> tuple[FreeText, ...]:
    """Each section of running text, kept whole under the name of its property."""
    found = []
    for section, name in FREE_TEXTS:
        lines = sections.of(section)
        if section == "missions":
            lines = [*sections.of("activites"), *lines]
        if lines:
            found.append(FreeText(name, notes.text(line.view for line in lines)))
    return tuple(found)


def activites(notes: Notes, sections: Sections) -> tuple[Activite, ...]:
    """The activités: the bulleted titles of the missions, each with the paragraphs that describe it."""
    lines = [*sections.of("activites"), *sections.of("missions")]
    starts = [index for index, line in enumerate(lines) if _is_title(lines, index)]
    listed = [] if starts else _introduced(lines)
    starts = starts or listed
    found = []
    for order, start in enumerate(starts, 1):
        stop = starts[order] if order < len(starts) else len(lines)
        end = _item_end(lines, start, stop) if listed else _title_end(lines, start, stop)
        title = [line.view for line in lines[start:end]]
        bullet = _BULLET.match(title[0].text)
        title[0] = title[0][bullet.end() if bullet else 0 :]
        title[-1] = title[-1].strip().strip(" .;" if listed else ": ")
        description = [] if listed else [line.view for line in lines[end:stop]]
        found.append(
            Activite(
                order,
                notes.text(title),
                description=notes.text(description) if description else None,
            )
        )
    return tuple(found)


def _is_title(lines: list[Line], index: int) -> bool:
    """A bulleted line that ends, or whose continuation ends, with a colon; other bullets are plain lists."""
    line = lines[index]
    bullet = _BULLET.match(line.text)
    if not bullet or not line.text[bullet.end() : bullet.end() + 1].isupper():
        return False
    return _title_end(lines, index, len(lines)) > index


def _introduced(lines: list[Line]) -> list[int]:
    """Where the bullets begin that follow « les activités du titulaire peuvent porter sur : »."""
    starts: list[int] = []
    listing = False
    for index, line in enumerate(lines):
        if _BULLET.match(line.text):
            starts += [index] if listing else []
        elif not (starts and is_continuation(line)):
            words = " ".join(other.folded for other in lines[max(0, index - 1) : index + 1])
            listing = not starts and _INTRODUCTION.search(words) is not None
    return starts


def _item_end(lines: list[Line], start: int, stop: int) -> int:
    end = start + 1
    while end < stop and is_continuation(lines[end]):
        end += 1
    return end


def _title_end(lines: list[Line], start: int, stop: int) -> int:
    """Where the title that begins at `start` ends: after its colon, within four lines; `start` when none."""
    for index in range(start, min(start + 4, stop)):
        if index > start and _BULLET.match(lines[index].text):
            break
        if lines[index].text.rstrip().endswith(":"):
            return index + 1
        if lines[index].text.rstrip().endswith("."):
            break
    following = lines[start + 1] if start + 1 < stop else None
    alone = following is not None and re.match(r"(?:cette|l'|ces)\s*activites?\b", following.folded)
    return start + 1 if alone else start


def secteurs(notes: Notes, sections: Sections) -> tuple[Text, ...]:
    """The sectors that the environment names after « secteurs concernés sont : », as they are worded."""
    lines = sections.of("environnement")
    for index, line in enumerate(lines):
        match = _SECTEURS.search(line.folded)
        if match:
            return tuple(_listed(notes, [line.view[match.end() :], *_rest_of_list(lines, index)]))
    return ()


def _rest_of_list(lines: list[Line], index: int) -> list[View]:
    """The lines that continue the list: until the sentence ends or another begins."""
    rest: list[View] = []
    previous = lines[index]
    for line in lines[index + 1 :]:
        ended = _END_OF_LIST.search(previous.text) is not None
        unfinished = re.search(r"[,;:-]$", previous.text.rstrip()) or _SMALL_WORD.search(
            previous.folded.rstrip()
        )
        if ended or not (is_continuation(line) or unfinished or _BULLET.match(line.text)):
            break
        rest.append(line.view)
        previous = line
    return rest


def _listed(notes: Notes, views: list[View]) -> list[Text]:
    items: list[list[View]] = [[]]
    for number, view in enumerate(views):
        bullet = _BULLET.match(view.text)
        if bullet and number:
            items.append([])
            view = view[bullet.end() :]
        end = _END_OF_LIST.search(view.text)
        ended = view[: end.start()] if end else view
        depth_safe = _split_outside_parentheses(ended)
        items[-1].append(depth_safe[0])
        items += [[part] for part in depth_safe[1:]]
        if end:
            break
    found = []
    for item in items:
        parts = [part.strip(" \t-–•:.…,;" if len(item) == 1 else " \t•:.…,;") for part in item if part]
        if parts:
            lead = _LEADING.match(parts[0].folded)
            parts[0] = parts[0][lead.end() if lead else 0 :]
        if any(part for part in parts):
            found.append(notes.text(parts))
    return found


def _split_outside_parentheses(view: View) -> list[View]:
    parts, last = [], 0
    for match in _SEPARATOR.finditer(view.folded):
        before = view.text[: match.start()]
        if before.count("(") <= before.count(")"):
            parts.append(view[last : match.start()])
            last = match.end()
    return [*parts, view[last:]]
