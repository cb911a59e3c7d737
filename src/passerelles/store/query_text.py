"""What can be told of a query from its text: its form, and whether it only reads."""

from __future__ import annotations

import re
from itertools import islice

from passerelles.errors import QueryError
from passerelles.store.query_cause import cause
from passerelles.store.remembered import remembered
from passerelles.store.tokens import Kind, Token, possible_tokens, tokens

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_PROLOGUE = (Kind.IRI, Kind.NAME, Kind.STRING)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")
_ENGINE_ERROR = re.compile(r"error at (\d+):(\d+)(?:-\d+:\d+)?:\s*(.*)", re.DOTALL)
#: As our own endpoint says it, on one line.
_TOLD = re.compile(r"La requête est mal formée, près de la ligne (\d+), colonne (\d+)(?: : (.+?))?\.(?: |$)")


@remembered
def form(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; raises `QueryError` for an update or a text that is no query."""
    end = len(query)
    for token in tokens(query):
        word = token.word
        if word in FORMS:
            return word
        if word in _UPDATES:
            raise _refusal(query, token, f"{word} écrirait dans la base, qui est en lecture seule")
        if token.kind not in _PROLOGUE and word not in ("PREFIX", "BASE", "VERSION"):
            end = token.start
            break
    line, column = place(query, end)
    raise QueryError(
        "Ce texte n’est pas une requête SPARQL : on y attend SELECT, ASK, CONSTRUCT ou DESCRIBE "
        f"après les lignes PREFIX (ligne {line}, colonne {column}).",
        line,
        column,
    )


@remembered
def check_read_only(query: str) -> None:
    """Raise `QueryError` for a query that would write, or reach another server: updates, LOAD, SERVICE."""
    form(query)
    # An engine may undo \\uXXXX before all else, or inside strings only: both readings are looked at.
    for text in dict.fromkeys((query, _ESCAPE.sub(_unescaped, query))):
        if "SERVICE" not in text.upper():
            continue
        for token in possible_tokens(text):
            if (
                token.kind in (Kind.WORD, Kind.NAME)
                and "SERVICE" in token.text.upper()
                and _calls(text, token)
            ):
                raise _refusal(text, token, "SERVICE interrogerait un autre serveur, ce qui n’est pas permis")


def _calls(query: str, token: Token) -> bool:
    """Whether a group follows as it does after SERVICE: SILENT perhaps, then a variable or an IRI, then `{`.

    Keywords need no space around them (`trueSERVICEex:a{`), and the engine takes a name apart when its IRI is
    malformed: so the word may be any part of the token, the name of the server too.
    """
    if token.kind not in (Kind.WORD, Kind.NAME):
        return False
    named = token.kind is Kind.NAME
    for following in islice(tokens(query, token.end), 3):
        if following.word == "{":
            return named
        if following.kind in (Kind.IRI, Kind.VARIABLE, Kind.NAME):
            named = True
        elif not following.word.startswith("SILENT"):
            return False
    return False


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1] or found[2], 16))


def _refusal(query: str, token: Token, reason: str) -> QueryError:
    line, column = place(query, token.start)
    return QueryError(f"Requête refusée (ligne {line}, colonne {column}) : {reason}.", line, column)


def place(query: str, offset: int) -> tuple[int, int]:
    """The line and the column of a character, both from 1."""
    return query.count("\n", 0, offset) + 1, offset - query.rfind("\n", 0, offset)


def syntax_error(message: str, query: str = "") -> QueryError:
    """The `QueryError` of a syntax error that an engine, or a server of ours, reports with its place.

    The place and the cause come from `query` where it is given and tells them.
    """
    reported = _ENGINE_ERROR.search(message)
    told = _TOLD.match(message)
    if reported is None and told is None:
        return QueryError(f"La requête SPARQL est mal formée : {message}")
    # An engine lists every token that it would have taken: of such a list, the place alone helps.
    reason = "regardez ce qui se trouve là et juste avant"
    if told is not None:
        line, column, reason = int(told[1]), int(told[2]), told[3] or reason
    elif reported is not None:
        line, column = int(reported[1]), int(reported[2])
        found = cause(query, message)
        if found is not None:
            reason = found.french
            if found.offset is not None:
                line, column = place(query, found.offset)
    return QueryError(
        f"La requête SPARQL est mal formée (ligne {line}, colonne {column}) : {reason}.", line, column
    )
