"""What can be told of a query from its text: its form, and whether it only reads."""

from __future__ import annotations

import re
from itertools import islice

from passerelles.errors import QueryError
from passerelles.store.remembered import remembered
from passerelles.store.tokens import Kind, Token, possible_tokens, tokens

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_PROLOGUE = (Kind.IRI, Kind.NAME, Kind.STRING)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")
_ENGINE_ERROR = re.compile(r"error at (\d+):(\d+)(?:-\d+:\d+)?:\s*(.*)", re.DOTALL)


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


def syntax_error(message: str) -> QueryError:
    """The `QueryError` of a syntax error that the engine reports as "error at line:column: …"."""
    found = _ENGINE_ERROR.search(message)
    if found is None:
        return QueryError(f"La requête SPARQL est mal formée : {message}")
    line, column = int(found[1]), int(found[2])
    place = f"ligne {line}, colonne {column}"
    # The engine lists every token that it would have taken: of such a list, the place alone helps.
    expected = found[3].removeprefix("expected ")
    if expected.startswith("one of"):
        reason = "ce qui se trouve là n’est pas attendu."
    else:
        reason = f"on attend ici {expected}." if expected != found[3] else found[3]
    return QueryError(f"La requête SPARQL est mal formée ({place}) : {reason}", line, column)
