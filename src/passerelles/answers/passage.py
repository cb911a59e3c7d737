"""A passage of a document in its context: where a proof leads."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.answers.address import href
from passerelles.answers.question import rows
from passerelles.ontology import ID
from passerelles.store import EmbeddedDataset

#: Characters shown on each side of the passage.
CONTEXT = 1200


@dataclass(frozen=True, slots=True)
class Passage:
    """The passage from `start` to `end` (characters, end excluded) with what stands around it."""

    file: str
    href: str
    start: int
    end: int
    before: str
    quote: str
    after: str
    cut_before: bool
    cut_after: bool
    certifications: tuple[tuple[str, str], ...]


def read_passage(dataset: EmbeddedDataset, sha256: str, start: int, end: int) -> Passage | None:
    """The passage of the document of that SHA-256, or None when its text is not kept or has no such place."""
    text = dataset.text_of(sha256)
    if text is None or not 0 <= start < end <= len(text):
        return None
    iri = f"{ID}fiche/{sha256}"
    described = rows(dataset, "fiche", fiche=iri)
    return Passage(
        file=next((row["fichier"] for row in described if "fichier" in row), sha256),
        href=href(iri),
        start=start,
        end=end,
        before=_plain(text[max(0, start - CONTEXT) : start]),
        quote=_plain(text[start:end]),
        after=_plain(text[end : end + CONTEXT]),
        cut_before=start > CONTEXT,
        cut_after=end + CONTEXT < len(text),
        certifications=tuple(
            (href(row["certification"]), row.get("titre") or row.get("identifiant") or row["certification"])
            for row in described
            if "certification" in row
        ),
    )


def _plain(text: str) -> str:
    """The text with line ends that HTML keeps, and without the form feeds of pages, which HTML forbids."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
