"""A SPARQL query cut into tokens: a word inside a string, a comment or an IRI is never taken for syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

# Any character beyond ASCII counts as a letter: the grammar allows most of them in names, and refuses the
# others outside strings, comments and IRIs.
_CHAR = r"A-Za-z0-9_\x80-\U0010ffff"
_PREFIX = rf"[A-Za-z_\x80-\U0010ffff](?:[{_CHAR}.\-]*[{_CHAR}\-])?"
_ESCAPED_NAME = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_ESCAPE = r"\\[tbnrf\\\"']|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_PATTERNS = {
    "SPACE": r"[ \t\r\n]+",
    "COMMENT": r"#[^\r\n]*",
    "IRI": r"<[^<>\"{}|^`\x00-\x20]*>",
    "STRING": rf"'''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*'''|\"\"\"(?:\"{{0,2}}(?:[^\"\\]|{_ESCAPE}))*\"\"\""
    rf"|'(?:[^'\\\r\n]|{_ESCAPE})*'|\"(?:[^\"\\\r\n]|{_ESCAPE})*\"",
    "VARIABLE": rf"[?$][{_CHAR}]+",
    "NAME": rf"(?:{_PREFIX})?:(?:(?:[{_CHAR}.\-:]|{_ESCAPED_NAME})*(?:[{_CHAR}\-:]|{_ESCAPED_NAME}))?",
    "LANGUAGE": r"@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*(?:--[a-zA-Z]+)?",
    "NUMBER": r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?",
    "WORD": rf"[A-Za-z_\x80-\U0010ffff][{_CHAR}]*",
    # A backslash outside strings is legal only inside a name: what follows it never starts a string.
    "MARK": r"\\.|\^\^|&&|\|\||[!<>]=|.",
}
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()), re.DOTALL)
_WORD = re.compile(_PATTERNS["WORD"])
_PREFIX_LIKE = re.compile(_PREFIX)
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


class _Scanner:
    """Matches tokens of one query; remembers where no prefix is, so that `a-a-a-…` is searched once."""

    def __init__(self, query: str) -> None:
        self.query = query
        self._no_prefix_before = 0

    def match(self, position: int) -> tuple[Token | None, int]:
        """The longest token at `position` (None for white space and comments), and the offset after it."""
        prefix = None
        if position >= self._no_prefix_before:
            prefix = _PREFIX_LIKE.match(self.query, position)
            if prefix and not self.query.startswith(":", prefix.end()):
                self._no_prefix_before = prefix.end()
        if position < self._no_prefix_before:
            word = _WORD.match(self.query, position)
            if word:
                return Token(Kind.WORD, word.group(), position), word.end()
        found = _TOKEN.match(self.query, position)
        assert found is not None  # The last pattern takes any character.
        name = found.lastgroup or ""
        token = None if name in ("SPACE", "COMMENT") else Token(Kind[name], found.group(), position)
        return token, found.end()


def tokens(query: str, position: int = 0) -> Iterator[Token]:
    """The tokens of `query` from an offset on, without white space and comments, whatever the text."""
    scanner = _Scanner(query)
    last: Token | None = None
    while position < len(query):
        # `?a<?b&&?c>?d` compares: no absolute IRI starts with the mark of a variable or with `=`.
        if last is not None and last.ends_operand and _OPERATOR_LIKE.match(query, position):
            text = "<=" if query[position + 1] == "=" else "<"
            token: Token | None = Token(Kind.MARK, text, position)
            position += len(text)
        else:
            token, position = scanner.match(position)
        if token is not None:
            last = token
            yield token


def possible_tokens(query: str) -> Iterator[Token]:
    """Every token that some way to read `query` comes upon, each once, in no useful order.

    The grammar leaves two things open until the whole is read: `<` begins an IRI or compares; three quotes
    begin a long string, or are an empty string and a quote.
    """
    scanner = _Scanner(query)
    waiting, seen = [0], set()
    while waiting:
        position = waiting.pop()
        while position < len(query) and position not in seen:
            seen.add(position)
            if query[position] == "<":
                waiting.append(position + 1)
            elif query.startswith(("'''", '"""'), position):
                waiting.append(position + 2)
            token, position = scanner.match(position)
            if token is not None:
                yield token
