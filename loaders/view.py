"""A cleaned view of a document's text in which every character still knows where it stands in the source.

Parsers match and cut the cleaned text; evidence points at the source. Cleaning composes accents, drops soft
hyphens and invisible characters, turns every line end, form feed and HTML block into a line break, removes
Markdown emphasis, and makes Markdown table rows tab-separated like the others.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from passerelles.records import Span, Stated, Text

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]|[\x00-\x08\x0e-\x1f\x7f]")
_BLOCK = "p|div|br|li|ul|ol|tr|table|thead|tbody|h[1-6]|section|article|hr|dl|dt|dd"
_INLINE = "i|b|em|strong|u|span|a|font|sup|sub|td|th|small|abbr|center"
_TOKEN = re.compile(
    rf"(?P<soft>\u00ad[ \t]*(?:\r\n?|\n))"
    rf"|(?P<eol>\r\n?|\n|\f|\v|\x85|\u2028|\u2029)"
    rf"|(?P<block></?(?:{_BLOCK})\b[^<>]*>)"
    rf"|(?P<inline></?(?:{_INLINE})\b[^<>]*>)"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)"
    r"|(?P<gap>[ \t\u00a0\u2000-\u200a\u202f\u3000]{40,})"
    r"|(?P<bold>\*\*|__(?=\S)|(?<=\S)__)"
    r"|(?P<cluster>[^\W\d_][\u0300-\u036f]+)"
    r"|(?P<char>.)",
    re.IGNORECASE | re.DOTALL,
)
_PIPE_ROW = re.compile(r"^[ \t]*\|(?P<cells>.*)\|[ \t]*$")
_PIPE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*$")
_SPACES = re.compile(r"\s+")
_WIDE_GAP = re.compile(r"(?<=\S)[ ]{3,}(?=\S)|^[ ]{15,}(?=\S)", re.MULTILINE)
_QUOTES = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼ´`′", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("–—‑‐−―", "-"),
        "\t": " ",
    }
)


@dataclass(frozen=True, eq=False)
class View:
    """A stretch of cleaned text; `starts[i]` and `ends[i]` bound its i-th character in the source text."""

    text: str
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)
    page_starts: tuple[int, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def __getitem__(self, part: slice) -> View:
        return View(self.text[part], self.starts[part], self.ends[part], self.page_starts)

    @cached_property
    def folded(self) -> str:
        """The same length, for matching: lower case, no accents, straight quotes, plain hyphens, no tabs."""
        return fold(self.text)

    @property
    def value(self) -> str:
        """The text with white space collapsed, as it is kept in records."""
        return _SPACES.sub(" ", self.text).strip()

    @property
    def span(self) -> Span:
        """Where the view, without its outer white space, stands in the source; the view must not be blank."""
        inner = self.strip()
        start = inner.starts[0]
        page = bisect_right(self.page_starts, start) if self.page_starts else None
        return Span(start, inner.ends[-1], page)

    @property
    def stated(self) -> Text:
        """The collapsed text with its span."""
        return Stated(self.value, (self.span,))

    def strip(self, chars: str | None = None) -> View:
        """The view without white space (or `chars`) at its ends."""
        left = len(self.text) - len(self.text.lstrip(chars))
        right = len(self.text.rstrip(chars))
        return self[left : max(left, right)]

    def lines(self) -> list[View]:
        """The lines, blank ones included, without their line breaks."""
        return self.split(re.compile("\n"))

    def paragraphs(self) -> list[View]:
        """The runs of lines between blank lines, without outer white space, blank ones left out."""
        return [part.strip() for part in self.split(re.compile(r"\n[ \t]*(?:\n[ \t]*)+")) if part]

    def split(self, pattern: re.Pattern[str], *, folded: bool = False) -> list[View]:
        """Split at every match of the pattern in the text (or in the folded text)."""
        parts, last = [], 0
        for match in pattern.finditer(self.folded if folded else self.text):
            parts.append(self[last : match.start()])
            last = match.end()
        return [*parts, self[last:]]

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches of the pattern in the folded text; their offsets hold in this view."""
        return pattern.finditer(self.folded)

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match of the pattern in the folded text."""
        return pattern.search(self.folded)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """A match of the pattern at the beginning of the folded text."""
        return pattern.match(self.folded)

    def group(self, match: re.Match[str], name: str | int = 0) -> View:
        """The view of a group of a match found in this view (empty when the group took no part)."""
        start, end = match.span(name)
        return self[max(start, 0) : max(end, 0)]


def join(parts: Sequence[View]) -> View:
    """The parts, in order, as the lines of one view; each character keeps its place in the source."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for number, part in enumerate(parts):
        if number:
            text.append("\n")
            starts.append(ends[-1] if ends else 0)
            ends.append(ends[-1] if ends else 0)
        text.append(part.text)
        starts += part.starts
        ends += part.ends
    pages = parts[0].page_starts if parts else ()
    return View("".join(text), tuple(starts), tuple(ends), pages)


def columned(view: View) -> View:
    """The view with a tab in place of each wide gap, as a text that keeps the layout of a page has.

    Three spaces inside a line part two columns; fifteen before it are an empty first column.
    """
    parts: list[tuple[int, int, str]] = []
    last = 0
    for match in _WIDE_GAP.finditer(view.text):
        parts += [(last, match.start(), ""), (match.start(), match.end(), "\t")]
        last = match.end()
    parts.append((last, len(view), ""))
    return View(
        "".join(mark or view.text[start:end] for start, end, mark in parts),
        tuple(at for start, end, mark in parts for at in view.starts[start : start + 1 if mark else end]),
        tuple(at for start, end, mark in parts for at in view.ends[end - 1 if mark else start : end]),
        view.page_starts,
    )


def fold(text: str) -> str:
    """The text for matching, one character for each: no capitals, accents, curly quotes or long dashes."""
    composed = text.translate(_QUOTES)
    return composed.translate({ord(char): _fold_char(char) for char in set(composed)})


def _fold_char(char: str) -> str:
    if char.isascii():
        return char.lower()
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def view_of(source: str, page_starts: tuple[int, ...] = ()) -> View:
    """The cleaned view of a whole source text."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(source):
        for char in _cleaned(match):
            chars.append(char)
            starts.append(match.start())
            ends.append(match.end())
    return _markdown(View("".join(chars), tuple(starts), tuple(ends), page_starts))


def _cleaned(match: re.Match[str]) -> str:
    kind, token = match.lastgroup, match.group()
    if kind == "char":
        if _INVISIBLE.match(token):
            return ""
        # No-break and other exotic spaces are plain spaces to a reader.
        return " " if token != "\t" and token.isspace() else token
    if kind in ("eol", "block"):
        return "\n"
    if kind == "gap":  # no layout is so wide: patterns must not run over it again and again
        return "\t" if "\t" in token else " " * 15
    if kind == "entity":
        decoded = html.unescape(token)
        return token if decoded == token else _SPACES.sub(" ", decoded)
    if kind == "cluster":
        return unicodedata.normalize("NFC", token)
    return ""  # soft hyphen with its line break, inline tag, Markdown emphasis


def _markdown(view: View) -> View:
    """Drop heading marks and table rules, and turn `| a | b |` rows into tab-separated cells."""
    keep: list[tuple[str, int, int]] = []
    for line in view.lines():
        if keep:
            previous = keep[-1]
            keep.append(("\n", previous[2], previous[2]))
        text = line.text
        if _PIPE_RULE.match(text) and "|" in text:
            continue
        row = _PIPE_ROW.match(text)
        if row:
            line, text = line[row.start("cells") : row.end("cells")], row["cells"].replace("|", "\t")
        heading = re.match(r"^[ \t]{0,3}#{1,6}[ \t]+", text)
        offset = heading.end() if heading else 0
        keep += list(zip(text[offset:], line.starts[offset:], line.ends[offset:], strict=True))
    return View(
        "".join(char for char, _, _ in keep),
        tuple(start for _, start, _ in keep),
        tuple(end for _, _, end in keep),
        view.page_starts,
    )


class Coverage:
    """What a parser has accounted for; what is left over is kept as text and reported, never dropped."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._seen = bytearray(len(view))
        self._position = {start: index for index, start in reversed(list(enumerate(view.starts)))}

    def mark(self, part: View) -> None:
        """Account for the characters of `part`, cut (or joined from pieces cut) from the view covered."""
        for char, start in zip(part.text, part.starts, strict=True):
            # The line breaks that `join` adds have no place of their own.
            index = len(self._seen) if char.isspace() else self._position.get(start, len(self._seen))
            # An entity may have given several characters that share one place.
            while index < len(self._seen) and self._view.starts[index] == start:
                self._seen[index] = 1
                index += 1

    def left_over(self) -> list[View]:
        """The runs of lines with something unaccounted for, blank and punctuation-only ones left out."""
        runs: list[View] = []
        begin: int | None = None
        end = 0
        position = 0
        for line in self._view.lines():
            rest = [
                index
                for index in range(position, position + len(line))
                if not self._seen[index] and self._view.text[index].isalnum()
            ]
            if rest:
                begin = rest[0] if begin is None else begin
                end = rest[-1] + 1
            elif begin is not None and line:
                runs.append(self._view[begin:end])
                begin = None
            position += len(line) + 1
        if begin is not None:
            runs.append(self._view[begin:end])
        return runs
