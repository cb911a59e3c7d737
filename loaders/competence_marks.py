"""Where an item may begin in a free text: wide gaps, line ends, bullets and item codes, as they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles.loaders.competence_codes import Code, code_at
from passerelles.loaders.competence_words import Opening, opening

BLANK = r"\s\u200b\u200c\u200d\u2060\ufeff"
_DASHES = "\\-‐‑‒–—−_"
_GLYPHS = "•●◦○∙·⋅▪▫■□◼◾▶►▸➢➤➔➜→⇒=❖◆◇✓✔☑⁃‣*>+§¤\uf000-\uf0ff"
#: Letters that stand for a bullet of a lost symbol font; they need a second one to be believed.
LETTER_SIGNS = frozenset("oüØqvl")
#: Bullets that are also signs of sentences.
PLAIN_SIGNS = frozenset(_DASHES.replace("\\", "") + "*>+=")
_BULLET = re.compile(rf"(?:(?:[{_DASHES}{_GLYPHS}]|[{''.join(sorted(LETTER_SIGNS))}](?=\s))[{BLANK}]*)+")
_ONLY_BULLETS = re.compile(rf"[{_DASHES}{_GLYPHS}{BLANK}]*")
_BLANKS = re.compile(rf"[{BLANK}]*")
_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_PLACE = re.compile(
    # Most characters are small letters: one look ahead rules them out.
    rf"(?=[{BLANK}A-Z{_DASHES}•·])(?:[{BLANK}]{{2,}}|[\n\r\x0b\x0c\x85\u2028\u2029]"
    rf"|[{BLANK}](?=[{_DASHES}{_GLYPHS}]|[(\[]?(?:[A-Z][A-Za-z]{{0,3}}[ .°_-]{{0,2}}\d|\d{{1,2}}(?:[.)°/:]|\s?[–-]\s)"
    r"|[a-z]\)|[Cc]omp[ée]tences? ?(?:n|[A-Z]|\d)))"
    rf"|(?<=[a-zà-ÿ.;:)])(?=[A-Z]{{1,2}}\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\s?[.:)–-]|[{_DASHES}•·][A-ZÀ-Ý])"
    rf"|(?<=[.;:])(?=[{_DASHES}•·][{BLANK}]))"
)
#: The width of a gap that contains the end of a line: wider than any run of spaces counts.
LINE = 1000
#: How far the first words of a statement are looked for: « Dans le respect de… et de…, vérifier… ».
OPENING_REACH = 240


@dataclass(slots=True)
class Mark:
    """A place where an item may begin: the text before it ends at `before`, its words begin at `start`.

    `gap` is the number of blanks before it (LINE with a line end, 0 for a single space inside a line); `bullet` its
    bullet or "", `code` its item code.
    """

    before: int
    start: int
    gap: int
    bullet: str
    code: Code | None
    opening: Opening
    bare: int  # where the words begin when the code is no code
    sign_at: int  # where they begin when the bullet is no bullet either


def marks(text: str) -> list[Mark]:
    """All places of `text` where an item may begin, the first at its first word."""
    found: list[Mark] = []
    position = _blanks(text, 0)
    if position < len(text):
        found.append(_mark(text, 0, position, LINE))
    for place in _PLACE.finditer(text, position):
        if place.start() < found[-1].bare:
            continue
        blanks = place.group()
        gap = LINE if _LINE_END.search(blanks) else (len(blanks) if len(blanks) > 1 else 0)
        if place.end() < len(text):
            mark = _mark(text, place.start(), place.end(), gap)
            if mark.start < len(text) and (gap or mark.bullet or mark.code):
                found.append(mark)
    return found


def _mark(text: str, before: int, position: int, gap: int) -> Mark:
    sign, sign_at = "", position
    bullet = _BULLET.match(text, position)
    if bullet:
        sign, position = bullet.group()[0], bullet.end()
    code = code_at(text, position)
    start = bare = position
    if code:
        blank = _blanks(text, code.end)
        start = _bullets(text, code.end) if code.signed or blank - code.end < 2 else blank
        alone = start > blank or code_at(text, start) is not None
        if start >= len(text) or (alone and not code.signed):
            code, start = None, position
    return Mark(before, start, gap, sign, code, _opening(text, start), bare, sign_at)


def _opening(text: str, start: int) -> Opening:
    return opening(text, start, min(len(text), start + OPENING_REACH))


def _blanks(text: str, position: int) -> int:
    found = _BLANKS.match(text, position)
    return found.end() if found else position


def _bullets(text: str, position: int) -> int:
    found = _ONLY_BULLETS.match(text, position)
    return found.end() if found else position
