"""A typed parameter of a query: how a text given by a person becomes a value that a store can bind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from passerelles.errors import UsageError

_ABSOLUTE_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\x00-\x20]+')
_PREFIXED_NAME = re.compile(r"(?P<prefix>[\w.-]*):(?P<local>[\w.~%()'!*,;=@/-]+)")
_CODE = re.compile(r"\w[\w-]*")
#: A number alone does not tell which register it is of: these are no lists of codes.
_REGISTERS = ("rncp", "rs", "cqpm")
_SPECIAL = frozenset(".^$*+?{}[]|()\\")
#: What French writes in several ways: each is found by any of them.
_ALIKE = {
    char: f"[{alike}]"
    for alike in ("aàâä", "cç", "eéèêë", "iîï", "oôö", "uùûü", "'’", "-‑")
    for char in alike
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One variable of a query that the asker fixes.

    `kind` is a key of `KINDS`; `example` is a value that gives an answer on the examples; `default` is
    what is bound when nothing is given (None: the parameter is required).
    """

    name: str
    kind: str
    example: str
    description_fr: str
    description_en: str
    default: str | None = None

    @property
    def datatype(self) -> str:
        """What is bound: `iri`, or the name of an XML Schema type."""
        return "string" if self.kind == "words" else self.kind

    @property
    def description(self) -> str:
        """What the parameter is, in French."""
        return self.description_fr

    def value(self, given: str, prefixes: Mapping[str, str]) -> str:
        """The lexical form to bind; raises `UsageError` saying, in French, what was expected.

        Where the example is a code written with a prefix (`rome:H2903`), the code alone is enough (`H2903`).
        """
        found = KINDS[self.kind](given.strip(), prefixes)
        home = self.example.partition(":")[0]
        if found is None and self.kind == "iri" and home in prefixes and home not in _REGISTERS:
            found = prefixes[home] + given.strip() if _CODE.fullmatch(given.strip()) else None
        if found is None:
            raise UsageError(
                f"Le paramètre « {self.name} » attend {_EXPECTED[self.kind]} ; « {given} » ne convient pas."
                f" Exemple : {self.name}={self.example}"
            )
        return found


def _iri(given: str, prefixes: Mapping[str, str]) -> str | None:
    """An absolute IRI, between angle brackets or not, or a prefixed name of the query's own prologue."""
    if given.startswith("<") and given.endswith(">"):
        given = given[1:-1]
    name = _PREFIXED_NAME.fullmatch(given)
    if name and name["prefix"] in prefixes:
        return prefixes[name["prefix"]] + name["local"]
    # "rome:H2903" must not pass for an IRI of an unknown scheme: ours and the web's all have "//" or "urn:".
    absolute = _ABSOLUTE_IRI.fullmatch(given) and ("://" in given or given.lower().startswith("urn:"))
    return given if absolute else None


def _string(given: str, prefixes: Mapping[str, str]) -> str | None:
    return given or None


def _words(given: str, prefixes: Mapping[str, str]) -> str | None:
    """The pattern that finds these words whatever their case and accents, for `REGEX(?text, ?words, "i")`.

    The words become a pattern here because no engine folds accents in SPARQL quickly, and Virtuoso not at all.
    """
    pieces = re.split(r"(œ|oe|\s+)", unicodedata.normalize("NFC", given.lower()))
    return "".join(map(_piece, pieces)) or None


def _piece(piece: str) -> str:
    """The part of a pattern that finds a piece of text."""
    if piece.isspace():
        return "[ \u00a0]+"
    if piece in ("œ", "oe"):
        return f"(œ|{_letters('oe')})"
    return _letters(piece)


def _letters(text: str) -> str:
    return "".join(_ALIKE.get(char) or (f"\\{char}" if char in _SPECIAL else char) for char in text)


def _integer(given: str, prefixes: Mapping[str, str]) -> str | None:
    return str(int(given)) if re.fullmatch(r"[+-]?[0-9]{1,18}", given) else None


def _date(given: str, prefixes: Mapping[str, str]) -> str | None:
    """An ISO date, or a day as French people write it (21/04/2022)."""
    french = re.fullmatch(r"([0-9]{2})/([0-9]{2})/([0-9]{4})", given)
    if french:
        given = f"{french[3]}-{french[2]}-{french[1]}"
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        return None


def _boolean(given: str, prefixes: Mapping[str, str]) -> str | None:
    return {"true": "true", "false": "false", "oui": "true", "non": "false"}.get(given.lower())


#: The kinds of parameters; each reads a text and gives the lexical form, or None when it is not of the kind.
KINDS: Mapping[str, Callable[[str, Mapping[str, str]], str | None]] = {
    "iri": _iri,
    "string": _string,
    "words": _words,
    "integer": _integer,
    "date": _date,
    "boolean": _boolean,
}

_EXPECTED: Mapping[str, str] = {
    "iri": "un identifiant (un numéro, un code ou une adresse complète)",
    "string": "un texte non vide",
    "words": "un ou plusieurs mots",
    "integer": "un nombre entier",
    "date": "une date (AAAA-MM-JJ)",
    "boolean": "oui ou non",
}
