"""The place of a result in a source: the file, and as far as known, line, page and passage."""

from __future__ import annotations

from dataclasses import dataclass

_WORDS = {
    "fr": {
        "element": "élément {}",
        "line": "ligne {}",
        "page": "page {}",
        "passage": "caractères {} à {}",
    },
    "en": {
        "element": "element {}",
        "line": "line {}",
        "page": "page {}",
        "passage": "characters {} to {}",
    },
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which source.

    `source` is the IRI of the fiche, `file` its name as the user knows it. `start` and `end` count code
    points of its text (end excluded); `line` and `page` start at 1. `stated` is a place in the words of
    the reader ("table Standard, ligne 3"), `quote` the passage.
    """

    source: str | None = None
    file: str | None = None
    start: int | None = None
    end: int | None = None
    line: int | None = None
    page: int | None = None
    element: str | None = None
    stated: str | None = None
    quote: str | None = None

    def words(self, language: str = "fr") -> str:
        """The place as a person reads it: « RNCP28243.txt, ligne 12, page 2, caractères 240 à 268 »."""
        words = _WORDS["fr" if language == "fr" else "en"]
        parts = [self.file or self.source, self.stated]
        for name in ("element", "line", "page"):
            value = getattr(self, name)
            parts.append(words[name].format(value) if value is not None else None)
        if self.start is not None and self.end is not None:
            parts.append(words["passage"].format(self.start, self.end))
        return ", ".join(part for part in parts if part)
