"""Making the tables of a validation: the report kept with a version, joined with who answers for what."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from passerelles.analysis.catalogue import Catalogue
from passerelles.answers.address import href, passage_href
from passerelles.store import Dataset, EmbeddedDataset

FILE = "quality.sqlite"
REPORT, TRENDS = "rapport.json", "tendances.json"

_SCHEMA = """
CREATE TABLE cause (
  cause TEXT NOT NULL, severity TEXT NOT NULL, place INTEGER NOT NULL, label_fr TEXT NOT NULL, label_en TEXT NOT NULL,
  meaning_fr TEXT NOT NULL, meaning_en TEXT NOT NULL, PRIMARY KEY (cause, severity)
) WITHOUT ROWID;
CREATE TABLE result (
  id INTEGER PRIMARY KEY, cause TEXT NOT NULL, severity TEXT NOT NULL, source TEXT NOT NULL, file TEXT,
  certification INTEGER, thing TEXT, name TEXT, found TEXT, expected TEXT, message_fr TEXT NOT NULL,
  message_en TEXT NOT NULL, quote TEXT, address TEXT
);
CREATE TABLE maker (result INTEGER NOT NULL, organisation INTEGER NOT NULL, PRIMARY KEY (result, organisation))
WITHOUT ROWID;
CREATE TABLE trend (built TEXT NOT NULL, day TEXT, sources INTEGER, cause TEXT NOT NULL, severity TEXT NOT NULL,
  count INTEGER NOT NULL);
"""
_INDEXES = """
CREATE INDEX result_cause ON result (cause, severity, id);
CREATE INDEX result_source ON result (source, cause);
CREATE INDEX maker_organisation ON maker (organisation);
"""


def write_quality(dataset: Dataset, catalogue: Catalogue, folder: Path) -> None:
    """Make the tables in the folder; a graph that keeps no report (an endpoint's) has empty ones."""
    kept = _kept(dataset, REPORT)
    report: Mapping[str, Any] = json.loads(kept) if kept else {"causes": [], "results": []}
    trends = json.loads(_kept(dataset, TRENDS) or b"[]")
    with closing(sqlite3.connect(folder / FILE)) as database, database:
        database.executescript(_SCHEMA)
        database.executemany("INSERT INTO cause VALUES (?, ?, ?, ?, ?, ?, ?)", _causes(report["causes"]))
        _results(database, catalogue, report["results"])
        database.executemany("INSERT INTO trend VALUES (?, ?, ?, ?, ?, ?)", _trends(trends))
        database.executescript(_INDEXES)


def _kept(dataset: Dataset, name: str) -> bytes | None:
    return dataset.attachment(name) if isinstance(dataset, EmbeddedDataset) else None


def _causes(causes: Iterable[Mapping[str, Any]]) -> Iterator[tuple[object, ...]]:
    for place, each in enumerate(causes):
        example = each["example"]
        yield (
            each["cause"],
            each["severity"],
            place,
            each["label_fr"],
            each["label_en"],
            example["message_fr"],
            example["message_en"],
        )


def _results(
    database: sqlite3.Connection, catalogue: Catalogue, results: Iterable[Mapping[str, Any]]
) -> None:
    numbers = {each.iri: each.id for each in catalogue.certifications()}
    described: dict[str, int] = {}
    for source, certification in catalogue.rows(
        "SELECT s.iri, l.certification FROM certification_source l JOIN source s ON s.id = l.source "
        "GROUP BY s.iri HAVING COUNT(*) = 1"
    ):
        described[str(source)] = int(str(certification))
    makers: dict[int, list[int]] = {}
    for certification, organisation in catalogue.rows(
        "SELECT certification, organisation FROM certificateur"
    ):
        makers.setdefault(int(str(certification)), []).append(int(str(organisation)))
    for number, each in enumerate(results):
        place = each.get("place", {})
        thing = _thing(each)
        certification = numbers.get(_certification_of(thing)) if thing else None
        if certification is None:
            certification = described.get(place.get("source", ""))
        database.execute(
            "INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                each["cause"],
                each["severity"],
                _document(place.get("file")),
                place.get("file"),
                certification,
                thing,
                each.get("label"),
                each.get("value", {}).get("value"),
                each.get("expected"),
                each["message_fr"],
                each["message_en"],
                place.get("quote"),
                _address(place, thing),
            ),
        )
        database.executemany(
            "INSERT INTO maker VALUES (?, ?)",
            [(number, maker) for maker in makers.get(certification, ())] if certification is not None else [],
        )


def _thing(result: Mapping[str, Any]) -> str | None:
    focus = result.get("focus", {})
    return str(focus["value"]) if focus.get("kind") == "iri" else None


def _certification_of(iri: str) -> str:
    """The certification that a thing of ours belongs to, by its IRI."""
    for part in ("/bloc/", "/capacite/", "/activite/", "/acces/", "/enregistrement/", "/emploi/"):
        iri = iri.partition(part)[0]
    return iri


def _document(file: str | None) -> str:
    """The file that a person gave: an export holds thousands of sources."""
    return (file or "").partition(" › ")[0].rsplit("/", 1)[-1]


def _address(place: Mapping[str, Any], thing: str | None) -> str | None:
    """Where the matter is read: the passage, else the source, else the page of the thing."""
    source = place.get("source")
    if source and place.get("start") is not None and place.get("end") is not None:
        return passage_href(source, place["start"], place["end"])
    if source:
        return href(source)
    return href(thing) if thing else None


def _trends(trends: Iterable[Mapping[str, Any]]) -> Iterator[tuple[object, ...]]:
    for each in trends:
        for count in each["causes"]:
            yield (
                each["built"],
                each["day"],
                each["sources"],
                count["cause"],
                count["severity"],
                count["count"],
            )
