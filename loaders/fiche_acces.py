"""The voies d'accès with their juries, and the two territories: tables whose columns a text may have lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import View
from passerelles.records import Acces, Stated

_G = r"\s+(?:x\s+)?"  # between the words of a label: a line break, or the X of the next column
_VOIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (voie, re.compile(rf"(?:^|(?<=\n))[ ]*(?:[-•]\s*)?(?P<label>{label.replace('~', _G)})", re.MULTILINE))
    for voie, label in (
        ("FI", "apres~un~parcours~de~formation~sous~statut~d'eleve(?:~ou~d'etudiant)?"),
        ("CA", "en~contrat~d'apprentissage"),
        ("FC", "apres~un~parcours~de~formation~continue"),
        ("CQ", "en~contrat~de~professionnalisation"),
        ("CL", "par~candidature~individuelle"),
        ("VAE", r"par~experience(?:~dispositif~(?:de~)?vae)?(?:~prevu~en~\d{4})?"),
    )
)
_HEADER = re.compile(r"\b(?:[oq]uinon|oui|non|composition\s+des\s+jurys?|certification)\b")
_TWO_COLUMNS = re.compile(r"\b(oui|non)[ ]*\t\s*(?:oui|non)\b", re.IGNORECASE)
_X = re.compile(r"^\s*[xX×✗✓✔☒]\s*$")
_YES_NO = re.compile(r"^\s*:?\s*(?P<word>oui|non)\s*\.?\s*$")
_LEADING_X = re.compile(r"\s*:?\s*(?:(?P<x>[x×✗✓✔☒])(?=\s|$)|(?P<word>oui|non)\b\s*[-–:,.]?)?\s*")
_VAE_YEAR = re.compile(r"\s*(?:x\s+)?(?:prevu\s+en\s+\d{4}\s*)?")
_TERRITORY = re.compile(r"accessible\s+en\s+(?:(?P<nc>nouvelle[-\s]caledonie)|(?P<pf>polynesie\s+francaise))")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a two-column table: its label, what the OUI and NON columns say, and what follows."""

    answer: bool | None
    proof: View
    rest: View


def read_acces(body: View, ledger: Ledger) -> tuple[Acces, ...]:
    """One access for each voie that the table lists; open when its column or its jury says so, else not stated."""
    labels = _labels(body)
    if not labels:
        return ()
    header = body[: labels[0][0]]
    for match in header.finditer(_HEADER):
        ledger.account(header.group(match))
    order = _columns(header)
    stops = [start for start, _, _ in labels[1:]] + [len(body)]
    found: list[Acces] = []
    for (start, end, voie), stop in zip(labels, stops, strict=True):
        label, row = body[start:end], body[end:stop]
        year = row.match(_VAE_YEAR) if voie == "VAE" else None
        if year and year.group().strip() not in ("", "x"):
            ledger.account(row.group(year))
            row = row[year.end() :]
        answer = _row(row, order)
        if answer.proof:
            ledger.account(answer.proof)
        jury = ledger.take(answer.rest) if answer.rest else None
        proof = (
            label
            if answer.answer is None or not answer.proof
            else body[start : end + _end_in(row, answer.proof)]
        )
        is_open = ledger.state(answer.answer, proof) if answer.answer is not None else None
        if is_open is None and jury is not None:
            is_open = Stated(True, jury.spans)
        found.append(Acces(ledger.state(voie, label), is_open, jury))
    return tuple(found)


def read_territories(body: View, ledger: Ledger) -> tuple[Stated[bool] | None, Stated[bool] | None]:
    """Whether New Caledonia and French Polynesia have access, each None when the columns are lost."""
    matches = list(body.finditer(_TERRITORY))
    header = body[: matches[0].start()] if matches else body
    for match in header.finditer(_HEADER):
        ledger.account(header.group(match))
    order = _columns(header)
    found: dict[str, Stated[bool]] = {}
    for match in matches:
        line = body[match.end() :]
        line = line[: line.text.find("\n")] if "\n" in line.text else line
        ledger.account(body.group(match))
        row = _row(line, order)
        if row.proof:
            ledger.account(row.proof)
        if row.answer is not None:
            proof = body[match.start() : match.end() + _end_in(line, row.proof)]
            found.setdefault("nc" if match["nc"] else "pf", ledger.state(row.answer, proof))
    return found.get("nc"), found.get("pf")


def _labels(body: View) -> list[tuple[int, int, str]]:
    """The first printed label of each voie: at a line start, with its capital letter."""
    labels: list[tuple[int, int, str]] = []
    for voie, pattern in _VOIES:
        for match in body.finditer(pattern):
            if body.text[match.start("label")].isupper():
                labels.append((match.start("label"), match.end("label"), voie))
                break
    return sorted(labels)


def _columns(header: View) -> tuple[bool, bool] | None:
    """What the two columns mean, in their order, or None when the header has one merged column."""
    match = _TWO_COLUMNS.search(header.text)
    if not match:
        return None
    return (True, False) if match[1].lower() == "oui" else (False, True)


def _row(row: View, order: tuple[bool, bool] | None) -> _Row:
    """What the cells after a label say."""
    cells = row.split(re.compile("\t"))
    if len(cells) > 1 and not cells[0]:
        cells = cells[1:]
        written = next((place for place, cell in enumerate(cells[:2]) if _YES_NO.match(cell.folded)), None)
        if written is not None:
            answer = "oui" in cells[written].folded
            return _Row(answer, cells[written], _after(row, cells[written]))
        crossed = next((place for place, cell in enumerate(cells[:2]) if _X.match(cell.text)), None)
        # Without a header of two columns, an X after an empty cell still shows two columns when a third follows.
        columns = order or ((True, False) if crossed == 1 and len(cells) > 2 else None)
        if crossed is None:
            return _Row(None, row[:0], row)
        answer_of = columns[crossed] if columns else None
        return _Row(answer_of, cells[crossed], _after(row, cells[crossed]))
    match = row.match(_LEADING_X)
    if match is None or not (match["x"] or match["word"]):
        return _Row(None, row[:0], row)
    said = None if match["x"] else match["word"] == "oui"
    return _Row(said, row.group(match), row[match.end() :])


def _after(row: View, cell: View) -> View:
    return row[_end_in(row, cell) :]


def _end_in(row: View, cell: View) -> int:
    """Where `cell`, cut from `row`, ends in it."""
    inner = cell.strip()
    return row.starts.index(inner.starts[-1]) + 1 if len(inner) else 0
