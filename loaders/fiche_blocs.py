"""The blocs de compétences: code, title, capacités as listed there, descriptif and evaluation modalities."""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles.loaders.fiche_identite import Identity
from passerelles.loaders.fiche_items import Item, listing_of, statements_of, trimmed
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import View, join
from passerelles.records import FreeText, Severity, Text

_NUMBERED = (
    r"blocs?\s+(?:de\s+competences?\s+)?(?:n\s?[°ºo]?\s*)?(?P<order>\d{1,3})"
    r"(?:\s+de\s+la\s+fiche\s+n\s?[°ºo]?\s*(?P<register>rncp|rs)?\s*(?P<fiche>\d{1,6}))?\s*(?:[-:.]+\s*"
    r"|(?=\n|\t|$))"
)
_CODED = r"(?P<register2>rncp|rs)\s?(?P<fiche2>\d{1,6})\s?-?\s?bc\s?(?P<order2>\d{1,3})\s*[-:.]*\s*"
_BC = r"bc\s?(?P<order3>\d{1,3})\s*[-:.]+\s*"
_TAB = re.compile("\t")
_HEADING = re.compile(rf"(?:^|(?<=\t))[ \t]*(?P<head>{_NUMBERED}|{_CODED}|{_BC})", re.MULTILINE)
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
    lines = body.lines()
    place = 0
    while place < len(lines):
        run = [lines[place]] if lines[place].match(_HEADING) and "\t" in lines[place].text else []
        while run and place + len(run) < len(lines) and _two_cells(lines[place + len(run)]):
            run.append(lines[place + len(run)])
        if len(run) < 2:
            result.append(lines[place])
            place += 1
            continue
        cells = [line.split(_TAB) for line in run]
        result += [*(left for left, *_ in cells), body[:0], *(join(right) for _, *right in cells)]
        place += len(run)
    return join(result)


def _two_cells(line: View) -> bool:
    return (
        line.text.count("\t") == 1 and not line.match(_HEADING) and bool(line.text.partition("\t")[0].strip())
    )


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
        return (), descriptif
    lines = statements_of(descriptif[colon + 1 :])
    return tuple(Item(trimmed(line), None, line[:0]) for line in lines if line), descriptif[: colon + 1]


def competences(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items that are capacités: where codes of activities and competences mix, those of competences."""
    if any(item.code and re.search(r"C[A-Z]?\d+$", item.code) for item in items):
        return tuple(
            item for item in items if not (item.code and re.fullmatch(r"(?:A|AT|AC)\d{1,2}", item.code))
        )
    return items
