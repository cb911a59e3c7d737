"""The blocs of a fiche of the CSV export, with their capacités when the export lists them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from passerelles.loaders import csv_layout as layout
from passerelles.loaders import csv_values as values
from passerelles.loaders.csv_notes import Notes
from passerelles.loaders.csv_table import Row
from passerelles.loaders.xml_capacites import Reconciliation, cut
from passerelles.records import Bloc, FreeText, Severity, Stated, Text

_CODE, _TITLE = layout.TABLES[layout.BLOCS]


def blocs_of(rows: Sequence[Row], notes: Notes, capacites: Reconciliation) -> tuple[Bloc, ...]:
    """The blocs in the natural order of their codes (BC2 before BC10); their capacités are added to `capacites`."""
    # Rows that differ only in what is said of the bloc are the same bloc.
    gathered: dict[tuple[str, str], list[tuple[int, Row]]] = {}
    for place, row in enumerate(rows, 1):
        key = (values.line(row[_CODE]), values.line(row[_TITLE]))
        gathered.setdefault(key, []).append((place, row))
    codes: dict[str, str] = {}
    ordered = sorted(gathered.items(), key=lambda item: _natural(item[0][0]))
    return tuple(
        _bloc(order, identifier, title, placed, codes, notes, capacites)
        for order, ((identifier, title), placed) in enumerate(ordered, 1)
    )


def _bloc(
    order: int, identifier: str, title: str, placed: Sequence[tuple[int, Row]], codes: dict[str, str],
    notes: Notes, capacites: Reconciliation,
) -> Bloc:  # fmt: skip
    keys: list[Text] = []
    rubriques: list[Text] = []
    texts: list[FreeText] = []
    for place, row in placed:
        for column, role in layout.roles(layout.BLOCS, row.columns).items():
            text = row[column]
            if role == layout.CAPACITES and text:
                found = cut(text, f"{layout.BLOCS}[{place}]/{column}")
                keys += capacites.bloc(order, found.items)
                rubriques += found.rubriques
                if not found.whole:
                    texts.append(FreeText("capacitesTexte", Stated(text)))
            elif text:
                texts.append(FreeText(role, Stated(text)))
    return Bloc(
        order,
        Stated(title) if title else None,
        _code(identifier, title, placed[0][1], codes, notes),
        Stated(identifier) if identifier else None,
        capacites=tuple(dict.fromkeys(keys)),
        texts=tuple(dict.fromkeys(texts)),
        rubriques=tuple(dict.fromkeys(rubriques)),
    )


def _code(identifier: str, title: str, row: Row, codes: dict[str, str], notes: Notes) -> str | None:
    """The code without the number of the fiche; one that another bloc has already gets a suffix."""
    if not identifier:
        what = f"le bloc « {title} » n’a pas de code"
        notes.problem("code-de-bloc-absent", Severity.WARNING, layout.BLOCS, row, title, what)
        return None
    owner, code = values.bloc_code(identifier)
    if owner and owner != notes.ref:
        what = f"le bloc {identifier} porte le numéro d’une autre fiche ; son code est gardé en entier"
        notes.problem("bloc-d-une-autre-fiche", Severity.WARNING, layout.BLOCS, row, identifier, what)
        code = identifier
    if codes.setdefault(code, title) == title:
        return code
    what = f"le code {identifier} désigne déjà un autre bloc, « {codes[code]} »"
    notes.problem("code-de-bloc-repete", Severity.WARNING, layout.BLOCS, row, identifier, what)
    rank = 2
    while f"{code}-{rank}" in codes:
        rank += 1
    codes[f"{code}-{rank}"] = title
    return f"{code}-{rank}"


def _natural(code: str) -> list[tuple[int, str]]:
    """A sort key in which BC2 comes before BC10."""
    return [(int(part) if part.isdecimal() else 0, part) for part in re.split(r"([0-9]+)", code)]
