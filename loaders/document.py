"""A document with a text: plain text in any usual encoding, HTML, or PDF, made into one text with offsets."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.loaders.loader import Loader
from passerelles.records import Problem, Source


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

    def source(self, name: str, loader: Loader, title: str | None) -> Source:
        """The source that a loader makes of this document, called `name` by the user."""
        return Source(
            sha256=self.sha256,
            name=name,
            loader=loader.name,
            version=loader.version,
            media_type=self.media_type,
            publisher=loader.description.publisher,
            licence=loader.description.licence,
            title=title,
            text=self.text,
            page_starts=self.page_starts,
        )
