"""Plain means of ranking certifications, beside which `similar` is measured: what anybody would try first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.words import tokens

Pair = tuple[int, int]


def _titles(catalogue: Catalogue) -> list[tuple[int, str]]:
    found = catalogue.rows("SELECT id, COALESCE(title, '') FROM certification WHERE described ORDER BY id")
    return [(int(str(number)), str(title)) for number, title in found]


def _by_score(scores: np.ndarray, pairs: Sequence[Pair], rows: Sequence[int]) -> Iterator[float]:
    """The rank of each second by its score, equal scores sharing the middle of their places."""
    for place, (one, other) in enumerate(pairs):
        line = scores[place].copy()
        line[rows[one]] = -np.inf
        mine = line[rows[other]]
        yield 1.0 + float((line > mine).sum()) + (float((line == mine).sum()) - 1.0) / 2.0


def _cosines(
    documents: Sequence[str | list[str]], pairs: Sequence[Pair], numbers: Sequence[int], **how: object
) -> np.ndarray:
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(**how).fit_transform(documents)
    rows = {number: place for place, number in enumerate(numbers)}
    index = [rows.get(number, 0) for number in range(max(numbers) + 1)]
    scores = (matrix[[rows[one] for one, _ in pairs]] @ matrix.T).toarray()
    return np.array(list(_by_score(scores, pairs, index)))


def title_tfidf(catalogue: Catalogue, pairs: Sequence[Pair]) -> np.ndarray:
    """The ranks that the cosine of titles gives, by words as they are written."""
    titles = _titles(catalogue)
    return _cosines([title for _, title in titles], pairs, [number for number, _ in titles])


def shared_rome(catalogue: Catalogue, pairs: Sequence[Pair]) -> np.ndarray:
    """The ranks that shared ROME codes give (cosine, rare codes counting more)."""
    held: dict[int, list[str]] = {}
    for number, code in catalogue.rows("SELECT certification, notation FROM code WHERE scheme = 'rome'"):
        held.setdefault(int(str(number)), []).append(str(code))
    numbers = [number for number, _ in _titles(catalogue)]
    return _cosines([held.get(number, []) for number in numbers], pairs, numbers, analyzer=list)


def bm25(catalogue: Catalogue, pairs: Sequence[Pair]) -> np.ndarray:
    """The ranks that the full-text search of SQLite gives for the title of the first (BM25, any of its words)."""
    titles = dict(_titles(catalogue))
    with sqlite3.connect(":memory:") as database:
        database.execute(
            "CREATE VIRTUAL TABLE t USING fts5(title, tokenize = 'unicode61 remove_diacritics 2')"
        )
        database.executemany("INSERT INTO t (rowid, title) VALUES (?, ?)", titles.items())
        found = []
        for one, other in pairs:
            words = " OR ".join(f'"{word}"' for word in dict.fromkeys(tokens(titles[one]))) or '""'
            rows = database.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank, rowid", (words,))
            ranked = [number for (number,) in rows if number != one]
            found.append(ranked.index(other) + 1 if other in ranked else len(titles))
    return np.array(found, dtype=float)
