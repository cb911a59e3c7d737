"""An XML export cut into its fiches without parsing it: raw `<FICHE>…</FICHE>` slices, in constant memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

#: A fiche beyond this many bytes is not one: the largest of the register has a few megabytes.
MAX_FICHE = 64 * 2**20
_OPEN = re.compile(rb"<FICHE(?=[\s/>])")
_MARKUP = re.compile(rb"<!--|<!\[CDATA\[|<!DOCTYPE|<\?|<FICHE(?=[\s/>])")
_CLOSE = re.compile(rb"</FICHE\s*>")
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_LONGEST = 32  # bytes of markup that a chunk may cut in two


class Kind(StrEnum):
    """What a part of an export is: a whole fiche, what stands between fiches, a fiche without end, one too large."""

    FICHE = "fiche"
    BETWEEN = "between"
    BROKEN = "broken"
    TOO_LARGE = "too-large"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an export, with the offset of its first byte (in UTF-8)."""

    kind: Kind
    offset: int
    content: bytes


class Slices:
    """Cuts a stream of UTF-8 chunks; `finished` tells afterwards whether the export came to its own end."""

    def __init__(self, chunks: Iterable[bytes], limit: int = MAX_FICHE) -> None:
        self._chunks = iter(chunks)
        self._limit = limit
        self._data = bytearray()
        self._offset = 0
        self._ended = False

    def parts(self) -> Iterator[Part]:
        """Every byte of the export, in order, as parts that do not overlap."""
        while True:
            found = self._fiche_start()
            if found:
                yield self._take(Kind.BETWEEN, found)
            if not self._data and self._ended:
                return
            if _OPEN.match(self._data):
                yield self._fiche()

    def _take(self, kind: Kind, length: int) -> Part:
        part = Part(kind, self._offset, bytes(self._data[:length]))
        del self._data[:length]
        self._offset += length
        return part

    def _more(self) -> bool:
        """One chunk more; False at the end of the export."""
        chunk = next(self._chunks, None)
        if chunk is None:
            self._ended = True
            return False
        self._data += chunk
        return True

    def _fiche_start(self) -> int:
        """How many bytes stand before the next fiche; all that is at hand when none is in sight."""
        place = 0
        while True:
            match = _MARKUP.search(self._data, place)
            if match and match[0] == b"<FICHE":
                return match.start()
            if match:
                end = self._after(match)
                if end is not None:
                    place = end
                    continue
                place = match.start()
            else:
                place = max(place, len(self._data) - _LONGEST)
            if len(self._data) > self._limit:  # no markup ends so far away: it is text like any other
                return max(place, 1)
            if not self._more():
                # A comment or declaration without end may hide fiches: they are looked for all the same.
                hidden = _OPEN.search(self._data, place) if match else None
                return hidden.start() if hidden else len(self._data)

    def _after(self, match: re.Match[bytes]) -> int | None:
        """Where a comment, CDATA section, instruction or DTD ends, None when its end is not at hand."""
        if match[0] == b"<!DOCTYPE":
            return _doctype_end(self._data, match.end())
        end = _ENDS[match[0]]
        found = self._data.find(end, match.end())
        return None if found < 0 else found + len(end)

    def _fiche(self) -> Part:
        """The fiche at the beginning of the data, or what there is of it."""
        place = len(b"<FICHE")
        while True:
            end, place = self._fiche_end(place)
            if end is not None:
                return self._take(Kind.FICHE, end)
            if place < 0:  # another fiche begins inside
                return self._take(Kind.BROKEN, -place)
            if len(self._data) > self._limit or not self._more():
                kind = Kind.TOO_LARGE if len(self._data) > self._limit else Kind.BROKEN
                following = _OPEN.search(self._data, len(b"<FICHE"))
                return self._take(kind, following.start() if following else len(self._data))

    def _fiche_end(self, place: int) -> tuple[int | None, int]:
        """The end of the fiche, else from where to look once more is read (negative: where another begins)."""
        data = self._data
        while True:
            close = _CLOSE.search(data, place)
            limit = close.start() if close else len(data)
            sections = (data.find(b"<!", place, limit), data.find(b"<?", place, limit))
            hidden = min((start for start in sections if start >= 0), default=-1)
            inner = _OPEN.search(data, place, hidden if hidden >= 0 else limit)
            if inner:
                return None, -inner.start()
            if hidden < 0:
                if close:
                    return close.end(), close.end()
                return None, max(place, len(data) - _LONGEST)
            section = data[hidden : hidden + 9]
            mark = next((mark for mark in _ENDS if section.startswith(mark)), None)
            if mark is None:
                if len(section) < 9:
                    return None, hidden
                place = hidden + 2
                continue
            end = data.find(_ENDS[mark], hidden + len(mark))
            if end < 0:
                return None, hidden
            place = end + len(_ENDS[mark])


def _doctype_end(data: bytearray, place: int) -> int | None:
    """Where a DTD ends, its internal subset skipped; None when its end is not at hand."""
    subset, end = data.find(b"[", place), data.find(b">", place)
    if end < 0 or 0 <= subset < end:
        close = re.compile(rb"\]\s*>").search(data, place)
        return close.end() if close else None
    return end + 1
