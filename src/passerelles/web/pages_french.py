"""How pages write French: dates as elements, openings of texts, spaces that do not break."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from passerelles.answers.french import NO_BREAK, date_words

#: What is between the French and the English of a message.
BOTH = re.compile(r"(?<=[.!?»]) / (?=[A-Z])")


def long_date(value: str) -> Markup:
    """A `time` element: « 21 avril 2017 » for a date, « 1997 » for a year; other texts as they are."""
    return time_element(value, date_words)


def time_element(value: str, words: Callable[[date], str]) -> Markup:
    """A `time` element for a date (ISO) told in words, or for a year; other texts as they are."""
    if re.fullmatch(r"[0-9]{4}", value):
        return Markup("<time datetime='{0}'>{0}</time>").format(value)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return Markup("{0}").format(value)
    return Markup('<time datetime="{0}">{1}</time>').format(value, words(day))


def opening(text: str, length: int = 400) -> str:
    """The beginning of a text, at most `length` characters, cut between two words."""
    return text if len(text) <= length else text[: length + 1].rsplit(maxsplit=1)[0]


class Part(NamedTuple):
    """One paragraph of an explanation: `kind` is "french", "excerpt" (lines of a query) or "english"."""

    kind: str
    text: str


def french_parts(message: str) -> list[Part]:
    """A message for a page: the French sentences, then the lines of the query and what its engine says of them.

    A message of one paragraph says the same in English after a slash: the page, in French, leaves that out.
    """
    french, *others = message.split("\n\n")
    parts = [Part("french", BOTH.split(french)[0])]
    if others:
        *excerpts, english = others
        parts += [*(Part("excerpt", each) for each in excerpts), Part("english", english)]
    return parts


def typeset(sentence: str) -> str:
    """The sentence with the spaces that French forbids to break: inside quotation marks, before : ; ? !."""
    return re.sub(r"(?<=«) | (?=[»:;?!])", NO_BREAK, sentence)
