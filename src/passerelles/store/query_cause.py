"""Why a query is malformed, where its text or the engine's words tell it for sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from passerelles.store.tokens import Kind, Token, tokens

_CLOSED_BY = {"{": "}", "(": ")", "[": "]"}
_NO_PREFIXES: Mapping[str, str] = MappingProxyType({})
#: What the engine says, among the tokens that it expected, of a rule that the grammar alone does not tell.
_RULES = {
    "The SELECT contains a variable that is unbound": (
        "une variable du SELECT n’est ni dans GROUP BY ni dans un calcul (COUNT, MIN, SAMPLE…)",
        "a variable of the SELECT is neither in GROUP BY nor in an aggregate (COUNT, MIN, SAMPLE…)",
    ),
    "SELECT * is not authorized with GROUP BY": (
        "SELECT * ne va pas avec GROUP BY, nommez les variables",
        "SELECT * does not go with GROUP BY, name the variables",
    ),
    "Duplicated variable name in SELECT": (
        "le SELECT donne deux fois la même variable",
        "the SELECT gives the same variable twice",
    ),
    "IRI parsing failed": ("l’IRI est mal formé", "the IRI is malformed"),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause as the end of a sentence, in French and in English, and the offset in the query where it is known."""

    french: str
    english: str
    offset: int | None = None


def cause(query: str, said: str, prefixes: Mapping[str, str] = _NO_PREFIXES) -> Cause | None:
    """The cause of a syntax error of which the engine `said` this; None when only the place is known.

    `prefixes` are usual ones, to propose when they are not declared.
    """
    found = list(tokens(query))
    undeclared = _undeclared(found, prefixes) if "Prefix not found" in said else None
    if undeclared or (unpaired := _unpaired(found)) is None:
        return undeclared or next((Cause(*told) for rule, told in _RULES.items() if rule in said), None)
    return unpaired


def _undeclared(found: list[Token], prefixes: Mapping[str, str]) -> Cause | None:
    """The first prefix that no PREFIX declares."""
    declared: set[str] = set()
    last = ""
    for token in found:
        if token.kind is Kind.NAME:
            name = token.text.partition(":")[0]
            if last == "PREFIX":
                declared.add(name)
            elif name not in declared:
                line = f"PREFIX {name}: <{prefixes.get(name, '…')}>"
                return Cause(
                    f"le préfixe « {name}: » n’est pas déclaré, ajoutez « {line} » en tête",
                    f"the prefix {name}: is not declared, add {line} at the top",
                    token.start,
                )
        last = token.word
    return None


def _unpaired(found: list[Token]) -> Cause | None:
    """The first quotation mark or bracket that stands alone."""
    opened: list[Token] = []
    for token in found:
        if token.word in ("'", '"'):
            return _never("closed", token)
        if token.word in _CLOSED_BY:
            opened.append(token)
        elif token.word in _CLOSED_BY.values():
            awaited = [_CLOSED_BY[each.word] for each in opened]
            if token.word not in awaited:
                return _never("opened", token)
            if token.word != awaited[-1]:
                return _never("closed", opened[-1])
            opened.pop()
    return _never("closed", opened[-1]) if opened else None


def _never(what: str, token: Token) -> Cause:
    french = "n’est pas refermé" if what == "closed" else "ne referme rien"
    english = "is never closed" if what == "closed" else "closes nothing"
    return Cause(f"« {token.text} » {french}", f"{token.text} {english}", token.start)
