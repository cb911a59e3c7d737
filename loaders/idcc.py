"""The list of conventions collectives by IDCC number, one CSV table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from passerelles.errors import SourceError
from passerelles.loaders.code_list import CodeList, unreadable
from passerelles.loaders.csv_table import Row, header_of
from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Description
from passerelles.records import Concept, Problem, Reading, Severity

_DELIMITERS = (",", ";", "\t")
_REQUIRED = {"idcc", "label"}
_NUMBER = re.compile(r"[0-9]{1,4}")


class Idcc:
    """The loader of the IDCC list: each table is one list."""

    name = "idcc"
    version = "1"
    description = Description(
        publisher="Ministère du Travail",
        licence="Conditions de réutilisation non précisées",
        minimum=0,
        maximum=0,
        concepts=(1, 10_000),
    )
    grouped = False

    def recognises(self, entry: Entry) -> bool:
        """True when the first line names the columns of the list."""
        return _delimiter(entry) is not None

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield one reading for each table; wrong rows are its problems."""
        for entry in entries:
            code_list = CodeList(self, entry.name)
            try:
                concepts = _concepts(code_list, entry)
            except (OSError, SourceError) as error:
                yield unreadable(entry.name, "la liste des IDCC", error)
                continue
            yield code_list.reading("Conventions collectives (IDCC)", concepts)


def _concepts(code_list: CodeList, entry: Entry) -> list[Concept]:
    delimiter = _delimiter(entry) or ","
    unread = sorted(set(header_of(entry, delimiter)) - {"id", *_REQUIRED})
    if unread:
        what = f"colonnes que ce lecteur ne lit pas : {', '.join(unread)}"
        code_list.problem("colonnes-non-lues", Severity.INFO, what)
    found: dict[str, Concept] = {}
    for row in code_list.rows("IDCC", code_list.take(entry), delimiter):
        concept = _concept(code_list, row)
        if concept is None:
            continue
        known = found.setdefault(concept.notation, concept)
        if known.label != concept.label:
            what = f"{known.notation} s’appelle « {known.label} » et « {concept.label} »"
            place = f"ligne {row.line}"
            code_list.problem(
                "libelles-differents", Severity.WARNING, what, place=place, found=known.notation
            )
            if concept.label:
                labels = dict.fromkeys((*known.alt_labels, concept.label))
                found[known.notation] = replace(known, alt_labels=tuple(labels))
    return [found[notation] for notation in sorted(found)]


def _concept(code_list: CodeList, row: Row) -> Concept | None:
    number = row["idcc"]
    place = f"ligne {row.line}"
    if not number:
        code_list.problem("code-absent", Severity.WARNING, "pas de numéro IDCC", place=place)
        return None
    if not _NUMBER.fullmatch(number):
        what = f"« {number} » n’a pas la forme d’un numéro IDCC"
        code_list.problem("code-inattendu", Severity.WARNING, what, place=place, found=number)
    # The four digits are the number: a spreadsheet takes the first zeros away.
    return Concept("idcc", number.zfill(4), row["label"] or None, identifier=row["id"] or None)


def _delimiter(entry: Entry) -> str | None:
    return next((each for each in _DELIMITERS if set(header_of(entry, each)) >= _REQUIRED), None)
