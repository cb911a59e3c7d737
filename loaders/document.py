"""A document with a text: plain text in any usual encoding, HTML, or PDF, made into one text with offsets."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.records import Problem


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a document as decoded or extracted: what offsets count in and what the store keeps.

    `media_type` is text/plain, text/html or application/pdf; `page_starts` are the offsets at which pages
    begin (PDF pages, or the stretches between form feeds), empty when the document has no pages; `sha256` is
    that of the file's bytes; `problems` say what was doubtful while opening it (encoding, truncation).
    """

    text: str
    media_type: str
    sha256: str
    page_starts: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
