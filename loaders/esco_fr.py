"""The French labels of ESCO: occupations and skills, as the European Commission publishes them in CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from passerelles.errors import SourceError
from passerelles.loaders.code_list import CodeList, unreadable
from passerelles.loaders.csv_table import Row, header_of
from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Description
from passerelles.records import Concept, Problem, Reading, Severity

_DELIMITERS = (",", ";", "\t")
_REQUIRED = {"conceptUri", "preferredLabel"}
_COLUMNS = _REQUIRED | {"altLabels", "hiddenLabels", "code", "definition", "description", "scopeNote"}
_URI = re.compile(r"http://data\.europa\.eu/esco/(occupation|skill|isco)/([A-Za-z0-9.-]+)")
_LABELS = re.compile(r"\s*[|\n]\s*")


class EscoFr:
    """The loader of ESCO's labels: each table is one list."""

    name = "esco_fr"
    version = "1"
    description = Description(
        publisher="Commission européenne",
        licence="https://creativecommons.org/licenses/by/4.0/",
        minimum=0,
        maximum=0,
        concepts=(1, 50_000),
    )
    grouped = False

    def recognises(self, entry: Entry) -> bool:
        """True when the first line names an address and a preferred label, as the tables of ESCO do."""
        return _delimiter(entry) is not None

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield one reading for each table; wrong rows are its problems."""
        for entry in entries:
            code_list = CodeList(self, entry.name)
            try:
                concepts = _concepts(code_list, entry)
            except (OSError, SourceError) as error:
                yield unreadable(entry.name, "la liste de l’ESCO", error)
                continue
            yield code_list.reading("ESCO, libellés français", concepts)


def concept_of(address: str) -> tuple[str, str] | None:
    """The scheme of an ESCO address and the code at its end; None when it is not one of ESCO's concepts."""
    match = _URI.fullmatch(address)
    return (f"esco-{match[1]}", match[2]) if match else None


def _concepts(code_list: CodeList, entry: Entry) -> list[Concept]:
    delimiter = _delimiter(entry) or ","
    unread = sorted(set(header_of(entry, delimiter)) - _COLUMNS)
    if unread:
        what = f"colonnes que ce lecteur ne lit pas : {', '.join(unread)}"
        code_list.problem("colonnes-non-lues", Severity.INFO, what)
    found: dict[str, Concept] = {}
    for row in code_list.rows("ESCO", code_list.take(entry), delimiter):
        place = f"ligne {row.line}"
        address = row["conceptUri"]
        kind = concept_of(address)
        if kind is None:
            what = f"« {address} » n’est pas l’adresse d’un concept de l’ESCO ; la ligne n’est pas lue"
            code_list.problem("adresse-inattendue", Severity.WARNING, what, place=place, found=address)
        elif address in found:
            what = "ce concept est déjà décrit plus haut ; la ligne n’est pas lue"
            code_list.problem("code-repete", Severity.WARNING, what, place=place, found=address)
        else:
            found[address] = _concept(kind, row)
    return [found[address] for address in sorted(found)]


def _concept(kind: tuple[str, str], row: Row) -> Concept:
    label = row["preferredLabel"]
    return Concept(
        *kind,
        label or None,
        alt_labels=_labels(row["altLabels"], label),
        iri=row["conceptUri"],
        identifier=row["code"] or None,
        definition=row["definition"] or row["description"] or None,
        hidden_labels=_labels(row["hiddenLabels"], label),
        scope_note=row["scopeNote"] or None,
    )


def _labels(cell: str, preferred: str) -> tuple[str, ...]:
    """The labels of a cell, apart from the preferred one, which some cells repeat."""
    return tuple(dict.fromkeys(each for each in _LABELS.split(cell) if each and each != preferred))


def _delimiter(entry: Entry) -> str | None:
    return next((each for each in _DELIMITERS if set(header_of(entry, each)) >= _REQUIRED), None)
