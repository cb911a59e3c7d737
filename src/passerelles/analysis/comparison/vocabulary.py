"""How often words and turns of phrase occur in the statements of a catalogue: what is rare tells most."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.words import stems

FILE = "vocabulary.sqlite"
#: Words of one turn of phrase.
TURN = 3
#: A turn is common when it stands in more than this share of the statements, and in this many at least.
COMMON, LEAST = 0.0015, 12
#: A register has more different turns than it is worth remembering: rare ones are forgotten on the way.
_MOST = 2_000_000

_SCHEMA = """
CREATE TABLE word (stem TEXT PRIMARY KEY, statements INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE turn (text TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE size (statements INTEGER NOT NULL);
"""


def write_vocabulary(catalogue: Catalogue, folder: Path) -> None:
    """Count the words of all titles of certifications, blocs and capacités, and keep the common turns."""
    words: Counter[str] = Counter()
    turns: Counter[tuple[str, ...]] = Counter()
    number = 0
    for text in _statements(catalogue):
        found = stems(text)
        words.update(set(found))
        turns.update(set(_turns(found)))
        number += 1
        if len(turns) > _MOST:
            turns = Counter({turn: count for turn, count in turns.items() if count > 1})
    least = max(LEAST, COMMON * number)
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(_SCHEMA)
        database.execute("BEGIN")
        database.executemany("INSERT INTO word VALUES (?, ?)", sorted(words.items()))
        common = sorted(" ".join(turn) for turn, count in turns.items() if count >= least)
        database.executemany("INSERT INTO turn VALUES (?)", ((turn,) for turn in common))
        database.execute("INSERT INTO size VALUES (?)", (number,))
        database.execute("COMMIT")


def _statements(catalogue: Catalogue) -> Iterator[str]:
    for table in ("certification", "bloc", "capacite"):
        for (text,) in catalogue.each(f"SELECT title FROM {table} WHERE title IS NOT NULL"):
            yield str(text)


def _turns(words: list[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[start : start + TURN]) for start in range(len(words) - TURN + 1))


class Vocabulary:
    """The counts of one catalogue, opened for reading; what is asked for is remembered."""

    def __init__(self, folder: Path) -> None:
        address = f"{(folder / FILE).absolute().as_uri()}?mode=ro&immutable=1"
        self._database = sqlite3.connect(address, uri=True, check_same_thread=False)
        (self.statements,) = self._database.execute("SELECT statements FROM size").fetchone()
        self._turns = frozenset(row[0] for row in self._database.execute("SELECT text FROM turn"))
        self.rarity = lru_cache(maxsize=100_000)(self._rarity)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _rarity(self, stem: str) -> float:
        """How much a word tells, from 1 (in every statement) on; a word never seen tells as much as the rarest."""
        found = self._database.execute("SELECT statements FROM word WHERE stem = ?", (stem,)).fetchone()
        return math.log((1 + self.statements) / (1 + (found[0] if found else 0))) + 1

    def common_places(self, words: list[str]) -> frozenset[int]:
        """The places of the words that stand in a turn of phrase common to many statements."""
        found: set[int] = set()
        for start, turn in enumerate(_turns(words)):
            if " ".join(turn) in self._turns:
                found.update(range(start, start + TURN))
        return frozenset(found)
