"""What a validation found, asked by cause, source and certificateur."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.quality.writing import FILE
from passerelles.analysis.words import folded


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause with how often it was found; labels and meanings in French and English.

    `severity` is "error", "warning" or "info"; `sources` counts the documents by file, most results first.
    """

    cause: str
    severity: str
    label_fr: str
    label_en: str
    meaning_fr: str
    meaning_en: str
    count: int
    sources: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One result: what it is about, what was found, and the address of the passage, source or page to read."""

    file: str | None
    thing: str | None
    name: str | None
    found: str | None
    expected: str | None
    message_fr: str
    message_en: str
    quote: str | None
    address: str | None
    certification: str | None


@dataclass(frozen=True, slots=True)
class Maker:
    """One certificateur, and how many results concern its certifications."""

    iri: str
    name: str
    siret: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Trend:
    """One build: its moment, the day of its data, its sources, and results by severity."""

    built: str
    day: str | None
    sources: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: one document by file name, one certificateur by number; None for all."""

    source: str | None = None
    maker: int | None = None

    def clause(self) -> tuple[str, list[object]]:
        """The condition on results, and its values."""
        parts, values = ["1"], []
        if self.source is not None:
            parts.append("r.source = ?")
            values.append(self.source)
        if self.maker is not None:
            parts.append("r.id IN (SELECT result FROM maker WHERE organisation = ?)")
            values.append(str(self.maker))
        return " AND ".join(parts), list(values)


EVERYTHING = Asked()


class Quality:
    """The tables of one version; safe to use from several threads."""

    def __init__(self, catalogue: Catalogue, folder: Path) -> None:
        self._catalogue = catalogue
        self._path = folder / FILE
        self._local = threading.local()
        # Counting reads all results, and does not change.
        self._counted = lru_cache(maxsize=256)(self._rows)

    def causes(self, asked: Asked = EVERYTHING) -> tuple[Cause, ...]:
        """The causes found, grave first, then frequent first."""
        where, values = asked.clause()
        counts: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for cause, severity, source, count in self._counted(
            f"SELECT cause, severity, source, COUNT(*) AS n FROM result r WHERE {where} "
            "GROUP BY cause, severity, source ORDER BY n DESC, source",
            tuple(values),
        ):
            counts.setdefault((str(cause), str(severity)), []).append((str(source), int(str(count))))
        found = []
        for row in self._counted(
            "SELECT cause, severity, label_fr, label_en, meaning_fr, meaning_en FROM cause ORDER BY place", ()
        ):
            cause, severity, label_fr, label_en, meaning_fr, meaning_en = map(str, row)
            sources = tuple(counts.get((cause, severity), ()))
            if sources:
                total = sum(count for _, count in sources)
                found.append(
                    Cause(cause, severity, label_fr, label_en, meaning_fr, meaning_en, total, sources)
                )
        grave = ("error", "warning", "info")
        return tuple(sorted(found, key=lambda each: (grave.index(each.severity), -each.count)))

    def results(
        self, cause: str, asked: Asked = EVERYTHING, top: int = 50, start: int = 0
    ) -> tuple[Result, ...]:
        """The results of one cause, in the order of the report."""
        where, values = asked.clause()
        rows = self._rows(
            "SELECT file, thing, name, found, expected, message_fr, message_en, quote, address, certification "
            f"FROM result r WHERE cause = ? AND {where} ORDER BY id LIMIT ? OFFSET ?",
            [cause, *values, top, start],
        )
        numbers = [int(str(row[-1])) for row in rows if row[-1] is not None]
        names = {each.id: each.identifier for each in self._catalogue.numbered(set(numbers))}
        return tuple(
            Result(
                _told(file),
                _told(thing),
                _told(name),
                _told(value),
                _told(expected),
                str(french),
                str(english),
                _told(quote),
                _told(address),
                None if number is None else names.get(int(str(number))),
            )
            for file, thing, name, value, expected, french, english, quote, address, number in rows
        )

    def sources(self) -> tuple[tuple[str, int], ...]:
        """The documents with how many results each has, most first."""
        rows = self._counted(
            "SELECT source, COUNT(*) AS n FROM result GROUP BY source ORDER BY n DESC, source"
        )
        return tuple((str(source), int(str(count))) for source, count in rows)

    def makers(self, words: str = "", top: int = 20) -> tuple[Maker, ...]:
        """The certificateurs with most results, or those whose name has these words or whose SIRET is this."""
        wanted = folded(words).split()
        digits = "".join(words.split())
        found = []
        counts = self._counted(
            "SELECT organisation, COUNT(*) AS n FROM maker GROUP BY organisation ORDER BY n DESC, organisation"
        )
        names = {
            int(str(number)): (str(iri), " ".join(str(name or siret or iri).split()), siret)
            for number, iri, name, siret in self._catalogue.rows(
                "SELECT id, iri, name, siret FROM organisation"
            )
        }
        for number, count in counts:
            iri, name, siret = names[int(str(number))]
            if wanted and digits != siret and not all(word in folded(name) for word in wanted):
                continue
            found.append(Maker(iri, name, None if siret is None else str(siret), int(str(count))))
            if len(found) == top:
                break
        return tuple(found)

    def maker(self, text: str) -> tuple[int, Maker] | None:
        """The certificateur of that IRI or SIRET, with its number."""
        for number, iri, name, siret in self._catalogue.rows(
            "SELECT id, iri, name, siret FROM organisation WHERE iri = ? OR siret = ?",
            (text, "".join(text.split())),
        ):
            ((count,),) = self._rows("SELECT COUNT(*) FROM maker WHERE organisation = ?", [number])
            told = " ".join(str(name or siret or iri).split())
            return int(str(number)), Maker(
                str(iri), told, None if siret is None else str(siret), int(str(count))
            )
        return None

    def trends(self) -> tuple[Trend, ...]:
        """The builds whose results were counted, oldest first."""
        found: dict[str, Trend] = {}
        for built, day, sources, severity, count in self._rows(
            "SELECT built, day, MAX(sources), severity, SUM(count) FROM trend GROUP BY built, severity ORDER BY built"
        ):
            told = found.setdefault(
                str(built),
                Trend(str(built), None if day is None else str(day), int(str(sources or 0)), {}),
            )
            told.counts[str(severity)] = int(str(count))
        return tuple(found.values())

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = self._local.connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        return connection.execute(sql, tuple(values)).fetchall()


def _told(value: object) -> str | None:
    return None if value is None else str(value)
