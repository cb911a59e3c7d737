"""Item codes of competence lists: `C1.`, `A1C1.`, `3.1.2.`, `C 1.1 :`, `1)`, `a)`; what follows what."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
# Each repetition begins with a sign or a letter, so that one run of digits can be read in one way only.
_LETTERED = (
    r"(?!BLOC|AXE)(?:[A-Z]{1,4}[ .°_-]{0,2}|[A-Z][a-z]{1,3}\.?|[ac])\d{1,3}(?!\d)"
    r"(?:(?:[._/-][A-Z]{0,3}[._-]?|[A-Z]{1,3}[._-]?)\d{1,3}(?!\d)){0,5}[A-Za-z]?"
)
_DOTTED = r"\d{1,2}(?:[.-]\d{1,2}(?!\d)){1,5}[a-z]?"
_END = r"(?![a-zà-ÿ0-9]|[A-ZÀ-Ý](?![a-zà-ÿ’']))"
_SIGNS = r"[.:)\]/|°–—\-]"
_WORD = r"[Cc]omp[ée]tences?|COMP[EÉ]TENCES?|[Cc]apacit[ée]s?"
_CODE = re.compile(
    rf"""[(\[]?
    (?:(?P<word>{_WORD})[ ]?(?:[nN][ ]?[°ºo][ ]?)?(?:(?P<named>\d{{1,3}})(?![\d.])|(?=[A-Z]{{1,2}}\d|\d)))?
    (?(named)|
      (?:(?P<lettered>{_LETTERED}){_END}
        |(?P<dotted>{_DOTTED}){_END}(?!\s?%)
        |(?P<ordinal>\d{{1,2}})(?=\s?{_SIGNS}|\s+[A-ZÀ-Ý])
        |(?P<roman>[IVX]{{1,4}})(?=\s?{_SIGNS}\s)
        |(?P<letter>[a-zA-Z](?=\))|[A-Z](?=\s?[./–-]\s)))
      (?P<more>(?:\s?(?:,|et|à|&)\s?{_LETTERED}{_END}){{0,6}}))
    (?P<signs>\s?{_SIGNS}{{0,3}}(?:\s[–—:\-]{{1,2}}(?=\s))?)""",
    re.VERBOSE,
)


#: The letters of the families `a)`, `b)` and `I.`, `II.`, which need a neighbour to be believed.
LETTER, ROMAN = "a)", "I."


@dataclass(frozen=True, slots=True)
class Code:
    """One item code: as written without spaces, its letters (its family) and its numbers, and its last offset."""

    written: str
    letters: tuple[str, ...]
    numbers: tuple[int, ...]
    signed: bool
    end: int

    @property
    def ordinal(self) -> bool:
        """True for a bare `1)`."""
        return not self.letters and len(self.numbers) == 1

    @property
    def notation(self) -> str:
        """The code as the graph writes it: `C<n>` for a bare ordinal, else as written."""
        return f"C{self.numbers[0]}" if self.ordinal else self.written

    @property
    def family(self) -> tuple[tuple[str, ...], int]:
        """What all codes of one list share: their letters and how many numbers they have."""
        return self.letters, len(self.numbers)

    def follows(self, before: Code) -> bool:
        """True when this code is the next after `before`, at its level, one deeper or one up."""
        short = min(len(self.letters), len(before.letters))
        if self.letters[:short] != before.letters[:short]:
            return False
        for depth, (mine, theirs) in enumerate(zip(self.numbers, before.numbers, strict=False)):
            if mine != theirs:
                return mine == theirs + 1 and all(number <= 1 for number in self.numbers[depth + 1 :])
        deeper = self.numbers[len(before.numbers) :]
        return bool(deeper) and all(number <= 1 for number in deeper)

    def extends(self, parent: Code) -> bool:
        """True when this code lies below `parent`: `C1.2` below `C1`, `1.1.3` below `1.1`."""
        depth = len(parent.numbers)
        return (
            len(self.numbers) > depth
            and self.numbers[:depth] == parent.numbers
            and self.letters[: len(parent.letters)] == parent.letters
        )


def code_at(text: str, position: int) -> Code | None:
    """The code that stands at `position`, with the signs after it; None when no code stands there."""
    found = _CODE.match(text, position)
    if not found:
        return None
    if found["named"]:
        return Code(f"C{found['named']}", ("C",), (int(found["named"]),), True, found.end())
    written = found["lettered"] or found["dotted"] or found["ordinal"] or found["letter"] or found["roman"]
    signed = bool(found["signs"].strip()) or found["word"] is not None
    if roman := found["roman"]:
        return Code(roman, (ROMAN,), (_roman(roman),), True, found.end())
    if letter := found["letter"]:
        return Code(letter, (LETTER,), (ord(letter.lower()) - 96,), True, found.end())
    tokens = _TOKEN.findall(written)
    letters = tuple(token.upper() for token in tokens if not token.isdigit())
    numbers = tuple(int(token) for token in tokens if token.isdigit())
    if found["lettered"] and not tokens[-1].isdigit():
        letters, numbers = letters[:-1], (*numbers, ord(tokens[-1].lower()) - 96)
    whole = " ".join((written + found["more"]).split()) if found["more"] else "".join(written.split())
    return Code(whole, letters, numbers, signed, found.end())


def _roman(written: str) -> int:
    values = ["IVX".index(sign) for sign in written]
    worth = [(1, 5, 10)[value] for value in values]
    return sum(-value if value < max(worth[place:]) else value for place, value in enumerate(worth))
