"""A catalogue opened for reading."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from passerelles.analysis.catalogue.entry import Bloc, Capacite, Certification, Code, Concept, Source

_CERTIFICATION = "id, iri, register, identifier, title, actif, debut, fin, limite, described"
_SOURCES = """
SELECT s.iri, s.file, s.title, s.day FROM certification_source l JOIN source s ON s.id = l.source
WHERE l.certification = ? ORDER BY s.iri
"""
_CODES = """
SELECT c.scheme, c.notation, c.iri, k.label FROM code c LEFT JOIN concept k ON k.iri = c.iri
WHERE c.certification = ? ORDER BY c.scheme, c.notation
"""
_BLOC_CAPACITES = """
SELECT l.bloc, l.capacite FROM bloc b JOIN bloc_capacite l ON l.bloc = b.id JOIN capacite c ON c.id = l.capacite
WHERE b.certification = ? ORDER BY l.bloc, c.place, c.id
"""


class Catalogue:
    """The catalogue of one version; safe to use from several threads, each with a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections of all threads; the catalogue must not be used afterwards."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()

    @property
    def path(self) -> Path:
        """The file of the catalogue, for those who attach it to a database of their own."""
        return self._path

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """The rows of a query over the tables of `schema`; values are bound, never pasted."""
        return self._connection().execute(sql, tuple(values)).fetchall()

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[object, ...]]:
        """The rows of such a query one by one, however many there are; to be read in the thread that asks."""
        return iter(self._connection().execute(sql, tuple(values)))

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # The file never changes once it is published.
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    def count(self) -> int:
        """How many certifications there are, those only named included."""
        return int(str(self.rows("SELECT COUNT(*) FROM certification")[0][0]))

    def certifications(self) -> list[Certification]:
        """All certifications in the order of their numbers (and of their IRIs)."""
        return self._certifications("ORDER BY id")

    def certification(self, iri: str) -> Certification | None:
        """The certification of that IRI, or None."""
        return next(iter(self._certifications("WHERE iri = ?", iri)), None)

    def numbered(self, numbers: Iterable[int]) -> list[Certification]:
        """The certifications of these numbers, in the order given."""
        wanted = list(numbers)
        marks = ", ".join("?" * len(wanted))
        found = {each.id: each for each in self._certifications(f"WHERE id IN ({marks})", *wanted)}
        return [found[number] for number in wanted if number in found]

    def _certifications(self, clause: str, *values: object) -> list[Certification]:
        found = self._connection().execute(f"SELECT {_CERTIFICATION} FROM certification {clause}", values)
        return [_certification(row) for row in found]

    def blocs(self, certification: int) -> list[Bloc]:
        """The blocs of a certification in their order, with the numbers of their capacités."""
        held: dict[int, list[int]] = {}
        for bloc, capacite in self._connection().execute(_BLOC_CAPACITES, (certification,)):
            held.setdefault(bloc, []).append(capacite)
        return [
            Bloc(row[0], row[1], row[2], row[3], row[4], tuple(held.get(row[0], ())))
            for row in self._connection().execute(
                "SELECT id, certification, iri, identifier, title FROM bloc WHERE certification = ? "
                "ORDER BY place IS NULL, place, iri",
                (certification,),
            )
        ]

    def capacites(self, certification: int) -> list[Capacite]:
        """The capacités of a certification in their order, those of its blocs included."""
        return [
            Capacite(*row)
            for row in self._connection().execute(
                "SELECT id, certification, iri, notation, title FROM capacite WHERE certification = ? "
                "ORDER BY place IS NULL, place, iri",
                (certification,),
            )
        ]

    def codes(self, certification: int) -> list[Code]:
        """The codes of a certification by scheme and notation, with their labels."""
        return [Code(*row) for row in self._connection().execute(_CODES, (certification,))]

    def sources(self, certification: int) -> list[Source]:
        """The documents that describe a certification."""
        return [Source(*row) for row in self._connection().execute(_SOURCES, (certification,))]

    def concept(self, iri: str) -> Concept | None:
        """The entry of a code list, or None."""
        found = (
            self._connection()
            .execute("SELECT id, iri, scheme, notation, label FROM concept WHERE iri = ?", (iri,))
            .fetchone()
        )
        if found is None:
            return None
        number, *_ = found
        labels = self._connection().execute(
            "SELECT label FROM label_of WHERE concept = ? ORDER BY label", (number,)
        )
        above = self._connection().execute(
            "SELECT broad FROM broader WHERE narrow = ? ORDER BY broad", (iri,)
        )
        return Concept(found[1], found[2], found[3], found[4], _first(labels), _first(above))


def _certification(row: tuple[Any, ...]) -> Certification:
    id_, iri, register, identifier, title, actif, debut, fin, limite, described = row
    known = _flag(actif)
    return Certification(id_, iri, register, identifier, title, known, debut, fin, limite, bool(described))


def _first(rows: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(row[0] for row in rows)


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)
