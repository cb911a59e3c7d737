"""ROME as France Travail publishes it: ROME 4 in CSV tables, ROME 3 in XML, each edition one reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType

from passerelles.errors import SourceError
from passerelles.loaders import rome_items, rome_metiers, rome_xml
from passerelles.loaders.code_list import CodeList, unreadable
from passerelles.loaders.csv_table import Row
from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Description
from passerelles.loaders.rome_edition import Edition
from passerelles.loaders.rome_tables import REQUIRED, layout, unread
from passerelles.records import Problem, Reading, Severity

_VERSION = re.compile(r"(?<![A-Za-z0-9])v([0-9])([0-9]{2})(?![0-9])")
_ORDER = tuple(REQUIRED)

#: What is done with a row of each table; the tables left out say how pages are laid out (decision 0075).
_ROWS: Mapping[str, Callable[[Edition, Row], None]] = MappingProxyType(
    {
        **{name: getattr(rome_metiers, name) for name in _ORDER if hasattr(rome_metiers, name)},
        **{name: getattr(rome_items, name) for name in _ORDER if hasattr(rome_items, name)},
        "item": rome_items.item_table,
    }
)


class Rome:
    """The loader of ROME: files known by their content, read together, one reading for each edition."""

    name = "rome"
    version = "2"
    description = Description(
        publisher="France Travail",
        licence="https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        minimum=0,
        maximum=0,
        concepts=(1, 250_000),
    )
    grouped = True
    #: Editions are read side by side, wherever they lie: the newest names what both describe.
    gathered = True

    def recognises(self, entry: Entry) -> bool:
        """True for a table of ROME 4, by its columns, and for a list of ROME 3, by its first elements."""
        return layout(entry) is not None or rome_xml.is_rome3(entry)

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield one reading for each folder and edition, the newest first; wrong rows are its problems."""
        editions = sorted(_editions(entries).items(), key=lambda item: _rank(item[0][1]), reverse=True)
        newest = editions[0][0][1] if editions else ""
        for (group, version), members in editions:
            edition = Edition(CodeList(self, group), version)
            try:
                is_xml = _fill(edition, members)
            except (OSError, SourceError) as error:
                yield unreadable(group, "le ROME", error)
                continue
            concepts = edition.concepts(preferred=version == newest)
            media_type = "application/xml" if is_xml else "text/csv"
            yield edition.code_list.reading(f"ROME {version}", concepts, media_type)


def _editions(entries: Sequence[Entry]) -> dict[tuple[str, str], list[Entry]]:
    """The entries by folder and version; a file whose name tells no version belongs to what lies beside it."""
    editions: dict[tuple[str, str], list[Entry]] = {}
    unnamed: list[tuple[Entry, str]] = []
    for entry in sorted(entries, key=lambda entry: (entry.group, entry.name)):
        major = "3" if rome_xml.is_rome3(entry) else "4"
        match = _VERSION.search(PurePath(entry.name).name.replace("_", " "))
        if match and match[1] == major:
            editions.setdefault((entry.group, f"{match[1]}.{match[2]}"), []).append(entry)
        else:
            unnamed.append((entry, major))
    for entry, major in unnamed:
        beside = [key for key in editions if key[0] == entry.group and key[1].startswith(f"{major}.")]
        key = beside[0] if len(beside) == 1 else (entry.group, major)
        editions.setdefault(key, []).append(entry)
    return editions


def _rank(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _fill(edition: Edition, entries: Sequence[Entry]) -> bool:
    """Read the files of an edition, what describes entries before what ties them; True when they are XML."""
    tables: list[tuple[str, str, Entry]] = []
    is_xml = False
    for entry in entries:
        found = layout(entry)
        if found is None:
            is_xml = True
            rome_xml.fill(edition, entry)
        else:
            tables.append((*found, entry))
    for name, delimiter, entry in sorted(tables, key=lambda table: (_ORDER.index(table[0]), table[2].name)):
        _table(edition, name, delimiter, entry)
    return is_xml


def _table(edition: Edition, name: str, delimiter: str, entry: Entry) -> None:
    code_list = edition.code_list
    columns = unread(entry, name, delimiter)
    if columns:
        what = f"colonnes que ce lecteur ne lit pas : {', '.join(columns)}"
        code_list.problem("colonnes-non-lues", Severity.INFO, what, entry.name)
    read_row = _ROWS.get(name)
    keys = [column for column in REQUIRED[name] if column.startswith("code_")]
    key = keys[0] if keys else REQUIRED[name][0]
    for row in code_list.rows(name, code_list.take(entry), delimiter):
        if read_row is None:
            continue
        if not row[key] and name != "cr_gd_dp_appellations":
            place = f"table {name}, ligne {row.line}"
            code_list.problem("code-absent", Severity.WARNING, "pas de code", entry.name, place)
        else:
            read_row(edition, row)
