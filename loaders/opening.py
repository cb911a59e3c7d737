"""Opening: the text of a file, whatever it is made of, decided by its content and never by its name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from passerelles.errors import SourceError
from passerelles.loaders.decoding import decode, line_place
from passerelles.loaders.document import DocumentText
from passerelles.loaders.entries import Entry
from passerelles.loaders.html_text import declared_encoding, is_html, text_of_html
from passerelles.loaders.pdf_text import is_pdf, text_of_pdf
from passerelles.records import Problem, Severity, Span

MAX_BYTES = 20 * 2**20
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_WORD_PROCESSOR = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_GLYPH = re.compile(r"\(cid:\d+\)")
_NOT_A_DOCUMENT = "n’est pas un document texte, HTML ou PDF"


def open_document(entry: Entry) -> DocumentText:
    """The text of the entry, read as PDF, HTML or plain text by its content (once for all loaders).

    Raises `SourceError` when the file cannot be read, exceeds 20 MB, is empty, binary, damaged or textless.
    """
    known = entry.memo.get("document")
    if not isinstance(known, DocumentText):
        known = _opened(entry)
        entry.memo["document"] = known
    return known


def _opened(entry: Entry) -> DocumentText:
    if entry.size > MAX_BYTES:
        raise SourceError(
            f"{entry.name} : fichier trop volumineux ({entry.size / 2**20:.0f} Mo, "
            f"{MAX_BYTES // 2**20} Mo au plus pour un document). Donnez le document seul."
        )
    try:
        data = entry.read(MAX_BYTES)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(
            f"{entry.name} : lecture impossible ({reason}). Vérifiez le fichier et vos droits, "
            "ou téléchargez-le de nouveau."
        ) from error
    return document_of(data, entry.name)


def documents_of(
    entries: Sequence[Entry], longest: int, kind: str
) -> Iterator[tuple[Entry, DocumentText] | Problem]:
    """Each entry with its document, or the problem of one that cannot be opened or is too long for its kind.

    `longest` is in characters; `kind` is French, with its article ("une fiche").
    """
    for entry in entries:
        try:
            document = open_document(entry)
        except SourceError as error:
            yield Problem("source-illisible", Severity.ERROR, entry.name, str(error))
            continue
        if len(document.text) > longest:
            message = (
                f"{entry.name} : ce texte est bien trop long pour {kind} ({len(document.text)} caractères, "
                f"{longest} au plus). Donnez chaque document dans son propre fichier."
            )
            yield Problem("document-trop-long", Severity.ERROR, entry.name, message)
        else:
            yield entry, document


def document_of(data: bytes, name: str) -> DocumentText:
    """The text of `data`, called `name` in messages; raises `SourceError` as `open_document` does."""
    if not data.strip():
        raise SourceError(f"{name} : ce fichier est vide. Téléchargez-le de nouveau.")
    sha256 = hashlib.sha256(data).hexdigest()
    if is_pdf(data):
        text, page_starts = text_of_pdf(data, name)
        return DocumentText(text, "application/pdf", sha256, page_starts, _unnamed_glyphs(text, name))
    _refuse_binary(data, name)
    decoding = decode(data, name, declared_encoding(data))
    if not decoding.text.strip("\ufeff \t\r\n\f\v\xa0"):
        raise SourceError(f"{name} : ce fichier ne contient que des blancs. Téléchargez-le de nouveau.")
    if is_html(decoding.text):
        text = text_of_html(decoding.text, name)
        return DocumentText(text, "text/html", sha256, (), decoding.problems)
    starts = page_starts_of(decoding.text)
    return DocumentText(decoding.text, "text/plain", sha256, starts, decoding.problems)


def page_starts_of(text: str) -> tuple[int, ...]:
    """The offsets at which pages begin in a text with form feeds; empty when it has none."""
    starts = tuple(match.end() for match in re.finditer("\f", text))
    return (0, *starts) if starts else ()


def _unnamed_glyphs(text: str, name: str) -> tuple[Problem, ...]:
    """Characters that the fonts of a PDF draw without saying which they are."""
    found = list(_GLYPH.finditer(text))
    if not found:
        return ()
    if sum(len(match.group()) for match in found) * 2 > len(text):
        raise SourceError(
            f"{name} : le texte de ce PDF n’est pas lisible (ses polices ne nomment pas leurs caractères). "
            "Passez-le à la reconnaissance de caractères, ou donnez le document d’origine."
        )
    first = found[0]
    problem = Problem(
        "glyphes-inconnus",
        Severity.WARNING,
        name,
        f"{name} : {len(found)} caractère(s) de ce PDF ne sont pas nommés par leurs polices.",
        place=line_place(text, first.start()),
        span=Span(first.start(), first.end()),
        found=first.group(),
    )
    return (problem,)


def _refuse_binary(data: bytes, name: str) -> None:
    if data.startswith(_WIDE_MARKS):
        return
    if data.startswith(_WORD_PROCESSOR):
        raise SourceError(
            f"{name} : ce fichier {_NOT_A_DOCUMENT}, mais un document de traitement de texte. "
            "Enregistrez-le en PDF, en HTML ou en texte."
        )
    controls = len(_CONTROL.findall(data))
    if b"\x00" in data or controls * 50 > len(data):
        hint = "Donnez le document lui-même."
        if data.count(0) * 3 > len(data):
            hint = "S’il s’agit d’un texte en UTF-16, enregistrez-le en UTF-8."
        raise SourceError(f"{name} : ce fichier {_NOT_A_DOCUMENT}. {hint}")
