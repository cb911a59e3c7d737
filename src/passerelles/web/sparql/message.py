"""What the endpoint says of a query that failed."""

from __future__ import annotations

from passerelles.errors import QueryError
from passerelles.store.query_cause import cause
from passerelles.store.query_text import place
from passerelles.web.prefixes import PREFIXES

_SHOWN = 160


def told(error: QueryError, query: str) -> QueryError:
    """The error in French with the place in the query, then in English, with their cause where it is known."""
    message = str(error)
    if error.line is None or error.column is None:
        both = message if " / " in message else f"{message} / The query is refused or malformed."
        return QueryError(both)
    line, column = error.line, error.column
    if message.startswith("Requête refusée"):
        reason = "it would query another server" if "SERVICE" in message else "it would write"
        french, english = message, f"The query is refused (line {line}, column {column}): {reason}."
    elif message.startswith("Ce texte n’est pas"):
        french = message
        expected = "SELECT, ASK, CONSTRUCT or DESCRIBE is expected there"
        english = f"Syntax error near line {line}, column {column}: {expected}."
    else:
        line, column, french, english = _malformed(query, message, line, column)
    return QueryError(f"{french}\n\n{_excerpt(query, line, column)}\n\n{english}", line, column)


def _malformed(query: str, message: str, line: int, column: int) -> tuple[int, int, str, str]:
    """Where a query is malformed, and the French and the English of it.

    Of the tokens that the engine would have taken there, it lists some and leaves out others: they stay unsaid.
    """
    found = cause(query, message, PREFIXES)
    if found and found.offset is not None:
        line, column = place(query, found.offset)
    french = f"La requête est mal formée, près de la ligne {line}, colonne {column}"
    english = f"Syntax error near line {line}, column {column}"
    if found:
        return line, column, f"{french} : {found.french}.", f"{english}: {found.english}."
    return (
        line,
        column,
        f"{french}. Regardez ce qui se trouve là et juste avant.",
        f"{english}. Look at what stands there and just before.",
    )


def _excerpt(query: str, line: int, column: int) -> str:
    """The line, cut around the column when it is long, with a mark below the column."""
    lines = query.splitlines() or [""]
    text = lines[min(line, len(lines)) - 1]
    start = max(0, column - 1 - _SHOWN // 2)
    return f"{text[start : start + _SHOWN]}\n{' ' * (column - 1 - start)}^"


def remark(media_type: str, message: str) -> bytes:
    """The message as the last line of an answer that is cut: a comment where the format has comments."""
    text = f"RÉSULTAT INCOMPLET / INCOMPLETE RESULT. {message}"
    return (f"\n<!-- {text} -->\n" if media_type.endswith("xml") else f"\n# {text}\n").encode()
