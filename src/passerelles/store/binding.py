"""Values given to the variables of a query, token by token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from passerelles.errors import UsageError
from passerelles.store.remembered import remembered
from passerelles.store.terms import LANG_STRING, XSD_STRING, Blank, Iri, Term
from passerelles.store.tokens import Kind, Token, tokens

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def is_absolute_iri(text: str) -> bool:
    """Whether the text is an absolute IRI that SPARQL can write."""
    return _IRI.fullmatch(text) is not None


def written(term: Term) -> str:
    """The term in SPARQL; raises `UsageError` for what cannot be written: a blank node, a malformed IRI."""
    if isinstance(term, Iri):
        if not is_absolute_iri(term.value):
            raise UsageError(f"« {term.value} » n’est pas un IRI absolu bien formé.")
        return f"<{term.value}>"
    if isinstance(term, Blank):
        raise UsageError("Un nœud anonyme ne peut pas être donné comme valeur d’un paramètre.")
    if any("\ud800" <= char <= "\udfff" for char in term.value):
        raise UsageError("Le texte donné contient un caractère invalide (demi-codet isolé).")
    text = "".join(_ESCAPES.get(char, char) for char in term.value)
    # Some servers undo \uXXXX before they read strings: a backslash of the value must not meet a u.
    text = re.sub(r"(?<=\\)u", r"\\u0075", text)
    text = re.sub(r"(?<=\\)U", r"\\u0055", text)
    if term.language is not None:
        if not _LANGUAGE.fullmatch(term.language):
            raise UsageError(f"« {term.language} » n’est pas une étiquette de langue.")
        return f'"{text}"@{term.language}'
    if term.datatype in (XSD_STRING, LANG_STRING):
        return f'"{text}"'
    return f'"{text}"^^{written(Iri(term.datatype))}'


def bind(query: str, bindings: Mapping[str, Term]) -> str:
    """The query with each bound variable replaced by its term, lines kept in place.

    A bound variable of a SELECT stays a column of its result (not of `SELECT *`), and `BOUND` of it is true.
    Raises `UsageError` for a name that the query does not use, or computes itself (`AS ?x`, `VALUES ?x`).
    """
    if not bindings:
        return query
    terms = {name: written(term) for name, term in bindings.items()}
    pieces = _pieces(query, tuple(sorted(terms)))
    return "".join(terms[text] if is_name else text for is_name, text in pieces)


@remembered
def _pieces(query: str, names: tuple[str, ...]) -> tuple[tuple[bool, str], ...]:
    """The query in pieces: texts as they are (False), and names where their terms go (True)."""
    parts = list(tokens(query))
    wanted = set(names)
    places = [at for at, part in enumerate(parts) if part.kind is Kind.VARIABLE and part.text[1:] in wanted]
    unused = sorted(wanted - {parts[at].text[1:] for at in places})
    if unused:
        raise UsageError(f"La requête n’a pas de paramètre « {', '.join(unused)} ».")
    computed = sorted({parts[at].text[1:] for at in _computed(parts) & set(places)})
    if computed:
        raise UsageError(
            f"La requête calcule elle-même « {', '.join(computed)} » : ce n’est pas un paramètre."
        )
    edits = {parts[at]: (" ", parts[at].text[1:], " ") for at in places}
    projected, nested = _projected(parts)
    grouping, ordering = _conditions(parts, "GROUP"), _conditions(parts, "ORDER")
    for at in places:
        name = parts[at].text[1:]
        if at in projected:
            # A column of a subquery is out of the way of the same column outside.
            alias = f"{name}__bound" if at in nested else name
            edits[parts[at]] = (" (", name, f" AS ?{alias}) ")
        elif at in grouping:
            edits[parts[at]] = (" (", name, ") ")
        elif at in ordering:
            # Any constant orders alike; Virtuoso takes a number for the place of a column.
            edits[parts[at]] = (' ("") ', "", "")
        elif [part.word for part in parts[max(at - 2, 0) : at]] == ["BOUND", "("]:
            edits[parts[at - 2]] = (" ", "", "")
            edits[parts[at]] = (" true ", "", "")
    return tuple(_edited(query, edits))


def _edited(query: str, edits: Mapping[Token, tuple[str, str, str]]) -> Iterator[tuple[bool, str]]:
    position = 0
    for token, (before, name, after) in sorted(edits.items(), key=lambda edit: edit[0].start):
        yield False, query[position : token.start] + before
        if name:
            yield True, name
        yield False, after
        position = token.end
    yield False, query[position:]


def _computed(parts: list[Token]) -> set[int]:
    """Where the variables stand to which the query itself gives values."""
    found = set()
    for at, part in enumerate(parts[:-1]):
        if part.word == "AS":
            found.add(at + 1)
        elif part.word == "VALUES":
            end = _closing(parts, at + 1) if parts[at + 1].word == "(" else at + 1
            found.update(range(at + 1, end + 1))
    return found


def _projected(parts: list[Token]) -> tuple[set[int], set[int]]:
    """Where the bare variables of all SELECT clauses stand, then those of subqueries alone."""
    found: set[int] = set()
    nested: set[int] = set()
    outermost = True
    for at, part in enumerate(parts):
        if part.word != "SELECT":
            outermost = outermost and part.word != "{"
            continue
        at += 1
        while at < len(parts) and (
            parts[at].kind is Kind.VARIABLE or parts[at].word in ("DISTINCT", "REDUCED", "(")
        ):
            if parts[at].kind is Kind.VARIABLE:
                (found if outermost else nested).add(at)
            at = _closing(parts, at) + 1
        outermost = False
    return found | nested, nested


def _conditions(parts: list[Token], clause: str) -> set[int]:
    """Where the bare variables of GROUP BY or ORDER BY stand."""
    found = set()
    for at, part in enumerate(parts):
        if part.word != "BY" or parts[at - 1].word != clause:
            continue
        at += 1
        while at < len(parts) and parts[at].word not in ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES", "}"):
            if parts[at].kind is Kind.VARIABLE:
                found.add(at)
            at = _closing(parts, at) + 1
    return found


def _closing(parts: list[Token], at: int) -> int:
    """Where the parenthesis that opens at `at` closes; `at` itself for any other token."""
    depth = 0
    for here in range(at, len(parts)):
        depth += {"(": 1, ")": -1}.get(parts[here].word, 0)
        if depth <= 0:
            return here
    return len(parts) - 1
