"""Lists as fiches print them: codes, ordinals or bullets, one item a line or several in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from passerelles.loaders.view import View, join

_BULLET = "[-–—•·●▪◦*✓➢❖‣\uf0b7\uf0a7]"
_MARKER = re.compile(
    rf"(?P<start>^[ \t]*(?:{_BULLET}[ \t]*)?|(?<=[\s;:.,)])(?:{_BULLET}[ \t]+)?)"
    r"(?:(?P<word>capacit[ée]s?|compétences?"
    r"|activités?)\s*(?:n\s?[°º]\s*)?(?P<wordnumber>\d{1,2})\s*[-–:.)]\s*"
    r"|(?P<code>(?-i:CP|CE|CT|CS|CC|C|AT|AC|A|K|S)[ "
    r".\-]?\d{1,2}(?:[.\-]?(?-i:[A-Z]{0,2})\d{1,2})*)(?:\s*[.):/–\-]+(?=\s)|\s*:|(?=\s))\s*"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2})+)(?:[.)]|\s*[-–:])?\s+"
    r"|(?P<ordinal>\d{1,2})(?P<sign>\s?[.)/°]|\s?[-–](?=\s)|\s:)[-–:.]?\s+)(?=\S)",
    re.MULTILINE | re.IGNORECASE,
)
_LETTER = re.compile(r"^[ \t]*(?P<letter>[A-Z]|[a-z](?=[)]))\s?[.)/]\s+(?=\S)", re.MULTILINE)
_BULLETED = re.compile(
    rf"(?:^[ \t]*{_BULLET}[ \t]*|(?<=[;:.,])[ \t]+{_BULLET}[ \t]+|^[ \t]*o[ \t]+(?=[A-ZÀ-Ý])"
    rf"|(?P<again>(?<=\S)[ \t]+{_BULLET}[ \t]+(?=[A-ZÀ-Ý])))(?=\S)",
    re.MULTILINE,
)
_CONTINUES = re.compile(r"\s*[a-zà-ÿœ0-9(),;:…/+&%\"'’«»-]")
_OPEN_END = re.compile(
    r"(?:[,(/\-–]|\b(?:de|du|des|d'|la|le|les|l'|un|une|en|et|ou|à|au|aux|dans|par|pour|sur|avec|que"
    r"|qui))\s*$",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[\s;.,:]+$")
_KEPT_END = re.compile(r"(?:\betc\s?\.|…|\.\.\.|\b(?:[a-zà-ÿ]\.){2,})\s*[;,]?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One item: `text` without its mark and the punctuation that only ends it; `code` as written, if any.

    `code` is one form for one notation: "C1" for `C1`, `C1.`, `C.1`; a bare ordinal is its digits ("1").
    """

    text: View
    code: str | None
    mark: View


@dataclass(frozen=True, slots=True)
class Listing:
    """A text cut into items: what stands before the first, the items, and the prose that follows some."""

    intro: View
    items: tuple[Item, ...] = ()
    rest: tuple[View, ...] = ()


def listing_of(view: View, *, bullets: bool = True) -> Listing:
    """The items of a text by their codes or ordinals, else (when `bullets`) by its bullets; maybe none."""
    marks: list[tuple[int, int, str | None]] = list(_sequence(view)) or _letters(view)
    marks = marks or [(match.start(), match.end(), None) for match in _bullets(view, bullets)]
    if not marks:
        return Listing(view)
    items: list[Item] = []
    rest: list[View] = []
    stops = [start for start, _, _ in marks[1:]] + [len(view)]
    for (start, end, code), stop in zip(marks, stops, strict=True):
        text, after = _first_statement(view[end:stop])
        if text:
            items.append(Item(trimmed(text), code, view[start:end]))
        if after:
            rest.append(after)
    return Listing(view[: marks[0][0]], tuple(items), tuple(rest))


def statements_of(view: View) -> list[View]:
    """The lines of a text that has no marks, with wrapped lines joined again, blank ones left out."""
    groups: list[list[View]] = []
    for line in view.lines():
        if not line:
            continue
        if groups and runs_on(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [join(group).strip() for group in groups]


def runs_on(previous: View, line: View) -> bool:
    """True when a line plainly goes on with the one before it: a small letter, or a word that calls another."""
    return bool(_CONTINUES.match(line.text) or _OPEN_END.search(previous.text))


def trimmed(view: View) -> View:
    """The view without outer space and final punctuation, unless that belongs to it ("etc.", "…")."""
    inner = view.strip()
    if _KEPT_END.search(inner.text):
        return inner.strip(" \t\n;,")
    end = _TRAILING.search(inner.text)
    return inner[: end.start()] if end else inner


def _bullets(view: View, wanted: bool) -> Iterator[re.Match[str]]:
    """The bullets; a dash inside a line is one only after another of that line, and before a capital."""
    last: re.Match[str] | None = None
    for match in _BULLETED.finditer(view.text) if wanted else ():
        if match["again"]:
            same = last is not None and last.group().strip() == match.group().strip()
            if not same or "\n" in view.text[last.end() : match.start()]:  # type: ignore[union-attr]
                continue
        last = match
        yield match


def _letters(view: View) -> list[tuple[int, int, str | None]]:
    """The marks of lines lettered A, B, C…; fewer than two are no list."""
    found: list[tuple[int, int, str | None]] = []
    for match in _LETTER.finditer(view.text):
        if match["letter"].upper() == chr(ord("A") + len(found)):
            found.append((match.start(), match.end(), match["letter"].upper()))
    return found if len(found) > 1 else []


def _sequence(view: View) -> Iterator[tuple[int, int, str | None]]:
    """The marks that follow each other as a list does, so that "A4" or "NFX 60" in a sentence is no mark."""
    last: tuple[str, int] | None = None
    for match in _MARKER.finditer(view.text):
        family, number, code = _read(match)
        at_line_start = not view.text[: match.start()].rpartition("\n")[2].strip()
        opens = at_line_start or view.text[: match.start()].rstrip().endswith(":")
        if last is None:
            accepted = opens and (at_line_start or number > 0)
        elif family == last[0]:
            accepted = number == last[1] + 1 or (
                at_line_start and (number in (1, last[1] + 2) or family[0] != "o")
            )
        else:
            accepted = at_line_start and family[0] != "o"
        if accepted:
            last = (family, number)
            yield match.start(), match.end(), code


def _read(match: re.Match[str]) -> tuple[str, int, str]:
    """The family of a mark (what it shares with its neighbours), its number and its code."""
    if match["word"]:
        letter = "A" if match["word"].lower().startswith("a") else "C"
        return letter, int(match["wordnumber"]), f"{letter}{int(match['wordnumber'])}"
    if match["ordinal"]:
        return f"o{match['sign'].strip()}", int(match["ordinal"]), str(int(match["ordinal"]))
    written = match["code"] or match["dotted"]
    simple = re.fullmatch(r"([A-Z]+)[ .\-]?(\d{1,2})", written)
    code = f"{simple[1]}{simple[2]}" if simple else written.replace(" ", "")
    head, number = re.fullmatch(r"(.*?)(\d+)", code, re.DOTALL).groups()  # type: ignore[union-attr]
    return head, int(number), code


def _first_statement(view: View) -> tuple[View, View]:
    """An item's own text, its wrapped lines included, and the prose that only follows it."""
    own: list[View] = []
    blank = False
    position = 0
    for line in view.lines():
        if not line:
            blank = blank or bool(own)
        elif own and _ends(own[-1], line, blank):
            return join(own), view[position:]
        else:
            own.append(line)
            blank = False
        position += len(line) + 1
    return join(own), view[len(view) :]


def _ends(previous: View, line: View, blank: bool) -> bool:
    if _CONTINUES.match(line.text):
        return False
    if _OPEN_END.search(previous.text) or previous.text.rstrip().endswith(":"):
        return False
    return blank or previous.text.rstrip().endswith((".", ";", "!", "?"))
