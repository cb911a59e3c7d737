"""The voies d'accès with their juries, and the two territories: tables whose columns a text may have lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import View, join
from passerelles.records import Acces, Stated

# Between the words of a label: a space, the X of the next column, or whole cells of the row when the label is
# wrapped beside them.
_GAP = r"(\s+(?:x\s+)?|[ ][^\n]*\n[ ]*)"
_LABELS = {
    "FI": "apres un parcours de formation sous statut d'eleve ou d'etudiant",
    "CA": "en contrat d'apprentissage",
    "FC": "apres un parcours de formation continue",
    "CQ": "en contrat de professionnalisation",
    "CL": "par candidature (?:individuelle|libre)",
    "VAE": r"par experience(?: dispositif)?(?: de)?(?: vae)?(?: prevu en \d{4})?"
    r"(?: ?[-,:]? ?date de mise en place ?:? ?\d{4})?",
}
_VOIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (voie, re.compile(rf"^[ ]*(?:[-•]\s*)?(?P<label>{label.replace(' ', _GAP)})(?!\w)", re.MULTILINE))
    for voie, label in _LABELS.items()
)
_HEADER = re.compile(
    r"\b(?:[oq]uinon|oui|non|(?:indications\s+complementaires\s*[-:,/]?\s*)?"
    r"composition\s+d(?:es|u)\s+jurys?|indications\s+complementaires|"
    r"certification)\b"
)
_TAB = re.compile("\t")
_TWO_COLUMNS = re.compile(r"\b(?:oui|non)[ ]*\t\s*(?:oui|non)\b", re.IGNORECASE)
# A table with its cells shows it by an empty one; text out of a PDF has a single tab for any wide gap.
_EMPTY_CELL = re.compile(r"\t[ ]*(?:\t|\n|$)|^[ ]*\t", re.MULTILINE)
_X = re.compile(r"^\s*[xX×✗✓✔☒]\s*$")
_YES_NO = re.compile(r"^\s*:?\s*(?P<word>oui|non)\s*\.?\s*$")
_LEADING_X = re.compile(r"\s*:?\s*(?:(?P<x>[x×✗✓✔☒])(?=\s|$)|(?P<word>oui|non)\b\s*[-–:,.]?)?\s*")
_TERRITORY = re.compile(r"accessible\s+en\s+(?:(?P<nc>nouvelle[-\s]caledonie)|(?P<pf>polynesie\s+francaise))")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a two-column table: its label, what the OUI and NON columns say, and what follows."""

    answer: bool | None
    proof: View
    rest: View


def read_acces(body: View, ledger: Ledger) -> tuple[Acces, ...]:
    """One access for each voie listed: open when its column or its jury says so, else not stated."""
    labels = _labels(body)
    if not labels:
        return ()
    header = body[: labels[0][1].start("label")]
    for match in header.finditer(_HEADER):
        ledger.account(header.group(match))
    columns = _columns(header, body)
    stops = [*(match.start("label") for _, match in labels), len(body)][1:]
    return tuple(
        _acces(voie, body[match.start("label") : stop], *_parted(body, match, stop), columns, ledger)
        for (voie, match), stop in zip(labels, stops, strict=True)
    )


def _parted(body: View, match: re.Match[str], stop: int) -> tuple[View, View]:
    """The words of a label, and what else its row says, cells that stand between those words included."""
    gaps = [span for span in map(match.span, range(2, (match.re.groups or 0) + 1)) if span[0] >= 0]
    words: list[View] = []
    cells: list[View] = []
    position = match.start("label")
    for start, end in gaps:
        words.append(body[position:start])
        cells += [body[start:end]] if body[start:end] else []
        position = end
    words.append(body[position : match.end("label")])
    rest = body[match.end("label") : stop]
    # The cells of the label's own line come first: what follows goes on with the last of them.
    return join(words), join([*(cell.strip("\n ") for cell in cells), rest]) if cells else rest


def _acces(voie: str, whole: View, label: View, row: View, columns: dict[int, bool], ledger: Ledger) -> Acces:
    answer = _row(row, columns)
    ledger.account(answer.proof)
    ledger.account(label)
    jury = ledger.take(answer.rest) if answer.rest else None
    if answer.answer is not None:
        proof = whole[: max(_end_in(whole, answer.proof), _end_in(whole, label))]
        return Acces(ledger.state(voie, label), Stated(answer.answer, (proof.span,)), jury)
    return Acces(ledger.state(voie, label), Stated(True, jury.spans) if jury else None, jury)


def read_territories(body: View, ledger: Ledger) -> tuple[Stated[bool] | None, Stated[bool] | None]:
    """Whether New Caledonia and French Polynesia have access, each None when the columns are lost."""
    matches = list(body.finditer(_TERRITORY))
    header = body[: matches[0].start()] if matches else body
    for match in header.finditer(_HEADER):
        ledger.account(header.group(match))
    columns = _columns(header, body)
    found: dict[str, Stated[bool]] = {}
    for match in matches:
        line = body[match.end() :]
        line = line[: line.text.find("\n")] if "\n" in line.text else line
        ledger.account(body.group(match))
        row = _row(line, columns)
        if row.proof:
            ledger.account(row.proof)
        if row.answer is not None:
            proof = body[match.start() : match.end() + _end_in(line, row.proof)]
            found.setdefault("nc" if match["nc"] else "pf", ledger.state(row.answer, proof))
    return found.get("nc"), found.get("pf")


def _labels(body: View) -> list[tuple[str, re.Match[str]]]:
    """The first printed label of each voie in the order of the text: at a line start, with its capital."""
    labels: list[tuple[str, re.Match[str]]] = []
    for voie, pattern in _VOIES:
        for match in body.finditer(pattern):
            if body.text[match.start("label")].isupper():
                labels.append((voie, match))
                break
    return sorted(labels, key=lambda pair: pair[1].start("label"))


def _columns(header: View, body: View) -> dict[int, bool]:
    """Which cells after a label say yes or no, by their headings; none when cells are lost."""
    line = next((line for line in header.lines() if _TWO_COLUMNS.search(line.text)), None)
    if line is None or not _EMPTY_CELL.search(body.text):
        return {}
    words = [cell.value.lower() for cell in line.split(_TAB)]
    found = {words.index("oui"): True, words.index("non"): False} if {"oui", "non"} <= set(words) else {}
    return {} if 0 in found else found


def _row(row: View, columns: dict[int, bool]) -> _Row:
    """What the cells after a label say."""
    cells = row.split(_TAB)
    if len(cells) > 1 and not cells[0]:
        return _cells(row, cells, columns)
    match = row.match(_LEADING_X)
    if match is None or not (match["x"] or match["word"]):
        return _Row(None, row[:0], row)
    said = None if match["x"] else match["word"] == "oui"
    return _Row(said, row.group(match), row[match.end() :])


def _cells(row: View, cells: list[View], columns: dict[int, bool]) -> _Row:
    """The first cell that is not blank, when it is a cross or a yes or no, and what follows it."""
    place, cell = next(((place, cell) for place, cell in enumerate(cells) if cell), (0, row[:0]))
    if _YES_NO.match(cell.folded):
        return _Row("oui" in cell.folded, cell, _after(row, cell))
    if not _X.match(cell.text):
        return _Row(None, row[:0], row)
    # A lone cell after the label may be what is left of two: only an empty one beside it tells the column.
    answer = columns.get(place) if len(cells) > place + 1 or place > 1 else None
    if not columns and place == 2 and len(cells) > 3:
        answer = False  # the heading merged the two columns, the row did not
    return _Row(answer, cell, _after(row, cell))


def _after(row: View, cell: View) -> View:
    return row[_end_in(row, cell) :]


def _end_in(row: View, cell: View) -> int:
    """Where `cell`, cut from `row`, ends in it."""
    inner = cell.strip()
    return row.starts.index(inner.starts[-1]) + 1 if len(inner) else 0
