"""The English of what went wrong: the edges of the site know a message only as the French sentence that was raised."""

from __future__ import annotations

import re
from functools import cache

from passerelles.web.english import sentences
from passerelles.web.pages_french import BOTH, Part, french_parts

_PLACE = re.compile(r"%\\\((\w+)\\\)s")

#: A message has no more of them; what people write in an address may look like many.
_SENTENCES = 4


def english_parts(message: str) -> list[Part]:
    """A message for an English page: its English, else its French; then the lines of the query that it speaks of."""
    french, *others = message.split("\n\n")
    if others:
        *excerpts, told = others
        return [Part("english", told), *(Part("excerpt", each) for each in excerpts)]
    english = in_english(french)
    return french_parts(message) if english is None else [Part("english", english)]


def in_english(message: str) -> str | None:
    """The English of a message of one paragraph: from the catalogue, else what it says after a slash, else None."""
    french, *english = BOTH.split(message, maxsplit=1)
    return _told(french) or (english[0] if english else None)


def _told(french: str, most: int = _SENTENCES) -> str | None:
    if not most:
        return None
    for pattern, english in _patterns():
        found = pattern.fullmatch(french)
        if not found:
            continue
        values = found.groupdict()
        rest = values.pop("_rest")
        others = _told(rest, most - 1) if rest else ""
        if others is not None:
            return f"{english % values} {others}".rstrip()
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each sentence with its places open, and what may follow it; those with most words first."""
    known = sorted(sentences("messages").items(), key=lambda each: -len(_PLACE.sub("", re.escape(each[0]))))
    return tuple((_pattern(french), english[0]) for french, english in known)


def _pattern(french: str) -> re.Pattern[str]:
    opened = _PLACE.sub(r"(?P<\1>.+?)", re.escape(french))
    return re.compile(rf"{opened}(?: (?P<_rest>.+))?", re.DOTALL)
