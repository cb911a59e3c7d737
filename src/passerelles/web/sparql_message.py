"""What the endpoint says of a query that failed."""

from __future__ import annotations

from passerelles.errors import QueryError

_SHOWN = 160


def explained(error: QueryError, query: str) -> str:
    """The error in French with the place in the query, then in English with the engine's words."""
    message = str(error)
    if error.line is None or error.column is None:
        return message if " / " in message else f"{message} / The query is refused or malformed."
    lines = query.splitlines() or [""]
    line = lines[min(error.line, len(lines)) - 1]
    start = max(0, error.column - 1 - _SHOWN // 2)
    excerpt = line[start : start + _SHOWN]
    pointer = " " * (error.column - 1 - start) + "^"
    french, english = _sentences(message, error.line, error.column)
    return f"{french}\n\n{excerpt}\n{pointer}\n\n{english}"


def _sentences(message: str, line: int, column: int) -> tuple[str, str]:
    """What is wrong there, in French and in English."""
    if message.startswith("Requête refusée"):
        return message, f"The query is refused (line {line}, column {column}): only queries are allowed."
    english = f"Syntax error near line {line}, column {column}: "
    if message.startswith("Ce texte n’est pas"):
        return message, f"{english}SELECT, ASK, CONSTRUCT or DESCRIBE is expected there."
    french = f"La requête est mal formée, près de la ligne {line}, colonne {column}."
    return french, english + _one_line(message)


def _one_line(message: str) -> str:
    return " ".join(message.split())[:_SHOWN]


def remark(media_type: str, message: str) -> bytes:
    """The message as the last line of an answer that is cut: a comment where the format has comments."""
    text = f"RÉSULTAT INCOMPLET / INCOMPLETE RESULT. {message}"
    return (f"\n<!-- {text} -->\n" if media_type.endswith("xml") else f"\n# {text}\n").encode()
