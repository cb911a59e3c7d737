"""A long table asked for in pages, from a server that gives only so many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from passerelles.errors import QueryError
from passerelles.store.query_text import form
from passerelles.store.remote_results import Page
from passerelles.store.tokens import Token, tokens


@dataclass(frozen=True, slots=True)
class _Parts:
    """A SELECT query taken apart: what stands before SELECT, its FROM clauses, what is left, whether it is ordered."""

    prologue: str
    dataset: str
    body: str
    ordered: bool


def paged(query: str, variables: tuple[str, ...], size: int, offset: int) -> str:
    """The query for `size` rows after the first `offset` of a SELECT query whose columns are `variables`.

    It is a subquery of what is asked: Virtuoso sorts at most 10 000 rows for an outermost LIMIT. Rows without an
    order of their own get one, for pages must neither overlap nor leave rows out.
    """
    parts = _parts(query)
    columns = " ".join(f"?{name}" for name in variables)
    body = f"{{ {parts.body}\n}}"
    if not parts.ordered:
        body = f"{{ SELECT {columns} WHERE {{ {body} }} ORDER BY {columns} }}"
    return (
        f"{parts.prologue} SELECT {columns} {parts.dataset} WHERE {{ {body} }} LIMIT {size} OFFSET {offset}"
    )


def solutions_of(query: str) -> str:
    """The SELECT query for the solutions that a CONSTRUCT query makes its triples of."""
    depth, start = 0, None
    for token in tokens(query):
        word = token.word
        if start is None:
            start = token if word == "CONSTRUCT" else None
            continue
        if not depth and word != "{":
            # The short form has no template.
            return f"{query[: start.start]}SELECT * {query[token.start :]}"
        depth += {"{": 1, "}": -1}.get(word, 0)
        if not depth:
            return f"{query[: start.start]}SELECT * {query[token.end :]}"
    raise QueryError("Cette requête CONSTRUCT est incomplète.")


def is_ordered(query: str) -> bool:
    """Whether a SELECT query orders its rows."""
    return _parts(query).ordered


def pages(query: str, first: Page, size: int, fetch: Callable[[str], Page]) -> Iterator[Page]:
    """All rows of a SELECT query whose first answer is cut after `size` rows; `fetch` puts a query."""
    start = 0
    if is_ordered(query):
        yield first
        start = 1
    for number in count(start):
        page = fetch(paged(query, first.variables, size, number * size))
        yield page
        if len(page.bindings) < size:
            return


def _parts(query: str) -> _Parts:
    if form(query) != "SELECT":
        raise QueryError("Seule une requête SELECT peut être demandée page par page.")
    depth, select, where = 0, None, None
    ordered = False
    clauses: list[tuple[int, int]] = []
    parts: list[Token] = list(tokens(query))
    for at, token in enumerate(parts):
        word = token.word
        depth += {"{": 1, "}": -1}.get(word, 0)
        if depth:
            where = where or token
        elif select is None:
            select = token if word == "SELECT" else None
        elif word == "FROM" and where is None:
            end = at + (2 if parts[at + 1].word == "NAMED" else 1)
            clauses.append((token.start, parts[end].end))
        elif word == "BY" and parts[at - 1].word == "ORDER":
            ordered = True
    assert select is not None
    body, position = "", select.start
    for start, end in clauses:
        body += query[position:start]
        position = end
    dataset = " ".join(query[start:end] for start, end in clauses)
    return _Parts(query[: select.start], dataset, body + query[position:], ordered)
