"""Sentences of running text, with their places: what a statement of history or equivalence is quoted by."""

from __future__ import annotations

import re

from passerelles.loaders.view import View

# A page break leaves a blank line inside a sentence: only a capital or a bullet begins another sentence.
_BREAK = re.compile(
    r"(?<=[.!?])\s+(?=[A-ZÀ-ÝŒ«\"“•–-])|\n\s*\n\s*(?=[A-ZÀ-ÝŒ«\"“•–-])|\n(?=[ \t]*[-•–][ \t])"
)


def sentences_of(view: View) -> list[View]:
    """The sentences, each with the mark that ends it, blank ones left out."""
    return [part.strip() for part in view.split(_BREAK) if part]
