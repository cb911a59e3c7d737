"""A query of anybody's, as it may be forwarded to an endpoint with the rights of the site."""

from __future__ import annotations

import re

from passerelles.errors import QueryError
from passerelles.store.tokens import Kind, Token, possible_tokens, tokens

#: IRIs of other schemes are no names of things to engines, but functions of their own: `bif:` and `sql:` of Virtuoso
#: read files and run programs for who has the right to, `java:` loads a class.
_SCHEMES = ("http", "https", "urn", "mailto", "tel", "tag", "info", "doi")
_SCHEME = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*):")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")


def forwarded_query(query: str, base: str | None) -> str:
    """The query with the base of its relative IRIs.

    Raises `QueryError` for one that names what may be a function of the endpoint's own.
    """
    for text in dict.fromkeys((query, _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), query))):
        for token in possible_tokens(text):
            scheme = _SCHEME.match(token.text) if token.kind is Kind.IRI else None
            if scheme and scheme[1].lower() not in _SCHEMES:
                raise _refusal(text, token, "cet IRI peut désigner une fonction propre au serveur interrogé")
        _check_prefixes(text)
    relative = any(token.kind is Kind.IRI and not _SCHEME.match(token.text) for token in tokens(query))
    return f"BASE <{base}>\n{query}" if base and relative else query


def _check_prefixes(text: str) -> None:
    """An engine may put a relative IRI of a prefix and a local name together before it looks at the scheme."""
    before = ""
    for token in tokens(text):
        if token.kind is Kind.IRI and before == "PREFIX" and not _SCHEME.match(token.text):
            raise _refusal(text, token, "un préfixe demande un IRI absolu")
        if token.kind is not Kind.NAME:
            before = token.word


def _refusal(text: str, token: Token, reason: str) -> QueryError:
    line = text.count("\n", 0, token.start) + 1
    column = token.start - text.rfind("\n", 0, token.start)
    return QueryError(f"Requête refusée (ligne {line}, colonne {column}) : {reason}.", line, column)
