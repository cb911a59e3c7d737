"""The encoding of an XML export, and its bytes handed on as UTF-8 whatever they were."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""\A\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")


def encoding_of(head: bytes) -> tuple[str, str | None]:
    """The encoding to read the export with, and the declared one when Python does not know it.

    A byte order mark wins over the declaration. Latin-1 is read as Windows-1252, as browsers do: the characters of
    Windows are what its writers meant. A wide encoding that the bytes deny is not believed.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, None
    if head.startswith(b"<\0"):
        return "utf-16-le", None
    if head.startswith(b"\0<"):
        return "utf-16-be", None
    declared = _DECLARED.match(head)
    if declared is None:
        return "utf-8", None
    name = declared[1].decode("ascii")
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return "utf-8", name
    if found in ("iso8859-1", "ascii"):
        return "cp1252", None
    return ("utf-8", None) if found.startswith(("utf-16", "utf-32", "utf-8")) else (found, None)


def head_text(head: bytes) -> str:
    """The first bytes as text, good enough to look at the markup."""
    encoding, _ = encoding_of(head)
    return head.decode(encoding, "replace").removeprefix("\ufeff")


def utf8_chunks(stream: BinaryIO, encoding: str) -> Iterator[bytes]:
    """The content as UTF-8 bytes without byte order mark, chunk after chunk; UTF-8 passes through unread.

    A byte that the encoding does not know becomes U+FFFD, which the reader of each fiche then sees.
    """
    decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("replace")
    first = True
    while chunk := stream.read(CHUNK):
        data = decoder.decode(chunk).encode("utf-8", "replace") if decoder else chunk
        if first and data:
            data, first = data.removeprefix(codecs.BOM_UTF8), False
        yield data
    if decoder and (rest := decoder.decode(b"", True)):
        yield rest.encode("utf-8", "replace")
