"""A SPARQL query cut into tokens: a word inside a string, a comment or an IRI is never taken for syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_NAME = r"[^\W\d_](?:[\w.\-·‿⁀]*[\w\-·‿⁀])?"
_PATTERNS = {
    "SPACE": r"\s+",
    "COMMENT": r"#[^\r\n]*",
    "IRI": r"<[^<>\"{}|^`\x00-\x20]*>",
    "STRING": r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\""
    r"|'(?:[^'\\\r\n]|\\.)*'|\"(?:[^\"\\\r\n]|\\.)*\"",
    "VARIABLE": r"[?$][\w·‿⁀]+",
    "NAME": rf"(?:_|{_NAME})?:(?:(?:[\w\-·‿⁀.:]|{_PLX})*(?:[\w\-·‿⁀:]|{_PLX}))?",
    "LANGUAGE": r"@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*(?:--[a-z]+)?",
    "NUMBER": r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?",
    "WORD": r"[^\W\d][\w]*",
    # A backslash outside strings is legal only inside a name: what follows it is never the start of a string.
    "MARK": r"\\.|\^\^|&&|\|\||[!<>]=|.",
}
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()), re.DOTALL)
_OPERATOR_LIKE = re.compile(r"<[?$=]")


class Kind(Enum):
    """What a token is."""

    IRI = "IRI"
    STRING = "STRING"
    VARIABLE = "VARIABLE"
    NAME = "NAME"
    LANGUAGE = "LANGUAGE"
    NUMBER = "NUMBER"
    WORD = "WORD"
    MARK = "MARK"


_OPERANDS = (Kind.IRI, Kind.STRING, Kind.VARIABLE, Kind.NAME, Kind.LANGUAGE, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: `text` stands at offset `start`."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset just after the token."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The keyword in capitals or the punctuation mark; empty for everything else."""
        return self.text.upper() if self.kind in (Kind.WORD, Kind.MARK) else ""

    @property
    def ends_operand(self) -> bool:
        """Whether `<` just after this token may mean "less than"."""
        return self.kind in _OPERANDS or self.word in (")", "TRUE", "FALSE")


def token_at(query: str, position: int, less_than: bool = False) -> tuple[Token | None, int]:
    """The token at `position` (None for white space and comments) and the offset after it.

    With `less_than`, a `<` found there is the operator, whatever follows.
    """
    if less_than and query[position] == "<":
        text = "<=" if query.startswith("<=", position) else "<"
        return Token(Kind.MARK, text, position), position + len(text)
    found = _TOKEN.match(query, position)
    assert found is not None  # The last pattern takes any character.
    name = found.lastgroup or ""
    token = None if name in ("SPACE", "COMMENT") else Token(Kind[name], found.group(), position)
    return token, found.end()


def tokens(query: str) -> Iterator[Token]:
    """The tokens of `query`, white space and comments left out; never fails, whatever the text."""
    position = 0
    last: Token | None = None
    while position < len(query):
        # `?a<?b&&?c>?d` compares: no absolute IRI starts with the mark of a variable or with `=`.
        compares = last is not None and last.ends_operand and bool(_OPERATOR_LIKE.match(query, position))
        token, position = token_at(query, position, compares)
        if token is not None:
            last = token
            yield token
