"""The blocs de compétences: code, title, capacités as listed there, descriptif and evaluation modalities."""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles.loaders.fiche_identite import Identity
from passerelles.loaders.fiche_items import Item, listing_of, statements_of, trimmed
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import View, columned, join
from passerelles.records import FreeText, Severity, Text

_NUMBERED = (
    r"blocs?\s+(?:de\s+competences?\s+)?(?:n\s?[°ºo]?\s*)?(?P<order>\d{1,3})"
    r"(?:\s+de\s+la\s+fiche\s+n\s?[°ºo]?\s*(?P<register>rncp|rs)?\s*(?P<fiche>\d{1,6}))?\s*(?:[-:.]+\s*"
    r"|(?=\n|\t|$))"
)
_CODED = r"(?P<register2>rncp|rs)\s?(?P<fiche2>\d{1,6})\s?-?\s?bc\s?(?P<order2>\d{1,3})\s*[-:.]*\s*"
_BC = r"bc\s?(?P<order3>\d{1,3})\s*[-:.]+\s*"
_TAB = re.compile("\t")
_LOOSE = 3  # lines of one cell, or blank, between two lines of two cells
_HEADING = re.compile(rf"(?:^|(?<=\t))[ \t]*(?P<head>{_NUMBERED}|{_CODED}|{_BC})", re.MULTILINE)
_BEGINS = re.compile(r"[ \t]*(?:bloc[^\n\t]{0,30}?\bn\s?[°ºo]?\s*\d|(?:rncp|rs)\s?\d{1,6}\s?-?\s?bc\s?\d)")
_TABLE_HEADER = re.compile(
    r"^[ \t]*intitule\s+descriptif\s+et\s+modalites\s+d'evaluation[ \t]*$", re.MULTILINE
)
_DESCRIPTIF = re.compile(
    r"(?:^|(?<=[\t.;)]))[ \t]*(?P<label>descriptifs?\s*:"
    r"|(?=ce\s+bloc\s+(?:de\s+competences?\s+)?(?:reprend|comprend|comporte|regroupe|porte)))",
    re.MULTILINE,
)
_MODALITES = re.compile(
    r"(?P<label>\bmodalites?\s+d'evaluations?\s*:|(?:(?<=\n)|^)[ \t]*modalites?\s+d'evaluations?[ \t]*$"
    r"|\bevaluations?\s*:)",
    re.MULTILINE,
)
_ATTESTATION = re.compile(r"(?:^|(?<=[.;)\s]))attestations?\s*:")
_CAPABLE = re.compile(r"\bcapables?\s+(?:de|d')\s*:")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZÀ-Ý])")
_INFINITIVE = re.compile(r"\s*(?:s'|se\s+)?[^\W\d]{2,}(?:er|ir|re)\b")
_LIST_LABEL = re.compile(r"^[ \t]*(?:les\s+)?(?:competences|capacites)[^:\n.]{0,60}:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class BlocText:
    """One bloc as printed: its order and code, its title, the capacités it lists, and its free texts."""

    order: int
    code: str
    identifier: Text | None
    title: Text | None
    items: tuple[Item, ...]
    texts: tuple[FreeText, ...]
    heading: View


def read_blocs(body: View, identity: Identity | None, ledger: Ledger) -> tuple[BlocText, ...]:
    """The blocs in the order of the text."""
    for match in body.finditer(_TABLE_HEADER):
        ledger.account(body.group(match))
    body = _uncolumned(body)
    heads = [match for match in body.finditer(_HEADING) if _is_heading(body, match)]
    stops = [*(match.start() for match in heads), len(body)][1:]
    return tuple(
        _bloc(body[match.start("head") : stop], match, identity, ledger)
        for match, stop in zip(heads, stops, strict=True)
    )


def _uncolumned(body: View) -> View:
    """The body with the columns of a bloc, printed side by side, put one after the other."""
    result: list[View] = []
    lines = columned(body).lines()
    place = 0
    while place < len(lines):
        end = _end_of_columns(lines, place)
        if end - place < 2:
            result.append(lines[place])
            place += 1
            continue
        cells = [line.split(_TAB) for line in lines[place:end]]
        result += [*(left for left, *_ in cells if left), body[:0]]
        result += [join(right) for left, *right in cells if right or not left]
        place = end
    return join(result)


def _end_of_columns(lines: list[View], start: int) -> int:
    """Where the lines of two cells end that begin with a bloc at `start`; `start` when none begins there.

    A line of one cell belongs to them when another line of two cells follows it.
    """
    if not (lines[start].match(_BEGINS) and "\t" in lines[start].text.strip()):
        return start
    end = start + 1
    for place in range(start + 1, len(lines)):
        line = lines[place]
        if line.match(_BEGINS) or line.search(_TABLE_HEADER) or place - end > _LOOSE:
            break
        if line.text.rstrip().count("\t") == 1:
            end = place + 1
    return end


def _is_heading(body: View, match: re.Match[str]) -> bool:
    return body.text[match.start("head")].isupper()


def _bloc(part: View, match: re.Match[str], identity: Identity | None, ledger: Ledger) -> BlocText:
    order = int(match["order"] or match["order2"] or match["order3"])
    code = f"BC{order:02d}"
    head = part[: match.end("head") - match.start("head")]
    ledger.account(head)
    fiche = match["fiche"] or match["fiche2"]
    header = part.search(_TABLE_HEADER)
    part = part[: header.start()] if header else part
    if fiche and identity and fiche != identity.number:
        message = f"Ce bloc est annoncé comme celui de la fiche {fiche}, dans la fiche {identity.number}."
        ledger.report("bloc-d-une-autre-fiche", Severity.WARNING, message, head, expected=identity.number)
    title, rest = _title(part[len(head) :])
    descriptif, modalites = _halves(rest, ledger)
    items, _ = _items(descriptif)
    identifier = None
    if identity:
        identifier = ledger.state(f"{identity.register.value.upper()}{identity.number}{code}", head)
    stated = ledger.take(title) if title else None
    texts = (*ledger.keep("descriptif", descriptif), *ledger.keep("modalitesEvaluation", modalites))
    return BlocText(order, code, identifier, stated, items, texts, head)


def _title(part: View) -> tuple[View, View]:
    """The title, up to its cell's end or the description, with its wrapped lines; and what follows."""
    labels = (part.search(_DESCRIPTIF), part.search(_MODALITES), part.search(_LIST_LABEL))
    end = min([match.start() for match in labels if match], default=len(part))
    described = labels[0] is not None and labels[0].start() == end
    head = part[:end]
    lead = len(head.text) - len(head.text.lstrip())
    cell = head.text.find("\t", lead)
    if cell >= 0:
        end = cell
    elif not described:
        blank = re.search(r"\n[ \t]*\n", head.text[lead:])
        end = (
            lead + blank.start()
            if blank
            else len(statements_of(head)[0]) + lead
            if statements_of(head)
            else end
        )
    return part[:end].strip(), part[end:]


def _halves(rest: View, ledger: Ledger) -> tuple[View, View]:
    """The descriptif and the evaluation modalities (with the attestation), without their labels."""
    label = rest.search(_DESCRIPTIF)
    if label and not rest[: label.start()]:
        ledger.account(rest.group(label, "label"))
        rest = rest[label.end("label") :]
    modalites = next(
        (
            match
            for match in rest.finditer(_MODALITES)
            if rest.text[match.start("label") :].lstrip()[:1].isupper()
        ),
        None,
    )
    if modalites:
        ledger.account(rest.group(modalites, "label"))
        return rest[: modalites.start("label")].strip(), rest[modalites.end("label") :].strip()
    attestation = next(
        (match for match in rest.finditer(_ATTESTATION) if rest.text[match.start()].isupper()), None
    )
    if attestation:
        return rest[: attestation.start()].strip(), rest[attestation.start() :].strip()
    return rest.strip(), rest[len(rest) :]


def _items(descriptif: View) -> tuple[tuple[Item, ...], View]:
    """The capacités that a descriptif lists: marked ones, else the lines after its colon."""
    listing = listing_of(descriptif)
    items = competences(listing.items)
    if items:
        return items, listing.intro
    colon = descriptif.text.find(":")
    if colon < 0:
        return tasks_of(descriptif), descriptif
    lines = statements_of(descriptif[colon + 1 :])
    return tuple(Item(trimmed(line), None, line[:0]) for line in lines if line), descriptif[: colon + 1]


def tasks_of(text: View) -> tuple[Item, ...]:
    """The sentences of a text, when each one begins with an infinitive: then it is a list without marks."""
    parts = [part for line in statements_of(text) for part in line.split(_SENTENCE) if part]
    if len(parts) < 2 or not all(part.match(_INFINITIVE) for part in parts):
        return ()
    return tuple(Item(trimmed(part), None, part[:0]) for part in parts)


def capable_of(resume: View) -> tuple[Item, ...]:
    """The capacités that a résumé lists after « Il est capable de : », none when no list follows."""
    label = resume.search(_CAPABLE)
    if label is None:
        return ()
    listing = listing_of(resume[label.end() :])
    return () if listing.intro else competences(listing.items)


def competences(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items that are capacités: where codes of activities and competences mix, those of competences."""
    if any(item.code and re.search(r"C[A-Z]?\d+$", item.code) for item in items):
        return tuple(
            item for item in items if not (item.code and re.fullmatch(r"(?:A|AT|AC)\d{1,2}", item.code))
        )
    return items
