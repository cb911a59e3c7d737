"""The text of a PDF: its lines and paragraphs in reading order, ruled tables as tab-separated rows."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from passerelles.errors import SourceError
from passerelles.loaders.pdf_answers import Answers, answers_of, parted_header, parted_row

MAX_PAGES = 300
MAX_STREAM_BYTES = 64 * 2**20
MAX_CHARACTERS_PER_PAGE = 60_000
_STREAM = re.compile(rb"stream\r?\n")
_CHUNK = 2**20
_NEXT_LINE = 2.2  # heights of a line: no farther is the line next to it
# What pdfminer raises on damaged files, besides its own exceptions: it trusts the structure that it reads.
_DAMAGE = (
    PDFException, PSException, PdfminerException, MalformedPDFException, ValueError, LookupError, TypeError,
    AttributeError, ArithmeticError, AssertionError, OSError, EOFError, RuntimeError, struct.error,
    zlib.error,
)  # fmt: skip


def is_pdf(data: bytes) -> bool:
    """True when the bytes are a PDF, even with some debris before its header."""
    if data.lstrip(b"\xef\xbb\xbf\x00 \t\r\n\f").startswith(b"%PDF-"):
        return True
    return b"%PDF-" in data[:1024] and b"startxref" in data[-2048:]


def text_of_pdf(data: bytes, name: str) -> tuple[str, tuple[int, ...]]:
    """The text of a PDF, its pages joined by form feeds, and the offsets at which they begin.

    Raises `SourceError` when the PDF is protected, damaged, longer than 300 pages or without text.
    """
    _refuse_bomb(data, name)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MAX_PAGES:
                raise SourceError(
                    f"{name} : ce PDF a {len(document.pages)} pages ({MAX_PAGES} au plus). "
                    "Donnez le document seul."
                )
            pages = _pages(document.pages, name)
    except _DAMAGE as error:
        raise SourceError(_reason(error, name)) from error
    if not any(page.strip() for page in pages):
        raise SourceError(
            f"{name} : ce PDF ne contient pas de texte (document numérisé ?). "
            "Passez-le d’abord à la reconnaissance de caractères, ou donnez le document d’origine."
        )
    return _joined(pages)


def _joined(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    starts, position = [], 0
    for page in pages:
        starts.append(position)
        position += len(page) + 1
    return "\f".join(pages), tuple(starts)


def _reason(error: BaseException, name: str) -> str:
    inner = [error, error.__cause__, error.__context__, *error.args]
    if any(isinstance(one, PDFPasswordIncorrect | PDFEncryptionError) for one in inner):
        return f"{name} : ce PDF est protégé par un mot de passe. Enregistrez-en une copie sans protection."
    return f"{name} : ce PDF est endommagé ou tronqué. Téléchargez-le de nouveau."


def _refuse_bomb(data: bytes, name: str) -> None:
    """Refuse a stream that would grow beyond bounds; pictures are left alone, since they are not decoded."""
    for match in _STREAM.finditer(data):
        if b"/Image" in data[max(0, match.start() - 400) : match.start()]:
            continue
        inflate, size, position = zlib.decompressobj(), 0, match.end()
        pending = data[position : position + _CHUNK]
        while pending and not inflate.eof:
            try:
                size += len(inflate.decompress(pending, _CHUNK))
            except zlib.error:
                break  # not compressed this way
            if size > MAX_STREAM_BYTES:
                raise SourceError(f"{name} : ce PDF grossit sans mesure à la lecture ; il est refusé.")
            if inflate.unconsumed_tail:
                pending = inflate.unconsumed_tail
            else:
                position += _CHUNK
                pending = data[position : position + _CHUNK]


def _pages(pages: Iterable[Page], name: str) -> list[str]:
    """The texts of the pages; the columns of a table go on from one page to the next."""
    texts: list[str] = []
    answers: Answers | None = None
    for page in pages:
        text, answers = _page_text(page, name, answers)
        texts.append(text)
    return texts


def _page_text(page: Page, name: str, answers: Answers | None) -> tuple[str, Answers | None]:
    if len(page.chars) > MAX_CHARACTERS_PER_PAGE:
        raise SourceError(f"{name} : la page {page.page_number} de ce PDF est trop chargée pour une fiche.")
    tables = [table for table in page.find_tables() if _is_data(table)]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda thing: not any(_inside(thing, box) for box in boxes)) if boxes else page
    lines = _lines(outside)
    texts, answers = _answered(lines, _texts(lines), answers)
    blocks = [(line["top"], line["bottom"], text) for line, text in zip(lines, texts, strict=True)]
    blocks += [(table.bbox[1], table.bbox[3], _rows(table)) for table in tables]
    text = "\n".join(_with_gaps(sorted(blocks, key=lambda block: block[0])))
    page.close()
    # Code 127 of the usual PDF encoding is the bullet, which no table of characters names.
    return text.replace("\f", " ").replace("(cid:127)", "•"), answers


def _lines(page: Page) -> list[dict[str, Any]]:
    return (
        page.extract_text_lines(strip=False, return_chars=True, x_tolerance_ratio=0.15) if page.chars else []
    )


def _texts(lines: Sequence[dict[str, Any]]) -> list[str]:
    columns = _columns(lines)
    return [_spaced(line, tuple(known)) for line, known in zip(lines, columns, strict=True)]


def _spaced(line: dict[str, Any], columns: Sequence[float] = ()) -> str:
    """The text of a line, with a tab where a wide gap, or the place of a known column, parts two columns."""
    text, position = str(line["text"]).strip(), 0
    for left, right in pairwise(_printed(line)):
        position = text.find(left["text"], position) + len(left["text"])
        apart = _is_wide(left, right) or _begins_column(left, right, columns)
        if apart and text[position : position + 1] == " ":
            text = f"{text[:position]}\t{text[position + 1 :].lstrip(' ')}"
    return text


def _printed(line: dict[str, Any]) -> list[dict[str, Any]]:
    return [char for char in line["chars"] if char["text"].strip()]


def _is_wide(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return bool(right["x0"] - left["x1"] > 2.5 * max(left["size"], 1))


def _begins_column(left: dict[str, Any], right: dict[str, Any], columns: Sequence[float]) -> bool:
    """True where a column begins and more than the space between two words precedes it."""
    gap = right["x0"] - left["x1"]
    return gap > 0.5 * max(left["size"], 1) and any(abs(right["x0"] - column) <= 1 for column in columns)


def _columns(lines: Sequence[dict[str, Any]]) -> list[set[float]]:
    """For each line, where the columns begin that a wide gap shows on it or on the lines next to it.

    A column goes on from line to line as long as something begins there on each of them.
    """
    found = [
        {right["x0"] for left, right in pairwise(_printed(line)) if _is_wide(left, right)} for line in lines
    ]
    places = range(len(lines))
    for order in (pairwise(places), pairwise(reversed(places))):
        for before, place in order:
            line, other = lines[place], lines[before]
            if abs(line["top"] - other["top"]) > _NEXT_LINE * max(line["bottom"] - line["top"], 1):
                continue
            chars = _printed(line)
            found[place] |= {
                column
                for column in found[before]
                if (chars and abs(chars[0]["x0"] - column) <= 1)
                or any(_begins_column(left, right, (column,)) for left, right in pairwise(chars))
            }
    return found


def _answered(
    lines: list[dict[str, Any]], texts: list[str], answers: Answers | None
) -> tuple[list[str], Answers | None]:
    """The texts of the lines, crosses under OUI or NON in cells of their own, and where these columns stand."""
    result = []
    for line, text in zip(lines, texts, strict=True):
        head = answers_of(text, line["chars"])
        if head:
            answers, text = head, parted_header(text)
        elif answers:
            text = parted_row(text, line["chars"], answers)
        result.append(text)
    return result, answers


def _with_gaps(blocks: list[tuple[float, float, str]]) -> Iterator[str]:
    """The blocks, with an empty line where the space between two is clearly more than between lines."""
    heights = sorted(bottom - top for top, bottom, text in blocks if "\t" not in text and "\n" not in text)
    pitches = sorted(
        after[0] - before[0]
        for before, after in pairwise(blocks)
        if 0 < after[0] - before[0] < 3 * max(before[1] - before[0], 1)
    )
    height = heights[len(heights) // 2] if heights else 10.0
    # The tightest usual pitch is that of lines in a paragraph, whatever the leading of the document.
    pitch = max(pitches[len(pitches) // 4] if pitches else height, height)
    previous: tuple[float, float, str] | None = None
    for block in blocks:
        if previous is not None and block[0] - previous[1] > (pitch - height) + 0.45 * pitch:
            yield ""
        yield block[2]
        previous = block


def _is_data(table: Table) -> bool:
    """True for a table of at least two columns; a frame around a heading is none."""
    return any(sum(1 for cell in row.cells if cell) >= 2 for row in table.rows)


def _inside(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle_x, middle_y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3])


def _rows(table: Table) -> str:
    """The rows of a ruled table; the lines of a cell are joined, but for the last cell, which keeps them."""
    rows = []
    for row in table.extract(x_tolerance_ratio=0.15):
        cells = [(cell or "").strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells and cells[-1] in ("X", "x"):  # the empty cells after a cross tell its column
            cells += [""] * (len(row) - len(cells))
        if any(cells):
            *first, last = cells
            rows.append("\t".join([*(cell.replace("\n", " ") for cell in first), last]))
    return "\n".join(rows)
