"""The dataset that a query names in its own FROM and FROM NAMED clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from passerelles.store.remembered import remembered
from passerelles.store.tokens import Kind, Token, tokens

_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@remembered
def dataset_clauses(query: str, base: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The IRIs of FROM and of FROM NAMED, each once and resolved from `base`; both empty when there are none.

    A malformed query gives what could be read of it: the engine tells its errors.
    """
    default: list[str] = []
    named: list[str] = []
    prefixes: dict[str, str] = {}
    stream = tokens(query)
    for token in stream:
        if token.word == "BASE":
            base = urljoin(base, _iri(next(stream, token)))
        elif token.word == "PREFIX":
            prefix, target = next(stream, token), next(stream, token)
            prefixes[prefix.text] = urljoin(base, _iri(target))
        elif token.word == "FROM":
            _graph(stream, prefixes, base, default, named)
        elif token.word in ("{", "WHERE"):
            # CONSTRUCT has a template before its dataset.
            if token.word == "{" and not default and not named:
                _skip(stream)
            else:
                break
    return tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named))


def _graph(
    stream: Iterator[Token], prefixes: dict[str, str], base: str, default: list[str], named: list[str]
) -> None:
    token = next(stream, None)
    graphs = default
    if token is not None and token.word == "NAMED":
        token, graphs = next(stream, None), named
    if token is None:
        return
    if token.kind is Kind.IRI:
        graphs.append(urljoin(base, _iri(token)))
    elif token.kind is Kind.NAME:
        prefix, _, local = token.text.partition(":")
        if f"{prefix}:" in prefixes:
            graphs.append(prefixes[f"{prefix}:"] + re.sub(r"\\(.)", r"\1", local))


def _skip(stream: Iterator[Token]) -> None:
    """Read on to the brace that closes the one just read."""
    depth = 1
    for token in stream:
        depth += {"{": 1, "}": -1}.get(token.word, 0)
        if depth == 0:
            return


def _iri(token: Token) -> str:
    unescaped = _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), token.text)
    return unescaped.removeprefix("<").removesuffix(">")
